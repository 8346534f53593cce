#pragma once

#include <cstdint>
#include <tuple>

namespace sluice {

// Names one session across threads: its loop, its place in that loop's shard, and which of the
// sessions that have stood there it is.
struct SessionKey {
    std::uint16_t loop = 0;
    std::uint32_t slot = 0;
    std::uint32_t generation = 0;

    bool operator==(const SessionKey&) const = default;
    bool operator<(const SessionKey& other) const
    {
        return std::tie(loop, slot, generation)
            < std::tie(other.loop, other.slot, other.generation);
    }
};

} // namespace sluice
