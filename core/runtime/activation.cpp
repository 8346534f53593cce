#include "core/runtime/activation.h"

#include "core/observe/eventlog.h"
#include <QtGlobal>
#include <fcntl.h>
#include <unistd.h>

namespace sluice {

namespace {

constexpr int firstDescriptor = 3; // SD_LISTEN_FDS_START
constexpr int mostDescriptors = 1024;

int passedOn()
{
    bool pidIsNumber = false;
    bool countIsNumber = false;
    const int pid = qEnvironmentVariableIntValue("LISTEN_PID", &pidIsNumber);
    const int count = qEnvironmentVariableIntValue("LISTEN_FDS", &countIsNumber);
    const bool ours = pidIsNumber && countIsNumber && pid == ::getpid();
    return ours && count > 0 && count <= mostDescriptors ? count : 0;
}

} // namespace

int takeActivatedDescriptor()
{
    const int count = passedOn();
    for (const char* name : { "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES" })
        qunsetenv(name);
    if (count == 0)
        return -1;
    ::fcntl(firstDescriptor, F_SETFD, FD_CLOEXEC);
    for (int fd = firstDescriptor + 1; fd < firstDescriptor + count; ++fd)
        ::close(fd);
    if (count > 1)
        eventlog::write(LogLevel::Warning, "server", "descriptors_left_over",
                        "The service manager has passed on more than one socket: only the first is "
                        "used.",
                        { { "passed_on", std::int64_t { count } } });
    return firstDescriptor;
}

} // namespace sluice
