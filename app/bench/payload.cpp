#include "app/bench/payload.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <random>

namespace sluice::bench {

namespace {

constexpr std::string_view marker = "sluice-bench ";
constexpr std::size_t runAt = marker.size();
constexpr std::size_t sequenceAt = runAt + 9;
constexpr std::size_t hashAt = sequenceAt + 9;
constexpr std::size_t paddingAt = hashAt + 17;
constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

std::uint64_t fnv1a(std::uint64_t hash, std::string_view octets)
{
    for (const char octet : octets)
        hash = (hash ^ static_cast<unsigned char>(octet)) * 0x100000001b3U;
    return hash;
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

void padWithRows(std::string& payload, std::size_t size, std::uint32_t seed)
{
    constexpr std::array names { "Anna Kovalenko", "Bob Miller",      "Charlie Singh",
                                 "Dana O Neil",    "Erika Schneider", "Olena Shevchenko" };
    constexpr std::array states { "open", "paid", "shipped", "cancelled", "waiting" };
    std::minstd_rand random(seed + 1);
    while (payload.size() < size) {
        const auto any = [&random](auto below) { return static_cast<unsigned>(random() % below); };
        std::array<char, 200> row {};
        std::snprintf(row.data(), row.size(),
                      "{order_id:%u,customer:%s,status:%s,total:%u.%02u,"
                      "updated_at:2026-11-21T%02u:%02u:%02uZ,token:%08x%08x},",
                      any(1000000U), names[any(names.size())], states[any(states.size())],
                      any(900U), any(100U), any(24U), any(60U), any(60U),
                      static_cast<unsigned>(random()), static_cast<unsigned>(random()));
        payload += row.data();
    }
    payload.resize(size);
}

} // namespace

static_assert(paddingAt <= smallestPayload);

std::string makePayload(Stamp stamp, std::size_t size, Padding padding)
{
    std::array<char, paddingAt + 1> head {};
    std::snprintf(head.data(), head.size(), "%s%08x %08x %016x ", marker.data(), stamp.run,
                  stamp.sequence, 0U);
    std::string payload(head.data(), paddingAt);
    if (padding == Padding::Rows)
        padWithRows(payload, std::max(size, smallestPayload), stamp.sequence);
    while (payload.size() < std::max(size, smallestPayload))
        payload += alphabet[(payload.size() + stamp.sequence) % alphabet.size()];
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
