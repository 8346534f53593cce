#include "app/bench/progress.h"
#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace sluice::bench {

Progress::Progress() : m_terminal(isatty(STDERR_FILENO) == 1) { }

Progress::~Progress()
{
    if (m_terminal)
        std::fputs("\r\033[K", stderr);
}

bool Progress::isDue()
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_terminal || now - m_shown < std::chrono::milliseconds(100))
        return false;
    m_shown = now;
    return true;
}

std::string Progress::bar(double part)
{
    constexpr std::size_t width = 30;
    const auto filled = static_cast<std::size_t>(std::clamp(part, 0.0, 1.0) * width);
    return "\r[" + std::string(filled, '#') + std::string(width - filled, '.') + "] ";
}

void Progress::show(std::string_view what, std::uint64_t done, std::uint64_t all)
{
    if (all == 0 || !isDue())
        return;
    const std::string head = bar(static_cast<double>(done) / static_cast<double>(all));
    std::fprintf(stderr, "%s%llu of %llu %.*s\033[K", head.c_str(),
                 static_cast<unsigned long long>(done), static_cast<unsigned long long>(all),
                 static_cast<int>(what.size()), what.data());
}

void Progress::showTime(std::string_view what, std::chrono::nanoseconds done,
                        std::chrono::nanoseconds all)
{
    if (all.count() == 0 || !isDue())
        return;
    using Seconds = std::chrono::duration<double>;
    const double passed = Seconds(done).count();
    const double whole = Seconds(all).count();
    std::fprintf(stderr, "%s%.*s, %.1f of %.0f s\033[K", bar(passed / whole).c_str(),
                 static_cast<int>(what.size()), what.data(), passed, whole);
}

} // namespace sluice::bench
