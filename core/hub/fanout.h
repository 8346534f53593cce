#pragma once

#include "core/hub/hubletters.h"
#include "core/hub/seat.h"
#include "core/net/batchsender.h"
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace sluice {

class Mailbox;
class Metrics;

// One loop's rounds: what everybody is to get, a broadcast or a Close, on its way through the
// seats. A turn of the loop serves only so many, so that reading goes on between; the next turn is
// a letter to ourselves. One cursor goes around for all rounds under way, and gives a seat all of
// them in one write. Lives in the loop.
//
// Each client hears everything in the order of the orders: whatever else is said or done to a
// session comes after catchUp().
class Fanout {
public:
    // About 5 ms on a small machine: a fifth of the lag that a loop may have.
    static constexpr std::size_t usualSends = 1000;
    struct Means {
        std::size_t sendsATurn = usualSends;
        bool ring = true; // if there is one
        std::function<void()> ringLost; // the kernel has withdrawn it
    };

    Fanout(std::vector<Seat>& seats, Mailbox& loop, Metrics& metrics, const Means& means);

    void deliver(SharedDelivery delivery);
    void closeAll(CloseReason reason); // everyone who is here now
    // Gives one seat what is under way, at once.
    void catchUp(Seat& seat);
    // Whoever sits down now has no part in what is under way.
    void welcome(Seat& seat) const { seat.round = m_newest; }
    void finish(); // all that is under way, in this turn
    const BatchSender& batches() const { return m_sender; }

private:
    struct Round {
        SharedDelivery delivery; // null: a Close
        CloseReason reason {};
        std::uint64_t lap = 0; // where the cursor was …
        std::size_t start = 0; // … when it began: it ends there in the next lap
        std::optional<std::chrono::steady_clock::time_point> begun;
    };

    struct Addressee {
        Seat& seat;
        const SharedFrame& frame;
    };

    void add(Round round);
    void askForTurn();
    void turn();
    void serve(std::size_t cost);
    void advance();
    bool isDone(const Round& round) const;
    void retire();
    // Returns what it cost in sends.
    std::size_t serve(Seat& seat, bool mayWait);
    void gather(const Round& round, const Seat& seat);
    std::size_t costOfGathered(const Session& session) const;
    void sendGathered(Seat& seat);
    bool joinsBatch(Seat& seat);
    void sendBatch();
    void count();

    std::vector<Seat>& m_seats;
    Mailbox& m_loop;
    Metrics& m_metrics;
    std::size_t m_most; // sends a turn
    BatchSender m_sender;
    std::deque<Round> m_rounds; // the oldest first; numbered up to m_newest
    std::uint32_t m_newest = 0; // wraps around: seats are never far behind
    std::uint64_t m_lap = 0;
    std::size_t m_cursor = 0;
    std::vector<const SharedFrame*> m_gathered; // for the seat that is being served
    std::size_t m_sent = 0; // not yet in the metrics
    std::size_t m_failed = 0;
    std::vector<BatchSender::Item> m_batch;
    std::vector<Addressee> m_addressees; // of the batch
    std::function<void()> m_ringLost;
    bool m_turnAsked = false;
};

} // namespace sluice
