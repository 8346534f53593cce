// What a Redis server, or whoever answers in its place, says: replies, then a stream's entries.
#include "core/cluster/redisentry.h"
#include "core/cluster/redisreply.h"
#include "core/text/timestamp.h"
#include "tests/fuzz/require.h"

using namespace sluice;

namespace {

using Outcome = RedisReplyReader::Outcome;

std::string describe(const RedisReply& reply)
{
    std::string line = std::to_string(static_cast<int>(reply.kind)) + ' '
        + std::to_string(reply.number) + ' ' + std::to_string(reply.text.size()) + ' ' + reply.text;
    for (const RedisReply& item : reply.items)
        line += '[' + describe(item) + ']';
    return line;
}

std::size_t octetsOf(const RedisReply& reply)
{
    std::size_t octets = reply.text.size();
    for (const RedisReply& item : reply.items)
        octets += 1 + octetsOf(item);
    return octets;
}

// Every reply of a stream that comes in pieces of `step`, then whether it broke.
std::vector<std::string> repliesOf(std::string_view stream, std::size_t step, std::size_t most)
{
    RedisReplyReader reader(most);
    std::vector<std::string> replies;
    for (std::size_t at = 0; at < stream.size(); at += step) {
        reader.feed(stream.substr(at, step));
        RedisReply reply;
        Outcome outcome = Outcome::Complete;
        while ((outcome = reader.next(reply)) == Outcome::Complete) {
            require(octetsOf(reply) <= at + step);
            replies.push_back(describe(reply));
        }
        if (outcome == Outcome::Broken) {
            require(!reader.whyBroken().empty());
            require(reader.next(reply) == Outcome::Broken); // for good
            replies.emplace_back("broken"); // by what is seen first: that depends on the pieces
            break;
        }
        require(reader.whyBroken().empty());
    }
    return replies;
}

void checkEntry(const RedisReply& reply)
{
    const auto entry = RedisEntry::read(reply, "epoch");
    if (!entry || !entry->message)
        return;
    const Message& message = *entry->message;
    require(message.offset == entry->offset && message.id == messageId("epoch", entry->offset));
    require(!entry->by.empty() && !message.data.empty());
    // A sane time is read as it was written; any other does no harm.
    static_cast<void>(timestamp(message.time));
    const std::string written = entryTime(message.time);
    require(!written.empty());
}

void checkEntries(std::string_view stream)
{
    RedisReplyReader reader(stream.size() + 1);
    reader.feed(stream);
    RedisReply reply;
    while (reader.next(reply) == Outcome::Complete) {
        checkEntry(reply);
        for (const RedisReply& item : reply.items)
            checkEntry(item);
    }
}

// Words of ours, read as Redis reads them.
void checkCommand(std::string_view stream)
{
    std::vector<std::string> words { "SET" };
    for (std::size_t at = 0; at < stream.size() && words.size() < 8; at += words.back().size() + 1)
        words.emplace_back(stream.substr(at, stream.find(' ', at) - at));
    RedisReplyReader reader(1'000'000);
    reader.feed(redisCommand(words));
    RedisReply reply;
    require(reader.next(reply) == Outcome::Complete && reply.isList(words.size()));
    for (std::size_t at = 0; at < words.size(); ++at)
        require(reply.items[at].text == words[at]);
    require(reader.next(reply) == Outcome::Incomplete);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string stream(data, data + size);
    const auto whole = repliesOf(stream, size + 1, size + 1);
    require(repliesOf(stream, 1, size + 1) == whole);
    require(repliesOf(stream, 7, size + 1) == whole);
    // Under a limit replies are refused, never changed: the first ones are the same.
    const auto bounded = repliesOf(stream, 16, 64);
    const std::size_t same = bounded.empty() ? 0 : bounded.size() - 1;
    require(same <= whole.size());
    require(std::equal(bounded.begin(), bounded.begin() + static_cast<std::ptrdiff_t>(same),
                       whole.begin()));
    checkEntries(stream);
    checkCommand(stream);
    return 0;
}
