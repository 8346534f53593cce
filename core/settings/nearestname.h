#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice {

// The one of `known` that `name` most probably was meant to be, or nothing when none comes near:
// case, dashes for underscores and a slip or two do not matter. Pure.
std::string_view nearestName(std::string_view name, const std::vector<std::string>& known);

} // namespace sluice
