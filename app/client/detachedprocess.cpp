#include "app/client/detachedprocess.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
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

} // namespace

DetachedProcess::DetachedProcess(const Start& start)
{
    // Everything that allocates comes before the fork.
    const std::vector<char*> arguments = pointers(start.arguments);
    const std::vector<char*> environment = pointers(start.environment);
    const int in = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int out = orNothing(start.out);
    const int error = orNothing(start.error);
    m_pid = ::fork();
    if (m_pid != 0)
        return;
    ::setsid();
    // The same defaults as from a shell: what we ignore would be ignored there as well.
    std::signal(SIGPIPE, SIG_DFL);
    if (start.descriptors > 0) {
        const rlimit limit { start.descriptors, start.descriptors };
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    const bool ready = ::dup2(in, 0) == 0 && ::dup2(out, 1) == 1 && ::dup2(error, 2) == 2
        && ::chdir(start.folder.c_str()) == 0;
    if (ready)
        ::execve(start.program.c_str(), arguments.data(), environment.data());
    ::_exit(127);
}

std::optional<int> DetachedProcess::exitCode()
{
    int status = 0;
    if (!m_exitCode && ::waitpid(static_cast<pid_t>(m_pid), &status, WNOHANG) == m_pid)
        m_exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return m_exitCode;
}

void DetachedProcess::kill()
{
    ::kill(static_cast<pid_t>(m_pid), SIGKILL);
}

} // namespace sluice
