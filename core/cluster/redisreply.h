#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct redisReader;

namespace sluice {

// One answer of a Redis server. Pure value.
struct RedisReply {
    enum class Kind { Nothing, Text, Number, List, Error };

    Kind kind = Kind::Nothing;
    std::string text; // of Text and Error
    std::int64_t number = 0;
    std::vector<RedisReply> items; // of List

    bool isError() const { return kind == Kind::Error; }
    bool isList(std::size_t atLeast = 0) const
    {
        return kind == Kind::List && items.size() >= atLeast;
    }
    // Error replies begin with a word in capitals: "WRONGPASS invalid username-password pair".
    bool isError(std::string_view word) const
    {
        return isError() && text.compare(0, word.size(), word) == 0;
    }
};

// Octets in, replies out; the protocol itself is read by hiredis. Whatever a peer announces, no
// more is kept than `mostOctets` of it, nor more of its items than would take up as much and
// `roomForItems` beside. Pure.
class RedisReplyReader {
public:
    enum class Outcome { Complete, Incomplete, Broken };
    static constexpr std::size_t roomForItems = std::size_t { 32 } * 1024 * 1024;
    static constexpr std::size_t mostLine = std::size_t { 64 } * 1024;

    explicit RedisReplyReader(std::size_t mostOctets);
    ~RedisReplyReader();
    RedisReplyReader(const RedisReplyReader&) = delete;
    RedisReplyReader& operator=(const RedisReplyReader&) = delete;

    void feed(std::string_view octets);
    Outcome next(RedisReply& reply); // Broken for good: the rest cannot be understood
    const std::string& whyBroken() const { return m_why; }

private:
    struct Free {
        void operator()(redisReader* reader) const;
    };
    bool mayBecomeWhole();

    std::unique_ptr<redisReader, Free> m_reader;
    std::size_t m_mostOctets;
    std::size_t m_kept = 0; // of a reply that is not complete yet
    std::size_t m_items = 0; // made of it
    std::string m_why;
};

// The words of a command as Redis reads them.
std::string redisCommand(const std::vector<std::string>& words);

} // namespace sluice
