#include "core/runtime/ioloop.h"

#include "core/runtime/epolldispatcher.h"
#include <QCoreApplication>
#include <QEvent>
#include <QThread>
#include <QTimer>
#include <chrono>
#include <csignal>
#include <future>
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

// The hand-overs go through std::promise, which ThreadSanitizer can follow, unlike Qt's futexes.
class IoLoop::LoopThread final : public QThread {
public:
    explicit LoopThread(IoLoop& loop) : m_loop(loop) { }

    void waitUntilEntered() { m_entered.get_future().wait(); }
    void waitUntilLeft() { m_left.get_future().wait(); }

protected:
    void run() override
    {
        m_loop.enter();
        m_entered.set_value();
        exec();
        m_loop.leave();
        m_left.set_value();
    }

private:
    IoLoop& m_loop;
    std::promise<void> m_entered;
    std::promise<void> m_left;
};

IoLoop::IoLoop(std::string name) : m_name(std::move(name)) { }

IoLoop::~IoLoop()
{
    stop();
}

void IoLoop::start()
{
    Q_ASSERT_X(m_thread == nullptr, "IoLoop::start", "a loop is started once");
    m_thread = std::make_unique<LoopThread>(*this);
    m_thread->setObjectName(QString::fromStdString(m_name).left(15));
    auto dispatcher = std::make_unique<EpollDispatcher>();
    m_dispatcher = dispatcher.get();
    m_thread->setEventDispatcher(dispatcher.release());
    // A thread inherits the mask: signals are the main thread's, to whose end it can hold them
    // back.
    sigset_t others;
    sigset_t former;
    sigemptyset(&others);
    for (const int signal : { SIGTERM, SIGINT, SIGHUP })
        sigaddset(&others, signal);
    pthread_sigmask(SIG_BLOCK, &others, &former);
    m_thread->start();
    pthread_sigmask(SIG_SETMASK, &former, nullptr);
    m_thread->waitUntilEntered();
}

void IoLoop::stop(std::function<void()> farewell)
{
    if (m_thread == nullptr)
        return;
    Q_ASSERT_X(QThread::currentThread() != m_thread.get(), "IoLoop::stop", "called in the loop");
    m_mailbox.post([this, farewell = std::move(farewell)] {
        if (farewell)
            farewell();
        m_mailbox.detach();
        m_thread->quit();
    });
    m_thread->waitUntilLeft();
    m_thread->wait();
    m_thread.reset();
    m_dispatcher = nullptr;
}

std::int64_t IoLoop::sinceLastBeatMs() const
{
    return nowMs() - m_lastBeatMs.load(std::memory_order_relaxed);
}

void IoLoop::enter()
{
    m_wheel = std::make_unique<TimerWheel>();
    m_beat = std::make_unique<QTimer>();
    QObject::connect(m_beat.get(), &QTimer::timeout, m_beat.get(), [this] { beat(); });
    m_beat->start(1s);
    beat();
    m_mailbox.attach();
}

void IoLoop::leave()
{
    // QThread would do this too, but only after the hand-over.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_beat.reset();
    m_wheel.reset();
}

void IoLoop::beat()
{
    m_lastBeatMs.store(nowMs(), std::memory_order_relaxed);
}

} // namespace sluice
