#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::bench {

// A bar on standard error, only when that is a terminal; wiped when done.
class Progress {
public:
    Progress();
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void show(std::string_view what, std::uint64_t done, std::uint64_t all);
    void showTime(std::string_view what, std::chrono::nanoseconds done,
                  std::chrono::nanoseconds all);

private:
    bool isDue();
    static std::string bar(double part);

    std::chrono::steady_clock::time_point m_shown {};
    bool m_terminal;
};

} // namespace sluice::bench
