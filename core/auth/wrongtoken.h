#pragma once

#include "core/auth/guesslimit.h"
#include <string_view>

namespace sluice {

// Holds a wrong token against the address that showed it, and tells the log of an address that has
// shown too many. Null: nobody counts.
void countWrongToken(GuessLimit* limit, GuessLimit::Of whose, std::string_view address);

} // namespace sluice
