#pragma once

#include "core/cluster/redislink.h"
#include <string>

namespace sluice {

// A Lua script that Redis runs as one step, with nothing of another's in between. Its text goes
// over once, its digest from then on. Immutable; it and the link outlive every answer.
class RedisScript {
public:
    explicit RedisScript(std::string text);

    // See RedisLink::ask().
    void run(RedisLink& link, const RedisLink::Words& keys, const RedisLink::Words& arguments,
             RedisLink::Answer answer) const;
    // For who will not be there to hear that Redis does not know the script.
    void runUnheard(RedisLink& link, const RedisLink::Words& keys,
                    const RedisLink::Words& arguments) const;

private:
    std::string m_text;
    std::string m_digest;
};

} // namespace sluice
