#include "core/cluster/redisscripts.h"

namespace sluice::redisscripts {

namespace {

// Finds the order or makes it. One that has lost what we have seen of it is no order any more:
// then a new one begins, with an epoch of its own.
// keys: order. arguments: prefix, epoch and session key if there are none, and where we stand:
// epoch ("" at the start), offset, who put the entry there.
// Gives: epoch, head, session key, the time in milliseconds.
constexpr const char* openText = R"(
local order, prefix = KEYS[1], ARGV[1]
local ours, seen, by = ARGV[4], tonumber(ARGV[5]), ARGV[6]
local epoch = redis.call('HGET', order, 'epoch')
local head = tonumber(redis.call('HGET', order, 'head') or '0')
if epoch then
  local stream = prefix .. ':stream:' .. epoch
  local top = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
  if top then head = math.max(head, tonumber(string.match(top[1], '^%d+'))) end
  if epoch == ours and seen > 0 then
    local id = string.format('%.0f-0', seen)
    local entry = redis.call('XRANGE', stream, id, id)[1]
    if head < seen or (entry and by ~= '' and entry[2][2] ~= by) then
      redis.call('DEL', stream)
      epoch = false
    end
  end
end
if not epoch then
  epoch, head = ARGV[2], 0
  redis.call('HSET', order, 'epoch', epoch)
end
redis.call('HSET', order, 'head', string.format('%.0f', head))
redis.call('HSETNX', order, 'session_key', ARGV[3])
local clock = redis.call('TIME')
return { epoch, head, redis.call('HGET', order, 'session_key'),
  clock[1] * 1000 + math.floor(clock[2] / 1000) }
)";

// Gives drafts their places. A node numbers its drafts, so that one which is asked for again after
// a lost answer is known; and names the time after which nobody waits for them any more, because a
// Redis that stood still reads old requests when it wakes.
// keys: order, stream, the node's own, then one for each idempotency key.
// arguments: epoch, node, the latest time in milliseconds, entries to keep, seconds that keys live,
// then for each draft: number, idempotency key or "", from, to, recipients, time, data.
// Gives: the time, then a verdict for each draft: "appended <offset>", "done" (before),
// "repeated <offset> <recipients> <time>", "reused", or "failed <why>".
constexpr const char* appendText = R"(
if redis.replicate_commands then redis.replicate_commands() end
local order, stream, asked = KEYS[1], KEYS[2], KEYS[3]
local epoch, node, latest, keep, lifetime = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if redis.call('HGET', order, 'epoch') ~= epoch then return { now, 'EPOCH' } end
if now > latest then return { now, 'LATE' } end
local last = tonumber(redis.call('GET', asked) or '0')
local head = tonumber(redis.call('HGET', order, 'head'))
local before, why, keyAt = head, nil, 3
local verdicts = { now }
for at = 6, #ARGV, 7 do
  local number, key, from, to, recipients, time, data = unpack(ARGV, at, at + 6)
  local by, verdict, words, known = node .. ':' .. number, nil, nil, nil
  if key ~= '' then
    keyAt = keyAt + 1
    words = redis.sha1hex(to .. '\n' .. data)
    known = redis.call('HMGET', KEYS[keyAt], 'words', 'by', 'offset', 'recipients', 'time')
    if known[1] == words and known[2] == by then verdict = 'done'
    elseif known[1] == words then
      verdict = table.concat({ 'repeated', known[3], known[4], known[5] }, ' ')
    elseif known[1] then verdict = 'reused' end
  end
  if not verdict and tonumber(number) <= last then verdict = 'done' end
  if not verdict and not why then
    local offset = string.format('%.0f', head + 1)
    local added = redis.pcall('XADD', stream, 'MAXLEN', '~', keep, offset .. '-0', 'b', by,
      'f', from, 't', to, 'r', recipients, 'w', time, 'k', key, 'd', data)
    if type(added) == 'table' then why = added.err
    else
      head, last, verdict = head + 1, tonumber(number), 'appended ' .. offset
      if key ~= '' then
        redis.call('HSET', KEYS[keyAt], 'words', words, 'by', by, 'offset', offset,
          'recipients', recipients, 'time', time)
        redis.call('EXPIRE', KEYS[keyAt], lifetime)
      end
    end
  end
  verdicts[#verdicts + 1] = verdict or ('failed ' .. why)
end
if head > before then
  redis.call('HSET', order, 'head', string.format('%.0f', head))
  redis.call('SET', asked, string.format('%.0f', last), 'EX', 86400)
end
return verdicts
)";

} // namespace

const RedisScript& openOrder()
{
    static const RedisScript script(openText);
    return script;
}

const RedisScript& appendToOrder()
{
    static const RedisScript script(appendText);
    return script;
}

} // namespace sluice::redisscripts
