#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

// A process of ours that outlives us: a session of its own, started with exactly these words,
// variables and outputs.
class DetachedProcess {
public:
    struct Start {
        std::string program;
        std::vector<std::string> arguments; // its own name first
        std::vector<std::string> environment; // NAME=value
        std::string folder;
        int out = -1; // lent; -1: /dev/null
        int error = -1; // the same
        std::uint64_t descriptors = 0; // it may open, where that is allowed; 0: as we may
    };
    explicit DetachedProcess(const Start& start);

    bool isStarted() const { return m_pid > 0; }
    std::int64_t pid() const { return m_pid; }
    std::optional<int> exitCode(); // once it has ended; a signal counts as 128 and its number
    void kill();

private:
    std::int64_t m_pid = -1;
    std::optional<int> m_exitCode;
};

} // namespace sluice
