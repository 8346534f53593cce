#pragma once

#include "core/runtime/bell.h"
#include "core/runtime/ioloop.h"
#include <future>

namespace sluice {

// Runs `work` in the loop and waits for its result; from another thread, which the loop does not
// wait for.
template <class Work> auto inLoop(IoLoop& loop, Work work) -> decltype(work())
{
    std::promise<decltype(work())> done;
    loop.mailbox().post([&] { done.set_value(work()); });
    BellTurn::ringHeld();
    return done.get_future().get();
}

} // namespace sluice
