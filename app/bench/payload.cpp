#include "app/bench/payload.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace sluice::bench {

namespace {

constexpr std::string_view marker = "sluice-bench ";
constexpr std::size_t runAt = marker.size();
constexpr std::size_t sequenceAt = runAt + 9;
constexpr std::size_t hashAt = sequenceAt + 9;
constexpr std::size_t paddingAt = hashAt + 17;
constexpr std::array<std::string_view, 8> places { "roof", "cellar", "hall",  "kitchen",
                                                   "yard", "garage", "attic", "workshop" };

std::uint64_t fnv1a(std::uint64_t hash, std::string_view octets)
{
    for (const char octet : octets)
        hash = (hash ^ static_cast<unsigned char>(octet)) * 0x100000001b3U;
    return hash;
}

// Readings as meters send them: a compressor finds in them what it finds in JSON, some and not all.
void pad(std::string& payload, std::uint32_t seed, std::size_t size)
{
    while (payload.size() < size) {
        seed = seed * 1664525U + 1013904223U; // Numerical Recipes' generator
        std::array<char, 96> reading {};
        std::snprintf(reading.data(), reading.size(),
                      "sensor:%05u,place:%s,temperature:%u.%02u,humidity:%u,status:%s;",
                      seed >> 15U, places.at((seed >> 9U) % places.size()).data(),
                      15U + (seed >> 28U), (seed >> 20U) % 100U, 30U + (seed >> 12U) % 60U,
                      (seed >> 24U) % 16U == 0 ? "unsure" : "ok");
        payload += reading.data();
    }
    payload.resize(size);
}

std::uint64_t contentHash(std::string_view payload)
{
    const auto head = fnv1a(0xcbf29ce484222325U, payload.substr(runAt, hashAt - runAt));
    return fnv1a(head, payload.substr(paddingAt - 1));
}

template <class Number> std::optional<Number> hex(std::string_view digits)
{
    Number value = 0;
    const auto end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, value, 16);
    if (result.ec != std::errc() || result.ptr != end)
        return std::nullopt;
    return value;
}

} // namespace

static_assert(paddingAt <= smallestPayload);

std::string makePayload(Stamp stamp, std::size_t size)
{
    std::array<char, paddingAt + 1> head {};
    std::snprintf(head.data(), head.size(), "%s%08x %08x %016x ", marker.data(), stamp.run,
                  stamp.sequence, 0U);
    std::string payload(head.data(), paddingAt);
    pad(payload, stamp.run ^ stamp.sequence, std::max(size, smallestPayload));
    std::array<char, 17> hash {};
    std::snprintf(hash.data(), hash.size(), "%016llx",
                  static_cast<unsigned long long>(contentHash(payload)));
    payload.replace(hashAt, 16, hash.data());
    return payload;
}

PayloadCheck checkPayload(std::string_view frame, std::size_t size)
{
    const auto at = frame.find(marker);
    if (at == std::string_view::npos)
        return {};
    const std::string_view payload = frame.substr(at, std::max(size, smallestPayload));
    PayloadCheck check { PayloadCheck::Kind::Damaged, {} };
    const bool cut = payload.size() < std::max(size, smallestPayload);
    const auto rest = frame.substr(at + payload.size());
    if (cut || (at == 0 ? !rest.empty() : rest.empty() || rest.front() != '"'))
        return check;
    const auto run = hex<std::uint32_t>(payload.substr(runAt, 8));
    const auto sequence = hex<std::uint32_t>(payload.substr(sequenceAt, 8));
    const auto hash = hex<std::uint64_t>(payload.substr(hashAt, 16));
    if (!run || !sequence || !hash || *hash != contentHash(payload))
        return check;
    return { PayloadCheck::Kind::Whole, { *run, *sequence } };
}

std::optional<std::uint64_t> numberAfter(std::string_view frame, std::string_view quotedKey)
{
    const auto at = frame.find(quotedKey);
    if (at == std::string_view::npos)
        return std::nullopt;
    auto from = frame.substr(at + quotedKey.size());
    while (!from.empty() && (from.front() == ' ' || from.front() == ':'))
        from.remove_prefix(1);
    std::uint64_t value = 0;
    const auto result = std::from_chars(from.data(), from.data() + from.size(), value);
    if (result.ec != std::errc())
        return std::nullopt;
    return value;
}

} // namespace sluice::bench
