#include "core/cluster/localbackplane.h"

namespace sluice {

LocalBackplane::LocalBackplane(std::string epoch, QObject* parent)
    : Backplane(parent), m_epoch(std::move(epoch))
{
}

LocalBackplane::LocalBackplane(Start start, QObject* parent)
    : Backplane(parent), m_epoch(std::move(start.epoch)), m_head(start.head),
      m_past(std::move(start.past))
{
    for (KeyedMessage& keyed : start.keys)
        m_keys.remember(std::move(keyed.key), keyed.message);
}

void LocalBackplane::append(Draft draft, std::function<void(const Result&)> answer)
{
    const WallTime now = std::chrono::system_clock::now();
    if (const SharedMessage earlier = m_keys.find(draft.idempotencyKey, now)) {
        answer(repetition(earlier, draft));
        return;
    }
    ++m_head;
    const auto message = std::make_shared<const Message>(
        Message { messageId(m_epoch, m_head), m_head, std::move(draft.from), std::move(draft.to),
                  std::move(draft.data), now, draft.recipients });
    m_keys.remember(std::move(draft.idempotencyKey), message);
    Q_EMIT delivered(message);
    answer({ Outcome::Appended, message });
}

bool LocalBackplane::remembers(const std::string& idempotencyKey)
{
    return m_keys.find(idempotencyKey, std::chrono::system_clock::now()) != nullptr;
}

} // namespace sluice
