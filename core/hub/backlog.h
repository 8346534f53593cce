#pragma once

#include "core/hub/hubletters.h"
#include <atomic>
#include <cstddef>
#include <functional>

namespace sluice {

// How many deliveries are on their way through one loop. Counted up by the control thread, and down
// by whichever thread lets go of the delivery last: when its round is over, or when a loop that
// ends drops it. It must outlive all that it counted.
class Backlog {
public:
    static constexpr std::size_t enough = 128;

    // `relieved` is called in the thread that counts down.
    explicit Backlog(std::function<void()> relieved) : m_relieved(std::move(relieved)) { }
    Backlog(const Backlog&) = delete;
    Backlog& operator=(const Backlog&) = delete;

    // The same delivery, on its way for as long as somebody holds what is returned.
    SharedDelivery counted(SharedDelivery delivery);
    // True: more than `limit` are on their way, and `relieved` is called once when they have come
    // down to `enough`. Not below that.
    bool isOver(std::size_t limit);
    std::size_t underWay() const { return m_underWay; }

private:
    struct Ticket;
    void oneIsDone();

    std::function<void()> m_relieved;
    std::atomic<std::size_t> m_underWay { 0 };
    std::atomic<bool> m_awaited { false };
};

} // namespace sluice
