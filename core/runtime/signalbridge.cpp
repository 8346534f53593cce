#include "core/runtime/signalbridge.h"

#include <QSocketNotifier>
#include <atomic>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace sluice {

namespace {
// A handler has no other way to an object. Lock-free, therefore safe in a handler.
std::atomic<int> handlerFd { -1 };
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void passSignalOn(int signal)
{
    const int savedErrno = errno;
    const auto byte = static_cast<unsigned char>(signal);
    // A full socket loses the signal, after hundreds of them unread.
    [[maybe_unused]] const auto written
        = write(handlerFd.load(std::memory_order_relaxed), &byte, sizeof byte);
    errno = savedErrno;
}
} // namespace

SignalBridge::SignalBridge(QObject* parent) : QObject(parent)
{
    Q_ASSERT_X(handlerFd == -1, "SignalBridge", "there is one already");
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, m_fds.data()) < 0)
        qFatal("socketpair failed: %s", qPrintable(qt_error_string(errno)));
    m_notifier = std::make_unique<QSocketNotifier>(m_fds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SignalBridge::readSignals);
    handlerFd = m_fds[1];

    struct sigaction action { };
    action.sa_handler = passSignalOn;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    for (std::size_t i = 0; i < signals.size(); ++i)
        sigaction(signals[i], &action, &m_former[i]);
}

SignalBridge::~SignalBridge()
{
    for (std::size_t i = 0; i < signals.size(); ++i)
        sigaction(signals[i], &m_former[i], nullptr);
    m_notifier.reset();
    handlerFd = -1;
    close(m_fds[0]);
    close(m_fds[1]);
}

void SignalBridge::ignoreAfterwards()
{
    for (struct sigaction& former : m_former) {
        former = {};
        former.sa_handler = SIG_IGN;
    }
}

void SignalBridge::readSignals()
{
    std::array<unsigned char, 64> bytes {};
    const auto count = read(m_fds[0], bytes.data(), bytes.size());
    for (std::size_t i = 0; count > 0 && i < static_cast<std::size_t>(count); ++i) {
        if (bytes[i] == SIGHUP)
            Q_EMIT reloadRequested();
        else
            Q_EMIT terminationRequested(bytes[i]);
    }
}

} // namespace sluice
