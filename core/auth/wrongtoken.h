#pragma once

#include <string_view>

namespace sluice {

class GuessLimit;

// Holds a wrong token against the address that showed it, and tells the log of an address that has
// shown too many. Null: nobody counts.
void countWrongToken(GuessLimit* limit, std::string_view address);

} // namespace sluice
