#include "core/runtime/ioloop.h"

#include "core/runtime/epolldispatcher.h"
#include "core/runtime/mutedthread.h"
#include <QCoreApplication>
#include <QEvent>
#include <QEventLoop>
#include <QThread>
#include <QTimer>
#include <chrono>
#include <pthread.h>
#include <utility>

namespace sluice {

using namespace std::chrono_literals;

namespace {
std::int64_t nowMs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}
} // namespace

IoLoop::IoLoop(std::string name, Restraint::Clocks clocks)
    : m_name(std::move(name)), m_clocks(std::move(clocks))
{
}

IoLoop::~IoLoop()
{
    stop();
}

void IoLoop::start()
{
    Q_ASSERT_X(!m_thread.joinable(), "IoLoop::start", "a loop is started once");
    std::promise<void> entered;
    m_thread = startMuted([this, &entered] { run(entered); });
    entered.get_future().wait();
}

void IoLoop::stop(std::function<void()> farewell)
{
    if (!m_thread.joinable())
        return;
    Q_ASSERT_X(std::this_thread::get_id() != m_thread.get_id(), "IoLoop::stop",
               "called in the loop");
    m_mailbox.post([this, farewell = std::move(farewell)] {
        if (farewell)
            farewell();
        m_mailbox.detach();
        m_events->quit();
    });
    BellTurn::ringHeld(); // this thread waits for it
    m_thread.join();
    m_dispatcher = nullptr;
}

// The thread is adopted by Qt, which owns and deletes its dispatcher.
void IoLoop::run(std::promise<void>& entered)
{
    pthread_setname_np(pthread_self(), m_name.substr(0, 15).c_str());
    m_dispatcher = new EpollDispatcher;
    QThread::currentThread()->setEventDispatcher(m_dispatcher);
    QEventLoop events;
    m_events = &events;
    enter();
    entered.set_value();
    events.exec();
    leave();
}

std::int64_t IoLoop::sinceLastBeatMs() const
{
    return nowMs() - m_lastBeatMs.load(std::memory_order_relaxed);
}

void IoLoop::enter()
{
    m_wheel = std::make_unique<TimerWheel>();
    m_shares = std::make_unique<TurnShares>(*m_dispatcher, m_clocks);
    m_beat = std::make_unique<QTimer>();
    QObject::connect(m_beat.get(), &QTimer::timeout, m_beat.get(), [this] { beat(); });
    m_beat->start(1s);
    beat();
    m_mailbox.attach();
}

void IoLoop::leave()
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_beat.reset();
    m_shares.reset();
    m_wheel.reset();
}

void IoLoop::beat()
{
    m_lastBeatMs.store(nowMs(), std::memory_order_relaxed);
}

} // namespace sluice
