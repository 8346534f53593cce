#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sluice {

// A process of ours that outlives us: a session of its own, started with exactly these words,
// variables and outputs. Nobody's child: systemd waits for a main process only if it, and not we,
// hears of its end.
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
    ~DetachedProcess();
    DetachedProcess(const DetachedProcess&) = delete;
    DetachedProcess& operator=(const DetachedProcess&) = delete;

    bool isStarted() const { return m_pid > 0; }
    std::int64_t pid() const { return m_pid; }
    bool hasEnded() const;
    void kill();

private:
    std::int64_t m_pid = -1;
    int m_process = -1; // a descriptor that is readable once it has ended
};

} // namespace sluice
