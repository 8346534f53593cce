#include "core/cluster/redisnodescripts.h"

namespace sluice::redisscripts {

namespace {

// A node's clients come, go, or are taken from another node. An id that a living node holds is
// given to nobody who cannot prove to be the same client.
// keys: owners, version, the node's clients. arguments: prefix, channel, node, its name, then for
// each change "j", "l" or "t" and an id.
// Gives: the version, then the ids that were refused.
constexpr const char* changeText = R"(
local owners, version, mine = KEYS[1], KEYS[2], KEYS[3]
local prefix, channel, node, name = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local came, went, refused = {}, {}, {}
for at = 5, #ARGV, 2 do
  local what, id = ARGV[at], ARGV[at + 1]
  local owner = redis.call('HGET', owners, id)
  if what == 'l' then
    if owner == node or not owner then
      redis.call('HDEL', owners, id)
      redis.call('SREM', mine, id)
      went[#went + 1] = id
    end
  elseif owner ~= node then
    local lives = owner and redis.call('EXISTS', prefix .. ':node:' .. owner) == 1
    if lives and what ~= 't' then
      refused[#refused + 1] = id
    else
      if owner then redis.call('SREM', prefix .. ':clients:' .. owner, id) end
      redis.call('HSET', owners, id, node)
      redis.call('SADD', mine, id)
      came[#came + 1] = id
    end
  end
end
local number = redis.call('GET', version) or '0'
if #came + #went > 0 then
  number = redis.call('INCR', version)
  redis.call('PUBLISH', channel,
    cjson.encode({ v = number, node = node, name = name, came = came, went = went }))
end
local gives = { tonumber(number) }
for _, id in ipairs(refused) do gives[#gives + 1] = id end
return gives
)";

// A node lives for another while. Nodes that no longer do are buried by whoever finds them, if
// that one has itself been in contact for long enough to know.
// keys: nodes, the node's own, owners, version.
// arguments: prefix, channel, node, its name, how long in milliseconds, 1 to bury.
// Gives: 1 if the node was known.
constexpr const char* beatText = R"(
local nodes, own, owners, version = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local prefix, channel, node, name = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
redis.call('SET', own, name, 'PX', ARGV[5])
local isNew = redis.call('SADD', nodes, node)
if isNew == 1 then
  redis.call('PUBLISH', channel,
    cjson.encode({ v = redis.call('INCR', version), node = node, name = name }))
end
if ARGV[6] == '1' then
  for _, other in ipairs(redis.call('SMEMBERS', nodes)) do
    if redis.call('EXISTS', prefix .. ':node:' .. other) == 0 then
      local clients = prefix .. ':clients:' .. other
      for _, id in ipairs(redis.call('SMEMBERS', clients)) do
        if redis.call('HGET', owners, id) == other then redis.call('HDEL', owners, id) end
      end
      redis.call('DEL', clients)
      redis.call('SREM', nodes, other)
      redis.call('PUBLISH', channel,
        cjson.encode({ v = redis.call('INCR', version), node = other, gone = true }))
    end
  end
end
return 1 - isNew
)";

// keys: nodes, version. arguments: prefix.
// Gives: the version, then for each node its id, its name and the list of its clients.
constexpr const char* censusText = R"(
local gives = { tonumber(redis.call('GET', KEYS[2]) or '0') }
for _, node in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  gives[#gives + 1] = node
  gives[#gives + 1] = redis.call('GET', ARGV[1] .. ':node:' .. node) or ''
  gives[#gives + 1] = redis.call('SMEMBERS', ARGV[1] .. ':clients:' .. node)
end
return gives
)";

// A node ends in order.
// keys: nodes, the node's own, owners, version, the node's clients. arguments: channel, node.
constexpr const char* leaveText = R"(
for _, id in ipairs(redis.call('SMEMBERS', KEYS[5])) do
  if redis.call('HGET', KEYS[3], id) == ARGV[2] then redis.call('HDEL', KEYS[3], id) end
end
redis.call('DEL', KEYS[2], KEYS[5])
if redis.call('SREM', KEYS[1], ARGV[2]) == 1 then
  redis.call('PUBLISH', ARGV[1],
    cjson.encode({ v = redis.call('INCR', KEYS[4]), node = ARGV[2], gone = true }))
end
return 1
)";

} // namespace

const RedisScript& changeClients()
{
    static const RedisScript script(changeText);
    return script;
}

const RedisScript& beatNode()
{
    static const RedisScript script(beatText);
    return script;
}

const RedisScript& census()
{
    static const RedisScript script(censusText);
    return script;
}

const RedisScript& leaveFleet()
{
    static const RedisScript script(leaveText);
    return script;
}

} // namespace sluice::redisscripts
