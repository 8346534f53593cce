#include "core/runtime/descriptortable.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace sluice::descriptortable {

std::uint64_t limit()
{
    rlimit limit {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

std::uint64_t raiseLimit()
{
    rlimit limit {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return descriptortable::limit();
}

// There is no call for it: a descriptor with that number needs a table of that size.
void reserve(std::uint64_t descriptors)
{
    const auto most = std::min(descriptors, limit());
    const int any = most > 0 ? ::open("/dev/null", O_RDONLY | O_CLOEXEC) : -1;
    if (any < 0)
        return;
    const int high = ::fcntl(any, F_DUPFD_CLOEXEC, static_cast<int>(most - 1));
    if (high >= 0)
        ::close(high);
    ::close(any);
}

} // namespace sluice::descriptortable
