#pragma once

#include <chrono>
#include <string>

namespace sluice {

using WallTime = std::chrono::system_clock::time_point;

// RFC 3339 UTC with milliseconds: 2026-11-21T12:00:00.000Z
std::string timestamp(WallTime time);
inline std::string timestamp()
{
    return timestamp(std::chrono::system_clock::now());
}

} // namespace sluice
