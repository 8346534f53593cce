#pragma once

#include <chrono>
#include <cstdint>
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

private:
    std::chrono::steady_clock::time_point m_shown {};
    bool m_terminal;
};

} // namespace sluice::bench
