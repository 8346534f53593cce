#pragma once

#include "app/bench/benchclient.h"
#include "app/bench/benchplan.h"
#include "app/bench/percentiles.h"
#include "app/bench/poller.h"
#include <deque>
#include <string>
#include <vector>

namespace sluice::bench {

class Progress;

// Hears what arrives while a scenario runs.
class Audience {
public:
    virtual void onMessage(std::uint32_t client, std::string_view text) = 0;

protected:
    ~Audience() = default;
};

// All connections of a run on one epoll set. Not thread-safe; errors are sentences in failure().
class Swarm final : private ClientOwner {
public:
    explicit Swarm(const Plan& plan);
    Swarm(const Swarm&) = delete;
    Swarm& operator=(const Swarm&) = delete;

    bool connectAll(Progress& progress); // bounded concurrency; false: see failure()
    void settle(std::chrono::milliseconds quiet, std::chrono::seconds atMost);
    // Handles what is ready, waiting until `until` for it; true when there was something.
    bool turn(Clock::time_point until) { return m_poller.turn(until); }
    void sendText(std::uint32_t client, std::string_view text);
    void watch(Pollable& pollable); // edge-triggered, both ways; until its descriptor is closed
    void stopReading(std::uint32_t firstClient); // it and those behind it; they no longer count
    void sayGoodbye(); // a Close frame of each
    void leaveAll();

    void setAudience(Audience* audience) { m_audience = audience; }
    [[nodiscard]] const std::string& failure() const { return m_failure; }
    [[nodiscard]] const Percentiles& welcomes() const { return m_welcomes; }
    [[nodiscard]] std::uint64_t texts() const { return m_texts; } // of any kind, welcomes included
    [[nodiscard]] std::uint64_t octets() const { return m_octets; } // on the wire
    [[nodiscard]] std::uint32_t open() const { return m_open; } // were, at any time
    [[nodiscard]] const sockaddr_in& addressOf(std::uint32_t target) const;
    [[nodiscard]] std::uint32_t lost() const { return m_lost; } // closed after they were open

private:
    void onUpgraded(BenchClient& client) override;
    void onOctets(std::size_t count) override { m_octets += count; }
    void onText(BenchClient& client, std::string_view text) override;
    void onClosed(BenchClient& client, const std::string& why) override;
    void wantsWrite(BenchClient& client, bool on) override;
    bool start(BenchClient& client);
    void nextSource();
    void admit(BenchClient& client);

    struct Door {
        sockaddr_in address {};
        Handshake handshake;
        std::string name;
    };
    const Plan& m_plan;
    const std::uint32_t m_wanted;
    Poller m_poller;
    std::vector<Door> m_doors;
    std::deque<BenchClient> m_clients;
    std::vector<bool> m_admitted;
    Audience* m_audience = nullptr;
    Percentiles m_welcomes;
    std::string m_failure;
    std::uint64_t m_texts = 0;
    std::uint64_t m_octets = 0;
    std::uint32_t m_open = 0;
    std::uint32_t m_lost = 0;
    in_addr m_source {}; // 0.0.0.0: the kernel chooses
    bool m_leaving = false;
};

} // namespace sluice::bench
