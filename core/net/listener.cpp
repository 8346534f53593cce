#include "core/net/listener.h"

#include "core/observe/eventlog.h"
#include "core/observe/vitals.h"
#include "core/runtime/clock.h"
#include <QSocketNotifier>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string_view>
#include <unistd.h>

namespace sluice {

using namespace std::chrono_literals;

namespace {
constexpr int backlog = 4096;
constexpr int acceptsPerTurn = 512;
constexpr std::size_t newcomersPerTurn = 64; // the others were reset, or are refused
constexpr std::size_t refusalsPerTurn = 64; // each costs six calls of the kernel
constexpr int sendBufferBytes = 64 * 1024;
constexpr std::chrono::milliseconds userTimeout = 60s;
constexpr auto restTime = 100ms;
constexpr auto reportInterval = 1s;

constexpr std::string_view refusal
    = "HTTP/1.1 503 Service Unavailable\r\n"
      "Content-Type: application/problem+json\r\n"
      "Content-Length: 63\r\n"
      "Retry-After: 5\r\n"
      "Connection: close\r\n"
      "\r\n"
      "{\"status\":503,\"code\":\"not_available\",\"title\":\"Server is full\"}\n";

std::string reasonOf(int error)
{
    switch (error) {
    case EADDRINUSE:
        return "the port is in use by another process";
    case EACCES:
        return "permission denied (a port below 1024 needs CAP_NET_BIND_SERVICE)";
    case EADDRNOTAVAIL:
        return "this machine has no such address";
    case EAFNOSUPPORT:
        return "this machine does not speak that address family";
    case EMFILE:
    case ENFILE:
        return "no descriptor is left";
    default:
        return std::strerror(error);
    }
}

void setOption(int fd, int level, int option, int value)
{
    setsockopt(fd, level, option, &value, sizeof value);
}

// What the accepted sockets inherit.
void configureAccepted(int fd)
{
    setOption(fd, SOL_SOCKET, SO_SNDBUF, sendBufferBytes);
    setOption(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    setOption(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, static_cast<int>(userTimeout.count()));
}

void configure(int fd, bool reusePort, bool dualStack)
{
    setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    if (reusePort)
        setOption(fd, SOL_SOCKET, SO_REUSEPORT, 1);
    if (dualStack)
        setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    configureAccepted(fd);
}

// While it waited to be accepted; Linux accepts it all the same. EPIPE: behind a FIN of its own.
bool wasReset(int fd)
{
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length);
    return error == ECONNRESET || error == EPIPE;
}

void refuse(int fd)
{
    send(fd, refusal.data(), refusal.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    shutdown(fd, SHUT_WR);
    // Closing over unread octets would send RST, which may overtake the answer.
    std::array<char, 4096> request {};
    while (recv(fd, request.data(), request.size(), MSG_DONTWAIT)
           == static_cast<ssize_t>(request.size())) { }
    ::close(fd);
}
} // namespace

Listener::Listener(Vitals& vitals, const Clock& clock, QObject* parent)
    : QObject(parent), m_vitals(vitals), m_clock(clock), m_restTimer(this)
{
    m_restTimer.setSingleShot(true);
    m_restTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_restTimer, &QTimer::timeout, this, &Listener::goOn);
}

Listener::~Listener()
{
    close();
}

std::optional<std::string> Listener::listen(const std::string& host, std::uint16_t port)
{
    close();
    const ResolvedAddress resolved = resolveToListen(host, port);
    std::optional<std::string> reason;
    if (resolved.address)
        reason = open(*resolved.address);
    else
        reason = resolved.error;
    if (reason) {
        close();
        return "Cannot listen on " + hostAndPort(host, port) + ": " + *reason;
    }
    begin();
    return std::nullopt;
}

std::optional<std::string> Listener::adopt(int fd)
{
    close();
    m_fd = fd;
    int listens = 0;
    socklen_t length = sizeof listens;
    std::optional<std::string> reason;
    if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) < 0)
        reason = reasonOf(errno);
    else if (listens == 0)
        reason = "it does not listen";
    else
        reason = noteAddress();
    if (reason) {
        close();
        return "Cannot listen on the descriptor that was passed on: " + *reason;
    }
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    configureAccepted(fd);
    begin();
    return std::nullopt;
}

void Listener::begin()
{
    openReserve();
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Listener::acceptBatch);
}

std::optional<std::string> Listener::open(const SocketAddress& address)
{
    m_fd = socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_fd < 0)
        return reasonOf(errno);
    configure(m_fd, m_reusePort, address.isIpv6Wildcard());
    if (bind(m_fd, address.get(), address.length) < 0 || ::listen(m_fd, backlog) < 0)
        return reasonOf(errno);
    return noteAddress();
}

std::optional<std::string> Listener::noteAddress()
{
    SocketAddress local;
    local.length = sizeof local.storage;
    if (getsockname(m_fd, local.get(), &local.length) < 0)
        return reasonOf(errno);
    if (local.storage.ss_family != AF_INET && local.storage.ss_family != AF_INET6)
        return "it is no TCP socket";
    m_local = peerAddressOf(local);
    return std::nullopt;
}

