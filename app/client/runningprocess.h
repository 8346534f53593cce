#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sluice {

// How a running process was started, as /proc knows it.
struct RunningProcess {
    std::vector<std::string> arguments; // its own name first
    std::vector<std::string> environment; // NAME=value
    std::string folder; // where it works
    std::uint64_t descriptors = 0; // it may open; 0: unknown
    std::string why; // a sentence, when it cannot be read

    static RunningProcess of(std::int64_t pid);
};

// What starts its successor: the same words, but those that only concerned that one process.
std::vector<std::string> successorArguments(const std::vector<std::string>& arguments,
                                            const std::string& controlSocket);
std::vector<std::string> successorEnvironment(const std::vector<std::string>& environment);
// The words of `arguments` that are settings, for a check of them.
std::vector<std::string> settingArguments(const std::vector<std::string>& arguments);

// A descriptor onto what the process writes to as its `fd` (1, 2); -1: it cannot be had.
int outputOf(std::int64_t pid, int fd);

} // namespace sluice
