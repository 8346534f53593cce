#pragma once

#include <csignal>
#include <sys/resource.h>

namespace sluice {

// No file of this process may grow while it lives: to SQLite that is much the same as a full disk.
class NoRoom {
public:
    NoRoom()
    {
        std::signal(SIGXFSZ, SIG_IGN); // as the server does
        ::getrlimit(RLIMIT_FSIZE, &m_former);
        rlimit none = m_former;
        none.rlim_cur = 0;
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~NoRoom() { ::setrlimit(RLIMIT_FSIZE, &m_former); }
    NoRoom(const NoRoom&) = delete;
    NoRoom& operator=(const NoRoom&) = delete;

private:
    rlimit m_former {};
};

} // namespace sluice
