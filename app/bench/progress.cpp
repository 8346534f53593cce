#include "app/bench/progress.h"
#include <algorithm>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace sluice::bench {

Progress::Progress() : m_terminal(isatty(STDERR_FILENO) == 1) { }

Progress::~Progress()
{
    if (m_terminal)
        std::fputs("\r\033[K", stderr);
}

void Progress::show(std::string_view what, std::uint64_t done, std::uint64_t all)
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_terminal || all == 0 || now - m_shown < std::chrono::milliseconds(100))
        return;
    m_shown = now;
    constexpr std::size_t width = 30;
    const auto filled = static_cast<std::size_t>(std::min(done, all) * width / all);
    const std::string bar = std::string(filled, '#') + std::string(width - filled, '.');
    std::fprintf(stderr, "\r[%s] %llu of %llu %.*s\033[K", bar.c_str(),
                 static_cast<unsigned long long>(done), static_cast<unsigned long long>(all),
                 static_cast<int>(what.size()), what.data());
}

} // namespace sluice::bench
