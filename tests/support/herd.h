#pragma once

#include "tests/support/rawclient.h"
#include <deque>
#include <functional>
#include <queue>
#include <vector>

namespace sluice::support {

// Thousands of raw clients in the caller's thread, on an epoll set of their own. They live while
// one of the functions runs; in between the kernel keeps what they are sent.
class Herd {
public:
    using Clock = RawClient::Clock;
    using Milliseconds = std::chrono::milliseconds;

    explicit Herd(std::uint16_t port);
    ~Herd();
    Herd(const Herd&) = delete;
    Herd& operator=(const Herd&) = delete;

    // True when the process may open that many sockets, after raising its limit if it can.
    static bool canHold(std::size_t clients);

    // Adds clients and lets them live until each has its welcome, or for half-way handshakes has
    // sent its half.
    bool join(std::size_t count, Manners manners, Milliseconds patience = std::chrono::seconds(40));
    // False when `done` did not hold in time. It is asked after every batch of events.
    bool runUntil(const std::function<bool()>& done, Milliseconds patience);
    void run(Milliseconds time);

    std::size_t size() const { return m_clients.size(); }
    RawClient& operator[](std::size_t index) { return m_clients[index]; }
    const std::deque<RawClient>& clients() const { return m_clients; }
    const Tally& tally() const { return m_tally; }
    bool isOver() const { return m_tally.ended == m_clients.size(); }
    std::size_t count(const std::function<bool(const RawClient&)>& which) const;
    // What `when` says of every client that it says something of, from `begin` on.
    std::vector<Milliseconds>
    moments(RawClient::Instant begin,
            const std::function<RawClient::Instant(const RawClient&)>& when) const;

private:
    struct Due {
        RawClient::Instant at;
        std::size_t client;
        bool operator>(const Due& other) const { return at > other.at; }
    };
    bool begin(Manners manners);
    void turn(RawClient::Instant until);
    void handle(std::size_t index, std::uint32_t events);
    void letLeave();

    std::uint16_t m_port;
    int m_epoll = -1;
    Tally m_tally;
    std::deque<RawClient> m_clients; // a deque: they never move
    std::size_t m_connected = 0;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
};

} // namespace sluice::support
