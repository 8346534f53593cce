#pragma once

#include "core/runtime/mailbox.h"
#include "core/runtime/timerwheel.h"
#include "core/runtime/turnshares.h"
#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>

class QEventLoop;
class QTimer;

namespace sluice {

class EpollDispatcher;

// A thread with an EpollDispatcher, a Mailbox and a TimerWheel. The object belongs to the thread
// that made it; mailbox() may be used from any thread for as long as the IoLoop lives.
class IoLoop {
public:
    static constexpr std::int64_t stuckAfterMs = 5000; // one that turns at all beats every second

    // The name is shown as the thread's, at most 15 characters; the clocks are the thread's, too.
    explicit IoLoop(std::string name, Restraint::Clocks clocks = Restraint::clocks());
    ~IoLoop(); // stop()

    // Returns once the thread runs and its mailbox is attached.
    void start();
    // Runs `farewell` in the loop (there stations are destroyed), then ends and joins the thread.
    void stop(std::function<void()> farewell = {});

    Mailbox& mailbox() { return m_mailbox; }
    // Loop's thread only.
    TimerWheel& wheel() { return *m_wheel; }
    EpollDispatcher& dispatcher() { return *m_dispatcher; }
    TurnShares& shares() { return *m_shares; }
    // Any thread: milliseconds since the loop last turned (a timer of its own beats every second).
    std::int64_t sinceLastBeatMs() const;

private:
    void run(std::promise<void>& entered);
    void enter();
    void leave();
    void beat();

    std::string m_name;
    Restraint::Clocks m_clocks;
    Mailbox m_mailbox;
    EpollDispatcher* m_dispatcher = nullptr; // owned by the thread
    std::unique_ptr<TimerWheel> m_wheel; // made and destroyed in the loop
    std::unique_ptr<TurnShares> m_shares; // likewise
    std::atomic<std::int64_t> m_lastBeatMs { 0 };
    std::unique_ptr<QTimer> m_beat; // lives in the loop, as the wheel does
    QEventLoop* m_events = nullptr; // on the thread's stack
    // No QThread: that one's wait() returns before the thread's own destructors have run, and at
    // the process's end they would race with the libraries' clean-up.
    std::thread m_thread;
};

} // namespace sluice
