#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace sluice {

// Lowers the process's descriptor limit for as long as it lives.
class LoweredLimit {
public:
    explicit LoweredLimit(rlim_t descriptors)
    {
        getrlimit(RLIMIT_NOFILE, &m_former);
        const rlimit lowered { descriptors, m_former.rlim_max };
        setrlimit(RLIMIT_NOFILE, &lowered);
    }
    ~LoweredLimit() { setrlimit(RLIMIT_NOFILE, &m_former); }
    LoweredLimit(const LoweredLimit&) = delete;
    LoweredLimit& operator=(const LoweredLimit&) = delete;

private:
    rlimit m_former {};
};

// Takes every descriptor below a lowered limit, and gives them back.
class Exhaustion {
public:
    Exhaustion()
    {
        int fd = -1;
        while ((fd = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
            m_taken.push_back(fd);
    }
    ~Exhaustion()
    {
        for (const int fd : m_taken)
            close(fd);
    }
    Exhaustion(const Exhaustion&) = delete;
    Exhaustion& operator=(const Exhaustion&) = delete;

private:
    const LoweredLimit m_limit { 128 };
    std::vector<int> m_taken;
};

} // namespace sluice
