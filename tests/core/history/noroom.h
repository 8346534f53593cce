#pragma once

#include <csignal>
#include <cstdint>
#include <sys/resource.h>

namespace sluice {

// No file of this process may grow beyond `octets` while it lives: to SQLite that is much the same
// as a full disk.
class NoRoom {
public:
    explicit NoRoom(std::uint64_t octets = 0)
    {
        std::signal(SIGXFSZ, SIG_IGN); // as the server does
        ::getrlimit(RLIMIT_FSIZE, &m_former);
        rlimit none = m_former;
        none.rlim_cur = octets;
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~NoRoom() { ::setrlimit(RLIMIT_FSIZE, &m_former); }
    NoRoom(const NoRoom&) = delete;
    NoRoom& operator=(const NoRoom&) = delete;

private:
    rlimit m_former {};
};

} // namespace sluice
