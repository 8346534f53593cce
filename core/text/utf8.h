#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sluice {

// Validates UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF) that arrives
// in pieces. Pure value, three octets.
class Utf8Validator {
public:
    // False from the first octet on that no valid text could have there, until reset().
    bool feed(std::string_view octets);
    bool complete() const { return m_pending == 0; } // not inside a character
    void reset() { *this = Utf8Validator(); }

private:
    bool step(unsigned char octet);

    std::uint8_t m_pending = 0; // octets that the character still lacks
    std::uint8_t m_low = 0x80; // the range of the next of them
    std::uint8_t m_high = 0xbf;
};

bool isValidUtf8(std::string_view text);

// The length of the well-formed sequence at `at`, or 0 when there is none. `at` must lie inside the
// text.
std::size_t utf8SequenceLength(std::string_view text, std::size_t at);

// The longest prefix of valid UTF-8 of at most `limit` octets that ends between two characters.
std::string_view utf8Prefix(std::string_view text, std::size_t limit);

} // namespace sluice
