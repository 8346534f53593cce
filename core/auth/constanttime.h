#pragma once

#include <string_view>

namespace sluice {

// Whether somebody knows a secret. Takes as long for a near miss as for a far one; an empty secret
// is known to nobody. Pure.
bool equalInConstantTime(std::string_view presented, std::string_view secret);

} // namespace sluice
