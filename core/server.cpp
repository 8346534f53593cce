#include "core/server.h"

#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include "core/settings/settings.h"
#include <array>
#include <sys/resource.h>
#include <unistd.h>

namespace sluice {

namespace {

DrainController::Rules drainRules(const Settings& settings)
{
    DrainController::Rules rules;
    rules.timeout = settings.shutdownTimeout;
    rules.signalsToForce = settings.signalsToForce;
    rules.closingGrace = settings.closeTimeout;
    return rules;
}

std::string hostName()
{
    std::array<char, 256> name {};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
}

// A few descriptors stay for the process itself: log, listener, epoll sets, event descriptors.
std::uint64_t descriptorBudget()
{
    constexpr rlim_t ownUse = 64;
    rlimit limit {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur > ownUse ? limit.rlim_cur - ownUse : 1;
}

} // namespace

Server::Server(const Services& services)
    : m_services(services), m_backplane(services.epoch),
      m_history(services.settings.historySize, services.settings.historyAge),
      m_tokens(services.settings.sessionKey),
      m_connections({ services.settings, services.vitals, services.metrics, m_backplane, m_history,
                      m_tokens },
                    services.shards),
      m_drain(drainRules(services.settings), services.clock),
      m_drainLog(m_drain, services.settings.shutdownTimeout), m_listener(services.vitals)
{
    services.metrics.backplaneUp.Set(1); // a counter in this process is never away
    wireConnections();
    wireDrain();
}

Server::~Server() = default;

std::optional<std::string> Server::listen()
{
    const Settings& settings = m_services.settings;
    m_listener.setDescriptorLimit(descriptorBudget());
    if (auto why = m_listener.listen(settings.host, settings.port))
        return why;
    std::string& node = m_services.vitals.node;
    if (node.empty())
        node = hostName() + ':' + std::to_string(port());
    m_connections.setReadiness(Readiness::Ready);
    if (settings.broadcastInterval.count() > 0)
        m_notificationTimer.start(settings.broadcastInterval);
    return std::nullopt;
}

std::string Server::shownAddress() const
{
    const std::string port = ':' + std::to_string(m_listener.port());
    const bool six = m_listener.address().find(':') != std::string::npos;
    return (six ? '[' + m_listener.address() + ']' : m_listener.address()) + port;
}

// A connection: descriptor → loop → handshake → hub (its half in ioworker.cpp) → count. A message
// takes the same way from its session on: ConnectionManager → Backplane → history and every shard.
void Server::wireConnections()
{
    connect(&m_listener, &Listener::batchAccepted, this, &Server::forwardNewcomers);
    connect(&m_connections, &ConnectionManager::countChanged, &m_drain,
            &DrainController::setClients);
    connect(&m_notificationTimer, &QTimer::timeout, &m_connections, &ConnectionManager::notifyAll);
}

// A drain: orders in (a signal by ServerHost), states and facts out, the outcome last.
void Server::wireDrain()
{
    connect(&m_drain, &DrainController::stateChanged, this, &Server::onDrainState);
    connect(&m_drain, &DrainController::progress, this, &Server::onDrainProgress);
    connect(&m_drain, &DrainController::finished, this, &Server::onFinished);
}

void Server::forwardNewcomers(const std::vector<Accepted>& batch)
{
    const std::size_t loops = m_services.shards.size();
    std::vector<std::uint64_t> load = m_connections.registry().perLoop();
    std::vector<std::vector<Accepted>> shares(loops);
    for (const Accepted& newcomer : batch) {
        // The least loaded loop; among equals they take turns, for not every newcomer stays.
        std::size_t best = m_nextLoop;
        for (std::size_t step = 1; step < loops; ++step)
            if (const std::size_t other = (m_nextLoop + step) % loops; load[other] < load[best])
                best = other;
        m_nextLoop = (best + 1) % loops;
        ++load[best];
        shares[best].push_back(newcomer);
    }
    for (std::size_t loop = 0; loop < loops; ++loop)
        if (!shares[loop].empty())
            m_services.forward(loop, std::move(shares[loop]));
}

bool Server::setAccepting(bool enabled)
{
    const Readiness now = m_services.vitals.readiness;
    if (now == Readiness::Ready || now == Readiness::Paused) {
        m_connections.setReadiness(enabled ? Readiness::Ready : Readiness::Paused);
        eventlog::write(LogLevel::Info, "server", enabled ? "accepting" : "paused",
                        enabled ? "Newcomers are let in again."
                                : "Newcomers are refused until accepting is resumed.");
    }
    return m_services.vitals.readiness == Readiness::Ready;
}

void Server::onDrainState(drain::State state)
{
    m_services.metrics.drainPhase.Set(static_cast<double>(state));
    switch (state) {
    case drain::State::Draining:
        m_connections.setReadiness(Readiness::Draining);
        m_notificationTimer.stop();
        announceDrain();
        break;
    case drain::State::Evicting:
        announceDrain(); // the deadline has moved
        break;
    case drain::State::Closing:
        m_connections.setReadiness(Readiness::Draining);
        m_connections.closeAll(CloseReason::ServerShutdown);
        break;
    case drain::State::Serving:
    case drain::State::Announced:
    case drain::State::Finished:
        break;
    }
}

void Server::announceDrain()
{
    DrainNotice notice;
    notice.phase = std::string(drain::name(m_drain.state()));
    notice.reason = m_drain.reason();
    notice.deadline = m_drain.deadline();
    notice.remaining = m_drain.remaining();
    notice.slotWindow = m_drain.slotWindow();
    m_connections.announceDrain(notice);
}

void Server::onDrainProgress(std::uint64_t clients, std::chrono::milliseconds remaining)
{
    m_services.metrics.drainRemaining.Set(static_cast<double>(clients));
    m_services.metrics.drainDeadlineSeconds.Set(std::chrono::duration<double>(remaining).count());
}

void Server::onFinished(const DrainController::Outcome& outcome)
{
    m_listener.close();
    m_connections.closeAll(CloseReason::ServerShutdown); // echo sessions, which no drain counts
    m_services.metrics.shutdownDurationSeconds.Set(
        std::chrono::duration<double>(outcome.took).count());
    Q_EMIT finished(outcome.exitCode);
}

HubStatus Server::status() const
{
    HubStatus status;
    status.epoch = m_backplane.epoch();
    status.headOffset = m_backplane.head();
    status.historyMessages = m_history.size();
    status.drainState = drain::name(m_drain.state());
    status.drainRemainingMs = m_drain.remaining().count();
    status.clientsPerLoop = m_connections.registry().perLoop();
    return status;
}

} // namespace sluice
