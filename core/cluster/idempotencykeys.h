#pragma once

#include "core/hub/message.h"
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace sluice {

// Which publications of the last five minutes named an Idempotency-Key, so that a repeated request
// is answered and not repeated. Bounded: the oldest keys go first. Control thread.
class IdempotencyKeys {
public:
    static constexpr std::chrono::minutes lifetime { 5 };
    static constexpr std::size_t most = 10000;

    SharedMessage find(const std::string& key, WallTime now); // null: not seen, or too long ago
    void remember(std::string key, const SharedMessage& message); // an empty key is no key
    std::vector<KeyedMessage> all() const; // oldest first

private:
    void forgetOlderThan(WallTime time);

    std::unordered_map<std::string, SharedMessage> m_messages;
    std::deque<std::string> m_order; // oldest first
};

} // namespace sluice
