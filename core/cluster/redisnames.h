#pragma once

#include <string>

namespace sluice {

// What a fleet's things are called in Redis; `redis_prefix` keeps fleets apart. Pure value.
struct RedisNames {
    std::string prefix;

    std::string order() const { return prefix + ":order"; } // hash: epoch, head, session_key
    std::string stream(const std::string& epoch) const { return prefix + ":stream:" + epoch; }
    std::string asked(const std::string& node) const { return prefix + ":asked:" + node; }
    std::string key(const std::string& idempotencyKey) const
    {
        return prefix + ":key:" + idempotencyKey;
    }
    std::string nodes() const { return prefix + ":nodes"; } // set of node ids
    std::string node(const std::string& id) const { return prefix + ":node:" + id; } // expires
    std::string clients(const std::string& node) const { return prefix + ":clients:" + node; }
    std::string owners() const { return prefix + ":owners"; } // hash: client id → node id
    std::string version() const { return prefix + ":version"; } // counts what was told
    std::string events() const { return prefix + ":events"; } // the Pub/Sub channel
};

} // namespace sluice
