#pragma once

#include <cstdint>

namespace sluice {

// The process's table of descriptors (getrlimit(2), proc(5)). Any thread.
namespace descriptortable {

// To what the system grants (RLIMIT_NOFILE, the hard one); returns it.
std::uint64_t raiseLimit();
std::uint64_t limit();

// Has the kernel make room for as many at once, as far as the limit allows. Else it doubles the
// table whenever it is full, and each time whoever needs the descriptor waits until all processors
// have seen the new table: 5 to 16 ms each when they are busy. It costs 8 to 16 octets for each.
void reserve(std::uint64_t descriptors);

} // namespace descriptortable
} // namespace sluice
