#include "core/auth/constanttime.h"

namespace sluice {

bool equalInConstantTime(std::string_view presented, std::string_view secret)
{
    if (secret.empty())
        return false;
    unsigned difference = presented.size() == secret.size() ? 0 : 1;
    for (std::size_t i = 0; i < presented.size(); ++i)
        difference |= static_cast<unsigned>(presented[i] ^ secret[i % secret.size()]);
    return difference == 0;
}

} // namespace sluice
