#pragma once

namespace sluice {

inline constexpr int exitDone = 0;
inline constexpr int exitCouldNotStart = 1;
inline constexpr int exitFailed = 1; // of a client: no connection, refused, or not as promised
inline constexpr int exitBadUsage = 2;

} // namespace sluice
