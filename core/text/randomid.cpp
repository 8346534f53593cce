#include "core/text/randomid.h"

#include <QRandomGenerator>
#include <algorithm>

namespace sluice {

std::string randomHex(std::size_t digits)
{
    constexpr std::string_view alphabet = "0123456789abcdef";
    std::string result;
    quint64 bits = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (i % 16 == 0)
            bits = QRandomGenerator::system()->generate64();
        result += alphabet[bits & 15U];
        bits >>= 4U;
    }
    return result;
}

bool isClientId(std::string_view text)
{
    const auto allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
            || c == '_' || c == '.' || c == '-';
    };
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), allowed);
}

} // namespace sluice
