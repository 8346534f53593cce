#pragma once

#include "core/cluster/backplane.h"
#include "core/cluster/idempotencykeys.h"

namespace sluice {

// The order of a single process: a counter. Control thread.
class LocalBackplane final : public Backplane {
    Q_OBJECT
public:
    // The epoch is new with every process: its memory does not outlive it.
    explicit LocalBackplane(std::string epoch, QObject* parent = nullptr);
    // Unless it goes on where another process has stopped.
    struct Start {
        std::string epoch;
        std::uint64_t head = 0;
        std::vector<SharedMessage> past;
        std::vector<KeyedMessage> keys;
    };
    explicit LocalBackplane(Start start, QObject* parent = nullptr);

    void append(Draft draft, std::function<void(const Result&)> answer) override;
    bool remembers(const std::string& idempotencyKey) override;
    const std::string& epoch() const override { return m_epoch; }
    std::uint64_t head() const override { return m_head; }
    std::vector<SharedMessage> past() const override { return m_past; }
    std::vector<KeyedMessage> keys() const override { return m_keys.all(); }

private:
    std::string m_epoch;
    std::uint64_t m_head = 0;
    std::vector<SharedMessage> m_past;
    IdempotencyKeys m_keys;
};

} // namespace sluice
