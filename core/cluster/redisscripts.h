#pragma once

#include "core/cluster/redisscript.h"

// What has to happen in Redis in one step. Each text says what it takes and gives.
namespace sluice::redisscripts {

const RedisScript& openOrder();
const RedisScript& appendToOrder();

} // namespace sluice::redisscripts
