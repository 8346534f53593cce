#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <netinet/in.h>
#include <string>
#include <string_view>

namespace sluice::support {

enum class Manners : std::uint8_t {
    LeavesAtSlot, // as the notice asks
    LeavesAtOnce, // on the notice
    IgnoresNotice, // stays until the server's Close, and answers that
    IgnoresClose, // as well: reads all, answers nothing
    StopsReading, // after its welcome, with a small buffer
    HalfHandshake // never ends its request
};

// What all clients of a herd have come to.
struct Tally {
    std::size_t welcomed = 0;
    std::size_t noticed = 0; // at least once
    std::size_t cancelled = 0;
    std::size_t closed = 0; // by the server, with a Close frame
    std::size_t ended = 0; // the connection is over, however
    std::size_t messages = 0; // texts of type "message"
    std::size_t acks = 0;
    std::size_t notifications = 0;
    std::size_t violations = 0; // frames that no server may send
};

// One raw WebSocket client with good or bad manners, on a non-blocking descriptor that its herd
// polls. It reads frames by a few lines of its own, not by the server's codec.
class RawClient {
public:
    using Clock = std::chrono::steady_clock;
    using Instant = Clock::time_point; // {} is never

    struct Record {
        int status = 0; // of the answer to the handshake
        Instant welcomeAt, noticeAt, closeAt, endAt;
        Instant leftAt; // sent a Close first
        int reconnectInMs = -1; // of the last notice
        int closeCode = 0; // of the server's Close frame, an answer included
        std::string disconnect; // reason of the last frame before Close
    };

    RawClient(std::uint16_t port, Manners manners, Tally& tally);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    // True once the descriptor is there to be polled for events().
    bool connect();
    void ready(std::uint32_t events);
    void say(std::string_view text); // at most a few KiB: what a socket takes at once
    void leave(); // Close 1000, and waits for the answer
    void drop(); // like a cut cable

    int descriptor() const { return m_fd; }
    std::uint32_t events() const; // of epoll, wanted now
    Instant dueAt() const { return m_dueAt; } // when it wants to leave
    Manners manners() const { return m_manners; }
    const Record& record() const { return m_record; }
    bool isOpen() const { return m_record.welcomeAt != Instant {} && m_fd >= 0; }

private:
    enum class Stage : std::uint8_t { Connecting, Upgrading, Talking };
    void sendRequest();
    void read();
    bool takeHead();
    bool takeFrame();
    void onText(std::string_view text);
    void onNotice(std::string_view text);
    void onClose(std::string_view payload);
    void send(std::uint8_t opcode, std::string_view payload);
    void transmit(std::string_view octets);

    Tally& m_tally;
    std::string m_input;
    Record m_record;
    Instant m_dueAt;
    int m_fd = -1;
    std::uint16_t m_port;
    Manners m_manners;
    Stage m_stage = Stage::Connecting;
};

} // namespace sluice::support
