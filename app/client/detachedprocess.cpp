#include "app/client/detachedprocess.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sluice {

namespace {

std::vector<char*> pointers(const std::vector<std::string>& texts)
{
    std::vector<char*> all;
    all.reserve(texts.size() + 1);
    for (const std::string& text : texts)
        all.push_back(const_cast<char*>(text.c_str())); // execve(2) changes none of them
    all.push_back(nullptr);
    return all;
}

int orNothing(int fd)
{
    return fd >= 0 ? fd : ::open("/dev/null", O_WRONLY | O_CLOEXEC);
}

[[noreturn]] void become(const DetachedProcess::Start& start, const std::vector<char*>& arguments,
                         const std::vector<char*>& environment, const std::array<int, 3>& files)
{
    // The same defaults as from a shell: what we ignore would be ignored there as well.
    std::signal(SIGPIPE, SIG_DFL);
    if (start.descriptors > 0) {
        const rlimit limit { start.descriptors, start.descriptors };
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    // A lock or a pipe of the caller's must not live on in there.
    ::syscall(SYS_close_range, 3U, ~0U, 4U); // CLOSE_RANGE_CLOEXEC
    const bool ready = ::dup2(files[0], 0) == 0 && ::dup2(files[1], 1) == 1
        && ::dup2(files[2], 2) == 2 && ::chdir(start.folder.c_str()) == 0;
    if (ready)
        ::execve(start.program.c_str(), arguments.data(), environment.data());
    ::_exit(127);
}

} // namespace

DetachedProcess::DetachedProcess(const Start& start)
{
    // Everything that allocates comes before the fork.
    const std::vector<char*> arguments = pointers(start.arguments);
    const std::vector<char*> environment = pointers(start.environment);
    const std::array<int, 3> files { ::open("/dev/null", O_RDONLY | O_CLOEXEC),
                                     orNothing(start.out), orNothing(start.error) };
    std::array<int, 2> pipe {};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return;
    const pid_t between = ::fork();
    if (between == 0) {
        ::setsid();
        const pid_t pid = ::fork();
        if (pid == 0)
            become(start, arguments, environment, files);
        ::_exit(::write(pipe[1], &pid, sizeof pid) == sizeof pid ? 0 : 1);
    }
    ::close(pipe[1]);
    pid_t pid = -1;
    if (::read(pipe[0], &pid, sizeof pid) == sizeof pid && pid > 0) {
        m_pid = pid;
        m_process = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
    }
    ::close(pipe[0]);
    ::waitpid(between, nullptr, 0);
}

DetachedProcess::~DetachedProcess()
{
    if (m_process >= 0)
        ::close(m_process);
}

bool DetachedProcess::hasEnded() const
{
    pollfd watched { m_process, POLLIN, 0 };
    return m_process < 0 || ::poll(&watched, 1, 0) > 0;
}

void DetachedProcess::kill()
{
    ::kill(static_cast<pid_t>(m_pid), SIGKILL);
}

} // namespace sluice
