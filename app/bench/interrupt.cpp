#include "app/bench/interrupt.h"
#include <csignal>

namespace sluice::bench {

namespace {

volatile std::sig_atomic_t asked = 0;

} // namespace

void catchInterrupt()
{
    struct sigaction action { };
    action.sa_handler = [](int) { asked = 1; };
    action.sa_flags = static_cast<int>(SA_RESETHAND); // and no SA_RESTART: epoll_wait shall return
    sigaction(SIGINT, &action, nullptr);
}

bool interrupted()
{
    return asked != 0;
}

} // namespace sluice::bench
