#pragma once

#include "app/bench/followframe.h"
#include "app/bench/ledger.h"
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sluice::bench {

// What all followers of a run lived through together.
struct FollowCounts {
    using Time = std::chrono::steady_clock::time_point;
    struct Drain {
        Time heard; // by the first client
        std::uint64_t told = 0; // clients
    };
    std::map<std::pair<std::string, std::string>, Drain> drains; // by node and deadline
    Faults faults;
    std::uint64_t deliveries = 0;
    std::uint64_t notices = 0; // clients that were told to move, and not to stay after all
    std::uint64_t moves = 0;
    std::uint64_t forcedMoves = 0; // of them: the connection closed without a notice
};

// One client that does as the recipe of docs/clients.md says, without its sockets: what it has
// seen, when it is to come, and what is wrong with what it got. It has a current connection, the
// one that was welcomed last, and perhaps one under way, not yet welcomed. Pure.
class Follower {
public:
    using Time = FollowCounts::Time;
    enum class AfterEnd {
        ComeBack, // after pause()
        Wait, // the connection under way has taken its place
        Stop // it was told not to come back
    };

    [[nodiscard]] std::string query() const; // resumes where it stands; empty before any welcome
    [[nodiscard]] std::string path(std::string_view path) const; // the same behind a target's path

    void dialled(Time now); // a connection is under way
    void welcomed(const WelcomeFrame& welcome,
                  FollowCounts& counts); // which is the current one now
    void refused(FollowCounts& counts); // the one under way ended before its welcome

    // Of the current connection. `offset` is the place of a message. True when it is news: a
    // message that the connection before had brought already is none.
    bool placed(std::uint64_t offset, FollowCounts& counts);
    void checked(const PayloadCheck& check, std::uint32_t run, FollowCounts& counts);
    std::chrono::milliseconds noticed(const DrainFrame& drain, Time now, FollowCounts& counts);
    void stays(FollowCounts& counts); // the drain is cancelled
    void bidFarewell(const DisconnectFrame& farewell) { m_farewell = farewell; } // of either
    AfterEnd ended(bool underWay, FollowCounts& counts);

    // How long before it tries again, a farewell's time at least. `luck` is below 1.
    std::chrono::milliseconds pause(double luck);

    [[nodiscard]] std::uint32_t due() const { return m_ledger.due(); } // the next number
    [[nodiscard]] std::uint32_t moves() const { return m_moves; }
    [[nodiscard]] const std::string& id() const { return m_id; }

private:
    struct Connection {
        std::string node;
        Time begun;
        std::uint64_t offset = 0; // of the last thing it brought
        std::uint64_t asked = 0; // after which it was to go on
        bool told = false; // to move
        std::pair<std::string, std::string> drain; // by which
    };
    Ledger m_ledger;
    Connection m_current;
    Connection m_underWay;
    std::optional<DisconnectFrame> m_farewell;
    std::string m_id; // empty before any welcome
    std::string m_session;
    std::string m_epoch;
    std::uint64_t m_offset = 0;
    std::uint32_t m_moves = 0;
    std::uint32_t m_failures = 0; // in a row
    bool m_forced = false; // the coming move is
};

} // namespace sluice::bench