void Listener::pause()
{
    m_paused = true;
    if (m_notifier)
        m_notifier->setEnabled(false);
}

void Listener::resume()
{
    m_paused = false;
    goOn();
}

void Listener::close()
{
    m_notifier.reset();
    m_restTimer.stop();
    m_paused = false;
    for (int* fd : { &m_fd, &m_reserveFd }) {
        if (*fd >= 0)
            ::close(*fd);
        *fd = -1;
    }
    m_local = {};
}

void Listener::acceptBatch()
{
    lookAtPace();
    const std::size_t most = m_pace.isHeld() ? AcceptPace::batch : newcomersPerTurn;
    std::vector<Accepted> batch;
    std::size_t refusedNow = 0;
    std::size_t resetNow = 0;
    Step step = Step::Again;
    for (int i = 0; i < acceptsPerTurn && batch.size() < most; ++i) {
        step = acceptOne(batch);
        refusedNow += step == Step::Refused ? 1U : 0U;
        resetNow += step == Step::Reset ? 1U : 0U;
        if (step == Step::Exhausted || step == Step::Idle || refusedNow == refusalsPerTurn)
            break;
    }
    if (step == Step::Exhausted)
        rest(restTime);
    else if (m_pace.isHeld())
        rest(AcceptPace::rest);
    if (step == Step::Exhausted || refusedNow > 0)
        report(refusedNow);
    if (refusedNow > 0)
        Q_EMIT refused(refusedNow);
    m_taken += batch.size() + refusedNow + resetNow;
    if (resetNow > 0)
        Q_EMIT passedOver(resetNow);
    if (!batch.empty())
        Q_EMIT batchAccepted(batch);
}

Listener::Step Listener::acceptOne(std::vector<Accepted>& batch)
{
    SocketAddress peer;
    peer.length = sizeof peer.storage;
    const int fd = accept4(m_fd, peer.get(), &peer.length, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd >= 0 && wasReset(fd)) {
        ::close(fd);
        return Step::Reset;
    }
    if (fd >= 0) {
        if (m_vitals.openDescriptors.load(std::memory_order_relaxed) >= m_descriptorLimit) {
            refuse(fd);
            return Step::Refused;
        }
        m_vitals.openDescriptors.fetch_add(1, std::memory_order_relaxed);
        batch.push_back({ fd, peerAddressOf(peer) });
        return Step::Taken;
    }
    switch (errno) {
    case EAGAIN:
        return Step::Idle;
    case EMFILE:
    case ENFILE:
        return shedOne();
    case ENOBUFS:
    case ENOMEM:
    case EBADF:
    case EINVAL:
        return Step::Exhausted;
    default:
        // The newcomer's own trouble (ECONNABORTED, or a network error that accept(2) passes on).
        return Step::Again;
    }
}

Listener::Step Listener::shedOne()
{
    if (m_reserveFd < 0)
        return Step::Exhausted;
    ::close(m_reserveFd);
    m_reserveFd = -1;
    const int fd = accept4(m_fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    const int error = errno;
    if (fd >= 0)
        refuse(fd);
    openReserve();
    if (fd >= 0)
        return Step::Refused;
    return error == EAGAIN ? Step::Idle : Step::Exhausted;
}

// The listening descriptor stays readable, so the loop would spin on it.
void Listener::rest(std::chrono::milliseconds time)
{
    m_notifier->setEnabled(false);
    m_restTimer.start(time);
}

void Listener::lookAtPace()
{
    if (!m_shortLived)
        return;
    const auto now = m_clock.now();
    m_pace.look({ m_taken, m_shortLived() }, now);
    if (m_pace.isHeld() == m_isHeldSaid || now < m_nextSaying)
        return;
    m_nextSaying = now + reportInterval;
    m_isHeldSaid = m_pace.isHeld();
    if (m_isHeldSaid)
        eventlog::write(LogLevel::Warning, "net", "newcomers_held_back",
                        "Too many newcomers leave at once or are refused: fewer are accepted.",
                        { { "a_second", static_cast<std::int64_t>(AcceptPace::aSecond) } });
    else
        eventlog::write(LogLevel::Info, "net", "newcomers_released",
                        "Newcomers are accepted as fast as they come.");
}

void Listener::goOn()
{
    if (m_notifier == nullptr)
        return;
    openReserve();
    m_notifier->setEnabled(!m_paused);
}

void Listener::openReserve()
{
    if (m_reserveFd < 0)
        m_reserveFd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

void Listener::report(std::size_t refusedNow)
{
    m_refusedUnreported += refusedNow;
    const auto now = m_clock.now();
    if (now < m_nextReport)
        return;
    m_nextReport = now + reportInterval;
    const auto count = static_cast<std::int64_t>(m_refusedUnreported);
    m_refusedUnreported = 0;
    eventlog::write(LogLevel::Warning, "net", "connections_refused",
                    "No descriptor is left for newcomers.", { { "refused", count } });
}

} // namespace sluice
