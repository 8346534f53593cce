#pragma once

#include "core/cluster/backplane.h"
#include "core/cluster/idempotencykeys.h"
#include "core/cluster/journal.h"
#include <deque>
#include <unordered_map>

namespace sluice {

// The order of a single process, written down: a message has its place, is delivered and answered
// once its journal has it, so that nothing anybody saw is lost with the process. What comes while
// one batch is being written is the next batch. Control thread.
class JournaledBackplane final : public Backplane {
    Q_OBJECT
public:
    // What may wait for the journal; beyond it messages are not available.
    static constexpr std::size_t mostOctets = std::size_t { 64 } * 1024 * 1024;
    using Answer = std::function<void(const Result&)>;
    using Done = std::function<void()>;

    JournaledBackplane(Journal& journal, JournalPast past, QObject* parent = nullptr);
    ~JournaledBackplane() override; // what waits is written all the same, but nobody hears of it

    void append(Draft draft, Answer answer) override;
    bool remembers(const std::string& idempotencyKey) override;
    const std::string& epoch() const override { return m_epoch; }
    std::uint64_t head() const override { return m_head; }
    std::vector<SharedMessage> past() const override { return m_past; }
    bool isUp() const override { return m_journal.isUp(); }
    void settle(const Done& settled) override;

    // Settles, and nothing is written from then on: what comes waits for resume().
    void pause(Done paused);
    void resume();

private:
    struct Waiting {
        Draft draft; // until it has its place
        WallTime since;
        Answer answer;
        std::vector<std::pair<Outcome, Answer>> others; // who named the same key meanwhile
        SharedMessage message; // from then on
    };
    struct Batch {
        std::deque<Waiting> messages; // a deque, for m_waitingKeys points into it
        std::vector<Done> settled;
        bool pauses = false; // nothing is written after it
        bool isEmpty() const { return messages.empty() && settled.empty(); }
    };

    bool joinsWaiting(const Draft& draft, Answer& answer);
    Batch& lastBatch() { return m_gathering.isEmpty() ? m_underWay : m_gathering; }
    JournalBatch place(Batch& batch, std::uint64_t after) const;
    void writeNext();
    void onWritten(bool kept);
    void deliver(Waiting& waiting);
    void refuse(const Waiting& waiting);
    void forgetWaiting(const Waiting& waiting, const std::string& key);

    Journal& m_journal;
    std::string m_epoch;
    std::uint64_t m_head = 0; // delivered
    std::uint64_t m_kept = 0; // by the journal
    std::vector<SharedMessage> m_past;
    IdempotencyKeys m_keys; // of what was delivered
    std::unordered_map<std::string, Waiting*> m_waitingKeys;
    Batch m_underWay;
    Batch m_gathering;
    std::size_t m_octets = 0; // of both
    bool m_writing = false;
    bool m_paused = false;
};

} // namespace sluice
