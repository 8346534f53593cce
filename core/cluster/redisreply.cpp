#include "core/cluster/redisreply.h"

#include <charconv>
#include <hiredis/hiredis.h>
#include <limits>

namespace sluice {

namespace {

// A list is made when it is announced: one that nobody could send is refused there. It grows as
// its items come, so that an announcement alone costs nothing.
constexpr long long mostItems = 4'000'000;

RedisReply* place(const redisReadTask* task, RedisReply reply)
{
    ++*static_cast<std::size_t*>(task->privdata);
    if (!task->parent)
        return new RedisReply(std::move(reply));
    auto& siblings = static_cast<RedisReply*>(task->parent->obj)->items;
    siblings.push_back(std::move(reply));
    return &siblings.back();
}

// Nothing is thrown through hiredis, which is C.
template <class Make> void* guarded(Make make)
{
    try {
        return make();
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

void* makeText(const redisReadTask* task, char* text, std::size_t size)
{
    return guarded([=] {
        const bool isError = task->type == REDIS_REPLY_ERROR;
        RedisReply reply;
        reply.kind = isError ? RedisReply::Kind::Error : RedisReply::Kind::Text;
        reply.text.assign(text, size);
        return place(task, std::move(reply));
    });
}

void* makeNumber(const redisReadTask* task, long long number)
{
    return guarded([=] {
        RedisReply reply;
        reply.kind = RedisReply::Kind::Number;
        reply.number = number;
        return place(task, std::move(reply));
    });
}

void* makeNothing(const redisReadTask* task)
{
    return guarded([=] { return place(task, {}); });
}

// hiredis takes the number of items as an int before 1.0, as a size_t since.
const auto makeList = [](const redisReadTask* task, auto count) -> void* {
    if (static_cast<long long>(count) > mostItems)
        return nullptr;
    return guarded([=] {
        RedisReply reply;
        reply.kind = RedisReply::Kind::List;
        return place(task, std::move(reply));
    });
};

redisReplyObjectFunctions makers()
{
    redisReplyObjectFunctions functions {};
    functions.createString = makeText;
    functions.createArray = makeList;
    functions.createInteger = makeNumber;
    functions.createNil = makeNothing;
    functions.freeObject = [](void* reply) { delete static_cast<RedisReply*>(reply); };
    return functions;
}

// What is being read: in an array before hiredis 1.0, behind pointers since.
template <class Reader> auto taskOf(const Reader& reader, int) -> decltype((reader.rstack[0]))
{
    return reader.rstack[reader.ridx];
}
template <class Reader> auto taskOf(const Reader& reader, long) -> decltype((*reader.task[0]))
{
    return *reader.task[reader.ridx];
}

} // namespace

void RedisReplyReader::Free::operator()(redisReader* reader) const
{
    redisReaderFree(reader);
}

RedisReplyReader::RedisReplyReader(std::size_t mostOctets) : m_mostOctets(mostOctets)
{
    static redisReplyObjectFunctions functions = makers();
    m_reader.reset(redisReaderCreateWithFunctions(&functions));
    m_reader->privdata = &m_items;
}

RedisReplyReader::~RedisReplyReader() = default;

void RedisReplyReader::feed(std::string_view octets)
{
    if (!m_why.empty())
        return;
    m_kept += octets.size();
    if (redisReaderFeed(m_reader.get(), octets.data(), octets.size()) != REDIS_OK)
        m_why = static_cast<const char*>(m_reader->errstr);
}

RedisReplyReader::Outcome RedisReplyReader::next(RedisReply& reply)
{
    if (!m_why.empty())
        return Outcome::Broken;
    void* made = nullptr;
    if (redisReaderGetReply(m_reader.get(), &made) != REDIS_OK) {
        m_why = static_cast<const char*>(m_reader->errstr);
        return Outcome::Broken;
    }
    if (made) {
        const std::unique_ptr<RedisReply> owned(static_cast<RedisReply*>(made));
        reply = std::move(*owned);
        m_kept = m_reader->len - m_reader->pos;
        m_items = 0;
        return Outcome::Complete;
    }
    return mayBecomeWhole() ? Outcome::Incomplete : Outcome::Broken;
}

// hiredis looks for the end of a line from its beginning each time that something comes, and waits
// for whatever has been announced.
bool RedisReplyReader::mayBecomeWhole()
{
    const std::string_view rest(m_reader->buf + m_reader->pos, m_reader->len - m_reader->pos);
    const bool inText = m_reader->ridx >= 0 && taskOf(*m_reader, 0).type == REDIS_REPLY_STRING;
    std::size_t announced = 0;
    if (inText
        && std::from_chars(rest.data(), rest.data() + rest.size(), announced).ec
            == std::errc::result_out_of_range)
        announced = std::numeric_limits<std::size_t>::max();
    if (rest.substr(0, mostLine).find('\n') == rest.npos && rest.size() >= mostLine)
        m_why = "a line longer than " + std::to_string(mostLine) + " octets";
    else if (m_kept > m_mostOctets || announced > m_mostOctets)
        m_why = "a reply longer than " + std::to_string(m_mostOctets) + " octets";
    else if (m_items * sizeof(RedisReply) > m_mostOctets + roomForItems)
        m_why = "a reply of more than " + std::to_string(m_items) + " items";
    return m_why.empty();
}

std::string redisCommand(const std::vector<std::string>& words)
{
    std::vector<const char*> texts;
    std::vector<std::size_t> sizes;
    for (const std::string& word : words) {
        texts.push_back(word.data());
        sizes.push_back(word.size());
    }
    char* written = nullptr;
    const auto size = redisFormatCommandArgv(&written, static_cast<int>(words.size()), texts.data(),
                                             sizes.data());
    if (size < 0)
        throw std::bad_alloc();
    std::string command(written, static_cast<std::size_t>(size));
    redisFreeCommand(written);
    return command;
}

} // namespace sluice
