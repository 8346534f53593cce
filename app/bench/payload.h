#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::bench {

// What each message of a run carries, as plain ASCII that no JSON encoder has to escape:
// "sluice-bench RUN SEQUENCE HASH padding". The hash covers run, sequence and padding. Pure.
struct Stamp {
    std::uint32_t run = 0;
    std::uint32_t sequence = 0;
};

inline constexpr std::size_t smallestPayload = 50; // octets without padding

std::string makePayload(Stamp stamp, std::size_t size);

struct PayloadCheck {
    enum class Kind { NotOurs, Damaged, Whole };
    Kind kind = Kind::NotOurs;
    Stamp stamp;
};

// Finds the payload inside `frame` (the bare text, or JSON that carries it as a string) and checks
// that it is whole and exactly `size` octets long.
PayloadCheck checkPayload(std::string_view frame, std::size_t size);

// The number after `"key":` outside any payload of ours, when there is one.
std::optional<std::uint64_t> numberAfter(std::string_view frame, std::string_view quotedKey);

} // namespace sluice::bench
