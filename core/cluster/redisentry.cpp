#include "core/cluster/redisentry.h"

#include "core/text/walltime.h"
#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>

namespace sluice {

namespace {

// The digits that a text begins with: an entry's id is "<offset>-0".
std::optional<std::uint64_t> leadingNumber(const std::string& text)
{
    std::uint64_t number = 0;
    const auto outcome = std::from_chars(text.data(), text.data() + text.size(), number);
    return outcome.ec == std::errc() ? std::optional(number) : std::nullopt;
}

WallTime readTime(const std::string& milliseconds)
{
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    const std::uint64_t given = leadingNumber(milliseconds).value_or(0);
    return wallTimeOf<std::chrono::milliseconds>(static_cast<std::int64_t>(std::min(given, most)));
}

} // namespace

std::optional<RedisEntry> RedisEntry::read(const RedisReply& reply, const std::string& epoch)
{
    const auto offset
        = reply.isList(2) ? leadingNumber(reply.items[0].text) : std::optional<std::uint64_t>();
    if (!offset)
        return std::nullopt;
    RedisEntry entry;
    entry.offset = *offset;
    Message message;
    message.id = messageId(epoch, *offset);
    message.offset = *offset;
    const auto& fields = reply.items[1].items;
    for (std::size_t at = 0; at + 1 < fields.size(); at += 2) {
        const std::string& value = fields[at + 1].text;
        switch (fields[at].text.empty() ? '\0' : fields[at].text.front()) {
        case 'b':
            entry.by = value;
            break;
        case 'k':
            entry.idempotencyKey = value;
            break;
        case 'f':
            message.from = value;
            break;
        case 't':
            message.to = value;
            break;
        case 'r':
            message.recipients = leadingNumber(value).value_or(0);
            break;
        case 'w':
            message.time = readTime(value);
            break;
        case 'd':
            message.data = value;
            break;
        default:
            break; // of a newer version
        }
    }
    if (!entry.by.empty() && !message.data.empty())
        entry.message = std::make_shared<const Message>(std::move(message));
    return entry;
}

std::string entryTime(WallTime time)
{
    using namespace std::chrono;
    return std::to_string(duration_cast<milliseconds>(time.time_since_epoch()).count());
}

} // namespace sluice
