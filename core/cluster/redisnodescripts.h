#pragma once

#include "core/cluster/redisscript.h"

// Who is connected to which node, kept in Redis in one step each. Every change is told on the
// channel from within its step, with a number that counts them: the channel and what is kept
// never disagree. Each text says what it takes and gives.
namespace sluice::redisscripts {

const RedisScript& changeClients();
const RedisScript& beatNode();
const RedisScript& census();
const RedisScript& leaveFleet();

} // namespace sluice::redisscripts
