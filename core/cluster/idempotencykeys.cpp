#include "core/cluster/idempotencykeys.h"

namespace sluice {

SharedMessage IdempotencyKeys::find(const std::string& key, WallTime now)
{
    if (key.empty())
        return nullptr;
    forgetOlderThan(now - lifetime);
    const auto found = m_messages.find(key);
    return found == m_messages.end() ? nullptr : found->second;
}

void IdempotencyKeys::remember(std::string key, const SharedMessage& message)
{
    if (key.empty() || !m_messages.try_emplace(key, message).second)
        return;
    m_order.push_back(std::move(key));
    if (m_order.size() > most) {
        m_messages.erase(m_order.front());
        m_order.pop_front();
    }
}

std::vector<KeyedMessage> IdempotencyKeys::all() const
{
    std::vector<KeyedMessage> all;
    all.reserve(m_order.size());
    for (const std::string& key : m_order)
        all.push_back({ key, m_messages.at(key) });
    return all;
}

void IdempotencyKeys::forgetOlderThan(WallTime time)
{
    while (!m_order.empty() && m_messages.at(m_order.front())->time < time) {
        m_messages.erase(m_order.front());
        m_order.pop_front();
    }
}

} // namespace sluice
