#include "app/client/runningprocess.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <string_view>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sluice {

namespace {

std::string place(std::int64_t pid, const std::string& name)
{
    return "/proc/" + std::to_string(pid) + '/' + name;
}

// Texts that end with a NUL each.
std::vector<std::string> texts(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string all { std::istreambuf_iterator<char>(file), {} };
    std::vector<std::string> found;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find('\0', begin), all.size());
        found.push_back(all.substr(begin, end - begin));
        begin = end + 1;
    }
    return found;
}

bool isOption(std::string_view word, std::string_view name)
{
    return word == name
        || (word.size() > name.size() && word.substr(0, name.size()) == name
            && word[name.size()] == '=');
}

#ifdef SYS_pidfd_getfd
int copyOf(std::int64_t pid, int fd)
{
    const auto process = static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0));
    if (process < 0)
        return -1;
    const auto copy = static_cast<int>(::syscall(SYS_pidfd_getfd, process, fd, 0));
    ::close(process);
    return copy;
}
#else
int copyOf(std::int64_t, int)
{
    return -1;
}
#endif

} // namespace

RunningProcess RunningProcess::of(std::int64_t pid)
{
    RunningProcess process;
    process.arguments = texts(place(pid, "cmdline"));
    process.environment = texts(place(pid, "environ"));
    std::array<char, 4096> folder {};
    const ssize_t length = ::readlink(place(pid, "cwd").c_str(), folder.data(), folder.size() - 1);
    if (process.arguments.empty() || process.environment.empty() || length <= 0) {
        process.why = "How process " + std::to_string(pid)
            + " was started cannot be read in /proc: restart it as the same user or as root.";
        return process;
    }
    process.folder.assign(folder.data(), static_cast<std::size_t>(length));
    rlimit limit {};
    if (::prlimit(static_cast<pid_t>(pid), RLIMIT_NOFILE, nullptr, &limit) == 0)
        process.descriptors = limit.rlim_max;
    return process;
}

std::vector<std::string> successorArguments(const std::vector<std::string>& arguments,
                                            const std::string& controlSocket)
{
    std::vector<std::string> words;
    std::copy_if(arguments.begin(), arguments.end(), std::back_inserter(words),
                 [](const std::string& word) { return !isOption(word, "--takeover"); });
    const bool named = std::any_of(words.begin(), words.end(), [](const std::string& word) {
        return isOption(word, "--control-socket");
    });
    if (!named) {
        words.emplace_back("--control-socket");
        words.push_back(controlSocket);
    }
    words.emplace_back("--takeover");
    return words;
}

std::vector<std::string> successorEnvironment(const std::vector<std::string>& environment)
{
    // Each of these names one process, and it is another one now.
    constexpr std::array<std::string_view, 4> personal { "WATCHDOG_PID=", "LISTEN_PID=",
                                                         "LISTEN_FDS=", "LISTEN_FDNAMES=" };
    std::vector<std::string> variables;
    std::copy_if(environment.begin(), environment.end(), std::back_inserter(variables),
                 [&personal](const std::string& variable) {
                     return std::none_of(personal.begin(), personal.end(),
                                         [&variable](std::string_view name) {
                                             return variable.compare(0, name.size(), name) == 0;
                                         });
                 });
    return variables;
}

std::vector<std::string> settingArguments(const std::vector<std::string>& arguments)
{
    std::vector<std::string> words;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        if (word == "serve" || isOption(word, "--gui") || isOption(word, "--takeover"))
            continue;
        if (word == "-platform" || word == "-display") { // Qt's own, each with a value
            ++i;
            continue;
        }
        words.push_back(word);
    }
    return words;
}

int outputOf(std::int64_t pid, int fd)
{
    // The very same description, a socket's too, where the kernel lets us have it.
    const int copy = copyOf(pid, fd);
    return copy >= 0
        ? copy
        : ::open(place(pid, "fd/" + std::to_string(fd)).c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
}

} // namespace sluice
