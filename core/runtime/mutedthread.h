#pragma once

#include <csignal>
#include <pthread.h>
#include <thread>
#include <utility>

namespace sluice {

// Starts a thread to which SIGTERM, SIGINT and SIGHUP are not delivered: a thread inherits the
// mask, and signals are the main thread's, to whose end it can hold them back. Throws what
// std::thread throws. Any thread.
template <class Run> std::thread startMuted(Run run)
{
    struct Mask {
        sigset_t former {};
        Mask()
        {
            sigset_t ours;
            sigemptyset(&ours);
            for (const int signal : { SIGTERM, SIGINT, SIGHUP })
                sigaddset(&ours, signal);
            pthread_sigmask(SIG_BLOCK, &ours, &former);
        }
        ~Mask() { pthread_sigmask(SIG_SETMASK, &former, nullptr); }
        Mask(const Mask&) = delete;
        Mask& operator=(const Mask&) = delete;
    };
    const Mask mask;
    return std::thread(std::move(run));
}

} // namespace sluice
