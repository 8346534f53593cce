#pragma once

#include "app/bench/agenda.h"
#include "app/bench/benchclient.h"
#include "app/bench/benchplan.h"
#include "app/bench/follower.h"
#include "app/bench/percentiles.h"
#include "app/bench/poller.h"
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace sluice::bench {

// Clients that follow the recipe of docs/clients.md, with their sockets: each has one connection,
// two while it moves. Not thread-safe; what keeps them from beginning is a sentence in failure().
class Followers final : private ClientOwner {
public:
    using Heard = std::function<void(std::uint32_t client, std::uint32_t sequence)>;

    struct Door {
        sockaddr_in address {};
        Target target;
    };
    Followers(const Plan& plan, const std::vector<Door>& doors, Poller& poller);
    Followers(const Followers&) = delete;
    Followers& operator=(const Followers&) = delete;

    void arrive(); // as many as may come at the same time; call until all are welcomed
    void act(Clock::time_point now); // moves whose time has come, and what has ended is let go
    void leaveAll();

    // Each of our messages, once a client.
    void setHeard(Heard heard) { m_heard = std::move(heard); }

    [[nodiscard]] std::optional<Clock::time_point> nextAct() const { return m_agenda.next(); }
    [[nodiscard]] std::uint32_t welcomed() const { return m_welcomed; } // were, at any time
    [[nodiscard]] bool allGone() const;
    [[nodiscard]] std::uint32_t due(std::uint32_t client) const
    {
        return m_members[client].place.due();
    }
    [[nodiscard]] std::uint32_t mostMoves() const;
    [[nodiscard]] const FollowCounts& counts() const { return m_counts; }
    [[nodiscard]] const Percentiles& welcomes() const { return m_welcomes; } // of moves
    [[nodiscard]] const std::string& failure() const { return m_failure; }
    [[nodiscard]] const std::string& firstRefusal() const { return m_firstRefusal; }

private:
    struct Connection {
        Connection(std::uint32_t client, ClientOwner& owner, Handshake shake)
            : handshake(std::move(shake)), socket(client, owner, handshake)
        {
        }
        const Handshake handshake;
        BenchClient socket;
    };
    struct Member {
        Follower place;
        std::unique_ptr<Connection> current; // welcomed
        std::unique_ptr<Connection> next; // not yet
        std::size_t door = 0;
    };
    void onUpgraded(BenchClient&) override { }
    void onOctets(std::size_t) override { }
    void onText(BenchClient& socket, std::string_view text) override;
    void onClosed(BenchClient& socket, const std::string& why) override;
    void wantsWrite(BenchClient& socket, bool on) override;
    void dial(std::uint32_t client);
    void takeWelcome(std::uint32_t client, std::string_view text);
    void takeFrame(std::uint32_t client, std::string_view text);
    void takeMessage(std::uint32_t client, std::string_view text);
    void onRefused(std::uint32_t client, const std::string& why);
    void comeBack(std::uint32_t client);
    void letGo(std::unique_ptr<Connection>& connection); // after this turn: it may be on the stack

    const Plan& m_plan;
    const std::vector<Door>& m_doors;
    Poller& m_poller;
    std::vector<Member> m_members;
    std::unordered_map<const BenchClient*, std::unique_ptr<Connection>> m_leaving;
    std::vector<std::unique_ptr<Connection>> m_ended;
    Agenda m_agenda;
    FollowCounts m_counts;
    Percentiles m_welcomes;
    Heard m_heard;
    std::string m_failure;
    std::string m_firstRefusal;
    std::mt19937 m_luck { std::random_device {}() };
    std::uint32_t m_begun = 0;
    std::uint32_t m_welcomed = 0;
    bool m_over = false;
};

} // namespace sluice::bench
