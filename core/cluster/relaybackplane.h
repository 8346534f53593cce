#pragma once

#include "core/cluster/backplane.h"
#include "core/cluster/idempotencykeys.h"
#include <deque>
#include <map>
#include <memory>

namespace sluice {

// The order of a process that may hand it to a successor: its own, then held for a moment, then
// the successor's, whose messages are delivered here as well. Control thread.
class RelayBackplane final : public Backplane {
    Q_OBJECT
public:
    // Publications that wait while the order is held; more are answered with NotAvailable.
    static constexpr std::size_t mostHeld = 10000;
    static constexpr std::size_t mostHeldOctets = std::size_t { 64 } * 1024 * 1024;

    using Forward = std::function<void(std::uint64_t number, const Draft& draft)>;

    explicit RelayBackplane(std::unique_ptr<Backplane> own, QObject* parent = nullptr);
    ~RelayBackplane() override;

    void append(Draft draft, std::function<void(const Result&)> answer) override;
    bool remembers(const std::string& idempotencyKey) override;
    const std::string& epoch() const override { return m_own->epoch(); }
    std::uint64_t head() const override { return m_head; }
    std::vector<SharedMessage> past() const override { return m_own->past(); }
    std::vector<KeyedMessage> keys() const override { return m_own->keys(); }

    void hold(); // nothing is given a place any more …
    void release(); // … but here after all, in the order in which it came
    void follow(Forward forward); // … or by the successor, to whom each draft is given
    void lose(); // the successor is gone: nobody gives places any more

    // What the successor says.
    void onDelivered(const SharedMessage& message);
    void onAppended(std::uint64_t number, const Result& result);

private:
    enum class State { Own, Held, Following, Lost };
    struct Waiting {
        Draft draft;
        std::function<void(const Result&)> answer;
    };

    void keep(Waiting waiting);
    void give(Waiting waiting);
    void pass(Waiting waiting);

    std::unique_ptr<Backplane> m_own;
    State m_state = State::Own;
    std::uint64_t m_head;
    std::deque<Waiting> m_held;
    std::size_t m_heldOctets = 0;
    Forward m_forward;
    std::uint64_t m_number = 0;
    std::map<std::uint64_t, Waiting> m_asked; // of the successor, by number
    IdempotencyKeys m_passedKeys;
};

} // namespace sluice
