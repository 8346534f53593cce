#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

struct Settings;

// Whether the settings of access make sense together. Reads the key's file; names every mistake by
// its setting, with the rule that is broken.
using Complain = std::function<void(std::string_view setting, std::string_view rule)>;
void checkAccess(const Settings& settings, const Complain& complain);

// What is allowed and yet hardly meant; whole sentences.
std::vector<std::string> accessWarnings(const Settings& settings);

} // namespace sluice
