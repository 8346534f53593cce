#include "core/server.h"

#include "core/continuity.h"
#include "core/history/sqlitehistory.h"
#include "core/lobbies.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include "core/runtime/descriptortable.h"
#include "core/runtime/servicenotifier.h"
#include "core/settings/settings.h"
#include <array>
#include <unistd.h>
#include <utility>

namespace sluice {

namespace {

DrainRules drainRules(const Settings& settings)
{
    DrainRules rules;
    rules.timeout = settings.shutdownTimeout;
    rules.delay = settings.drainDelay;
    rules.ramp = settings.drainRamp;
    rules.signalsToForce = settings.signalsToForce;
    rules.closeTimeout = settings.closeTimeout;
    if (ServiceNotifier::isHeard())
        rules.budget.source = "systemd"; // which is asked for more time as the drain goes
    else if (settings.stopBudget.count() > 0)
        rules.budget = { "stop_budget", settings.stopBudget };
    return rules;
}

// Whatever of the settings a drain will have to cut is said before anyone depends on it.
void warnOfAdjustments(const DrainPlan& plan)
{
    for (const std::string& adjustment : plan.adjustments)
        eventlog::write(LogLevel::Warning, "drain", "drain_plan_adjusted",
                        "A drain by signal would not be as the settings ask: " + adjustment);
}

std::string hostName()
{
    std::array<char, 256> name {};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
}

// A few descriptors stay for the process itself: log, listener, epoll sets, event descriptors.
std::uint64_t descriptorBudget(int loops)
{
    const std::uint64_t ownUse
        = 64 + Lobbies::descriptorsOfBoth * static_cast<std::uint64_t>(loops);
    const std::uint64_t limit = descriptortable::limit();
    return limit > ownUse ? limit - ownUse : 1;
}

} // namespace

Server::Server(const Services& services)
    : m_services(services), m_tokens(services.continuity.sessionKey()),
      m_connections({ services.settings, services.vitals, services.metrics,
                      services.continuity.backplane(), services.continuity.history(), m_tokens,
                      services.continuity.neighbours() },
                    services.shards),
      m_drain(drainRules(services.settings), services.clock,
              [&metrics = services.metrics] {
                  return whole(metrics.rejected(CloseReason::ServerShutdown));
              }),
      m_drainLog(m_drain),
      m_admin(
          { services.vitals,
            services.metrics,
            services.clock,
            { m_connections, m_drain, [this](bool enabled) { return setAccepting(enabled); } } }),
      m_listener(services.vitals, services.clock),
      m_handover({ services.settings, services.vitals, m_listener, m_connections, m_drain,
                   services.continuity }),
      m_wait(services.settings, m_handover, m_drain)
{
    wireConnections();
    wireBackplane();
    wireDrain();
}

Server::~Server() = default;

void Server::start(const std::function<void(std::optional<std::string>)>& answer)
{
    if (const auto why = listen()) {
        m_handover.giveUp(*why);
        answer(why);
        return;
    }
    m_handover.begin([this, answer](const std::optional<std::string>& why) {
        if (!why)
            serve();
        answer(why);
    });
}

std::optional<std::string> Server::listen()
{
    const Settings& settings = m_services.settings;
    m_listener.setDescriptorLimit(descriptorBudget(settings.ioThreads));
    m_listener.setReusePort(settings.reusePort);
    if (auto why = m_services.listener >= 0 ? m_listener.adopt(m_services.listener)
                                            : m_listener.listen(settings.host, settings.port))
        return why;
    std::string& node = m_services.vitals.node;
    if (node.empty())
        node = hostName() + ':' + std::to_string(port());
    return std::nullopt;
}

void Server::serve()
{
    m_services.vitals.paused = m_services.continuity.beginsPaused();
    m_connections.setReadiness(m_services.vitals.paused ? Readiness::Paused : Readiness::Ready);
    m_services.continuity.neighbours().introduce(m_services.vitals.node);
    startNotifications();
    warnOfAdjustments(m_drain.plan({ {}, {}, {}, "signal" }));
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
    m_listener.setShortLived(
        [&metrics = m_services.metrics] { return whole(metrics.connectionsShortLived); });
    connect(&m_listener, &Listener::passedOver, this, [this](std::size_t count) {
        m_services.metrics.connectionsShortLived.Increment(static_cast<double>(count));
    });
    connect(&m_listener, &Listener::batchAccepted, this, &Server::forwardNewcomers);
    connect(&m_connections, &ConnectionManager::clientJoined, &m_drain,
            &DrainController::clientJoined);
    connect(&m_connections, &ConnectionManager::clientLeft, this, &Server::onClientLeft);
    connect(&m_notificationTimer, &QTimer::timeout, &m_connections, &ConnectionManager::notifyAll);
}

void Server::wireBackplane()
{
    const Backplane& backplane = m_services.continuity.backplane();
    const auto note = [this](bool up) {
        m_services.metrics.backplaneUp.Set(up ? 1 : 0);
        m_services.vitals.takesMessages = up;
    };
    note(backplane.isUp());
    connect(&backplane, &Backplane::upChanged, this, note);
    connect(&backplane, &Backplane::lagChanged, this,
            [this](double seconds) { m_services.metrics.backplaneLagSeconds.Set(seconds); });
    connect(&backplane, &Backplane::placedTogether, this, [this](std::size_t messages) {
        m_services.metrics.backplanePlacings.Increment();
        m_services.metrics.backplanePlaced.Increment(static_cast<double>(messages));
    });
    connect(&backplane, &Backplane::readTogether, this, [this](std::size_t messages) {
        m_services.metrics.backplaneReadings.Increment();
        m_services.metrics.backplaneRead.Increment(static_cast<double>(messages));
    });
    if (!m_services.continuity.historyFile())
        return; // a counter in this process never lags
    connect(&backplane, &Backplane::delivered, this, [this](const SharedMessage& message) {
        const auto since = std::chrono::system_clock::now() - message->time;
        m_services.metrics.backplaneLagSeconds.Set(std::chrono::duration<double>(since).count());
    });
}

// A drain: orders in (a signal by ServerHost), states and facts out, the outcome last.
void Server::wireDrain()
{
    connect(&m_drain, &DrainController::stateChanged, this, &Server::onDrainState);
    connect(&m_drain, &DrainController::planMoved, this, &Server::onPlanMoved);
    connect(&m_drain, &DrainController::evictionPlanned, &m_connections, &ConnectionManager::evict);
    // After that: what each is told depends on when it is to be closed.
    connect(&m_drain, &DrainController::evictionPlanned, this, &Server::announceDrain);
    connect(&m_drain, &DrainController::abortRemaining, &m_connections,
            &ConnectionManager::abortAll);
    connect(&m_drain, &DrainController::changed, this, &Server::onDrainChanged);
    connect(&m_drain, &DrainController::secondPassed, this, &Server::onDrainChanged);
    connect(&m_drain, &DrainController::finished, this, &Server::onFinished);
    connect(&m_handover, &Handover::handedOver, &m_notificationTimer, &QTimer::stop);
    connect(&m_handover, &Handover::handedOver, this, &Server::handedOver);
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
    Vitals& vitals = m_services.vitals;
    if (vitals.readiness == Readiness::Draining)
        return false; // nor does it change what a cancelled drain returns to
    vitals.paused = !enabled;
    if (vitals.readiness != Readiness::Announced)
        m_connections.setReadiness(enabled ? Readiness::Ready : Readiness::Paused);
    eventlog::write(LogLevel::Info, "server", enabled ? "accepting" : "paused",
                    enabled ? "Newcomers are let in again."
                            : "Newcomers are refused until accepting is resumed.");
    return enabled;
}

void Server::onClientLeft(const Departure& departure)
{
    const LeftBy by = departure.evicted                  ? LeftBy::Eviction
        : departure.cause == CloseReason::ServerShutdown ? LeftBy::Force
                                                         : LeftBy::Itself;
    if (m_drain.state() != drain::State::Serving)
        m_services.metrics.drainClosed(by).Increment();
    m_drain.clientLeft(by, departure.lostOctets);
    m_memoryTrim.clientsLeft(m_connections.count());
}

void Server::onDrainState(drain::State state)
{
    m_services.metrics.drainPhase.Set(static_cast<double>(state));
    switch (state) {
    case drain::State::Serving: // cancelled
        resumeService();
        break;
    case drain::State::Announced:
        setDraining(Readiness::Announced);
        break;
    case drain::State::Draining:
        setDraining(Readiness::Draining);
        announceDrain();
        break;
    case drain::State::Evicting: // clients hear of it when it is planned
        setDraining(Readiness::Draining);
        break;
    case drain::State::Closing:
        setDraining(Readiness::Draining);
        // First the answers to what has been said: behind the Close nobody hears them.
        m_services.continuity.backplane().settle(
            [this] { m_connections.closeAll(CloseReason::ServerShutdown); });
        break;
    case drain::State::Finished:
        break;
    }
}

void Server::setDraining(Readiness readiness)
{
    if (m_services.vitals.readiness == Readiness::Draining)
        return; // since an earlier state
    m_connections.setReadiness(readiness);
    if (readiness != Readiness::Draining)
        return;
    if (!m_services.vitals.handedOver)
        m_services.refuseHalfwayUpgrades();
    m_notificationTimer.stop();
}

void Server::resumeService()
{
    m_connections.stopEviction();
    m_connections.setReadiness(m_services.vitals.paused ? Readiness::Paused : Readiness::Ready);
    if (std::exchange(m_clientsTold, false))
        m_connections.announceCancel();
    startNotifications();
}

void Server::startNotifications()
{
    if (m_services.settings.broadcastInterval.count() > 0 && !m_notificationTimer.isActive())
        m_notificationTimer.start(m_services.settings.broadcastInterval);
}

void Server::onPlanMoved()
{
    if (m_drain.state() != drain::State::Evicting) // then its eviction is planned anew
        announceDrain();
}

void Server::announceDrain()
{
    const DrainStatus status = m_drain.status();
    if (status.state == drain::State::Announced)
        return; // clients hear of it when the delay is over
    DrainNotice notice;
    notice.phase = std::string(drain::name(status.state));
    notice.reason = status.reason;
    notice.deadline = status.deadline.value_or(WallTime());
    notice.remaining = status.remaining;
    notice.slotWindow = m_drain.slotWindow();
    m_connections.announceDrain(notice);
    m_clientsTold = true;
}

void Server::onDrainChanged()
{
    Metrics& metrics = m_services.metrics;
    const bool draining = m_drain.state() != drain::State::Serving;
    metrics.drainRemaining.Set(draining ? static_cast<double>(m_drain.clients()) : 0);
    metrics.drainDeadlineSeconds.Set(std::chrono::duration<double>(m_drain.remaining()).count());
}

void Server::onFinished(const DrainStatus& outcome)
{
    if (!m_handover.isNeededByPredecessor() || outcome.exitCode.value_or(0) != 0)
        return end(outcome);
    connect(&m_wait, &PredecessorWait::over, this, [this, outcome] { end(outcome); });
    m_wait.begin();
    Q_EMIT waits();
}

void Server::end(const DrainStatus& outcome)
{
    if (std::exchange(m_ended, true))
        return;
    m_listener.close();
    m_connections.closeAll(CloseReason::ServerShutdown); // echo sessions, which no drain counts
    m_services.metrics.shutdownDurationSeconds.Set(
        std::chrono::duration<double>(m_drain.elapsed()).count());
    // Neither a successor nor a disk that hangs may hold up the end for long.
    const auto leave
        = [this, code = outcome.exitCode.value_or(0), left = std::make_shared<bool>(false)] {
              if (!std::exchange(*left, true))
                  m_admin.finish([this, code] { Q_EMIT finished(code); });
          };
    QTimer::singleShot(m_services.settings.closeTimeout, this, leave);
    m_services.continuity.backplane().settle(leave);
}

HubStatus Server::status() const
{
    HubStatus status;
    Continuity& continuity = m_services.continuity;
    status.epoch = continuity.backplane().epoch();
    status.headOffset = continuity.backplane().head();
    status.historyMessages = continuity.history().size();
    if (const SqliteHistory* file = continuity.historyFile())
        status.historyFile = { file->isUp(), file->commits() };
    status.drain = m_drain.status();
    status.nodes = continuity.neighbours().nodes();
    status.clientsPerLoop = m_connections.registry().perLoop();
    return status;
}

} // namespace sluice
