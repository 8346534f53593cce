#pragma once

#include "core/cluster/redisreply.h"
#include "core/hub/message.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

// One entry of the stream that is the order: a message, who put it there, and its idempotency key.
// Pure value.
struct RedisEntry {
    std::uint64_t offset = 0;
    std::string by; // "<node>:<count>", never twice
    std::string idempotencyKey; // empty: none
    SharedMessage message; // null: not one of ours stands there

    // [id, [field, value, …]], as XREAD and XRANGE answer.
    static std::optional<RedisEntry> read(const RedisReply& reply, const std::string& epoch);
};

// The time as entries carry it: milliseconds since 1970.
std::string entryTime(WallTime time);

} // namespace sluice
