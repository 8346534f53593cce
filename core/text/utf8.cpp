#include "core/text/utf8.h"
#include <cstring>

namespace sluice {

namespace {

std::size_t asciiRun(const char* data, std::size_t size)
{
    constexpr std::uint64_t highBits = 0x8080808080808080;
    std::size_t at = 0;
    for (; at + sizeof(std::uint64_t) <= size; at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, data + at, sizeof word);
        if ((word & highBits) != 0)
            break;
    }
    while (at < size && static_cast<unsigned char>(data[at]) < 0x80)
        ++at;
    return at;
}

} // namespace

bool Utf8Validator::feed(std::string_view octets)
{
    std::size_t at = 0;
    while (at < octets.size()) {
        if (m_pending == 0) {
            at += asciiRun(octets.data() + at, octets.size() - at);
            if (at == octets.size())
                break;
        }
        if (!step(static_cast<unsigned char>(octets[at++]))) {
            // An empty range refuses whatever follows.
            m_pending = 1;
            m_low = 0xff;
            m_high = 0x00;
            return false;
        }
    }
    return m_low <= m_high;
}

// The table of RFC 3629 §4.
bool Utf8Validator::step(unsigned char octet)
{
    if (m_pending > 0) {
        if (octet < m_low || octet > m_high)
            return false;
        --m_pending;
        m_low = 0x80;
        m_high = 0xbf;
        return true;
    }
    if (octet < 0x80)
        return true;
    if (octet < 0xc2 || octet > 0xf4)
        return false;
    m_pending = octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
    m_low = octet == 0xe0 ? 0xa0 : octet == 0xf0 ? 0x90 : 0x80;
    m_high = octet == 0xed ? 0x9f : octet == 0xf4 ? 0x8f : 0xbf;
    return true;
}

bool isValidUtf8(std::string_view text)
{
    Utf8Validator validator;
    return validator.feed(text) && validator.complete();
}

std::size_t utf8SequenceLength(std::string_view text, std::size_t at)
{
    constexpr std::size_t longest = 4;
    Utf8Validator validator;
    for (std::size_t length = 1; length <= longest && at + length <= text.size(); ++length) {
        if (!validator.feed(text.substr(at + length - 1, 1)))
            return 0;
        if (validator.complete())
            return length;
    }
    return 0;
}

std::string_view utf8Prefix(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit)
        return text;
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xc0) == 0x80)
        --limit;
    return text.substr(0, limit);
}

} // namespace sluice
