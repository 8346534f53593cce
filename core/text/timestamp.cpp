#include "core/text/timestamp.h"

#include <cstdio>
#include <limits>

namespace sluice {
namespace {

struct Second {
    std::int64_t since1970 = std::numeric_limits<std::int64_t>::min();
    char text[48] = {}; // 2026-11-21T12:00:00.
    std::size_t length = 0;
};

void render(Second& second, std::chrono::sys_seconds time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    const int length = std::snprintf(
        second.text, sizeof second.text, "%04d-%02u-%02uT%02d:%02d:%02d.",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    second.length = static_cast<std::size_t>(length);
    second.since1970 = time.time_since_epoch().count();
}

} // namespace

std::string timestamp(WallTime time)
{
    // Thousands of messages share a second: only the milliseconds are written anew.
    thread_local Second cached;
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(milliseconds);
    if (seconds.time_since_epoch().count() != cached.since1970)
        render(cached, seconds);
    const auto rest = static_cast<int>((milliseconds - seconds).count());
    std::string out(cached.text, cached.length);
    out += static_cast<char>('0' + rest / 100);
    out += static_cast<char>('0' + rest / 10 % 10);
    out += static_cast<char>('0' + rest % 10);
    out += 'Z';
    return out;
}

} // namespace sluice
