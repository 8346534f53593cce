#pragma once

#include <string_view>

namespace sluice {

// Where an upgrade may be asked for: by clients (PROTOCOL.md §1) and consoles. Pure.
bool isUpgradePath(std::string_view path, bool echo);

// Whether the first octets of an unfinished request head say that a client will ask there. Pure.
bool beginsUpgrade(std::string_view octets, bool echo);

} // namespace sluice
