#include "core/text/timestamp.h"

#include <limits>

namespace sluice {
namespace {

struct Second {
    std::int64_t since1970 = std::numeric_limits<std::int64_t>::min();
    char text[24] = {}; // 2026-11-21T12:00:00.
    std::size_t length = 0;
};

void append(Second& second, unsigned value, std::size_t digits, char behind)
{
    for (std::size_t place = digits; place > 0; value /= 10)
        second.text[second.length + --place] = static_cast<char>('0' + value % 10);
    second.length += digits;
    second.text[second.length++] = behind;
}

// By hand: a table of clients has two other seconds in each row, and snprintf would be most of its
// cost.
void render(Second& second, std::chrono::sys_seconds time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    second.length = 0;
    append(second, static_cast<unsigned>(static_cast<int>(date.year())), 4, '-');
    append(second, static_cast<unsigned>(date.month()), 2, '-');
    append(second, static_cast<unsigned>(date.day()), 2, 'T');
    append(second, static_cast<unsigned>(clock.hours().count()), 2, ':');
    append(second, static_cast<unsigned>(clock.minutes().count()), 2, ':');
    append(second, static_cast<unsigned>(clock.seconds().count()), 2, '.');
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
