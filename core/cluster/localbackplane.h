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

    void append(Draft draft, std::function<void(const Result&)> answer) override;
    bool remembers(const std::string& idempotencyKey) override;
    const std::string& epoch() const override { return m_epoch; }
    std::uint64_t head() const override { return m_head; }

private:
    std::string m_epoch;
    std::uint64_t m_head = 0;
    IdempotencyKeys m_keys;
};

} // namespace sluice
