#include "core/serverhost.h"

#include "core/admin/localadminlink.h"
#include "core/auth/authenticator.h"
#include "core/continuity.h"
#include "core/hub/mailboxports.h"
#include "core/ioworker.h"
#include "core/lobbies.h"
#include "core/net/certificatewatch.h"
#include "core/net/tlscontext.h"
#include "core/observe/eventlog.h"
#include "core/observe/loglevel.h"
#include "core/observe/metrics.h"
#include "core/reloader.h"
#include "core/runtime/descriptortable.h"
#include "core/runtime/inloop.h"
#include "core/server.h"
#include <algorithm>
#include <future>
#include <limits>
#include <unistd.h>
#include <utility>

namespace sluice {

namespace {

std::uint64_t ownDescriptors(const Settings& settings)
{
    return 128 + Lobbies::descriptorsOfBoth * static_cast<std::uint64_t>(settings.ioThreads);
}

std::uint32_t possibleConnections(const Settings& settings)
{
    const std::uint32_t asked = settings.maxConnections;
    const std::uint64_t own = ownDescriptors(settings);
    const std::uint64_t limit = descriptortable::limit();
    const std::uint64_t clients = limit > own * 2 ? limit - own : limit / 2;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(asked, clients));
}

void tellLowered(std::uint32_t asked, std::uint32_t clients)
{
    eventlog::write(
        LogLevel::Warning, "server", "max_connections_lowered",
        "max_connections is lowered to " + std::to_string(clients)
            + ": the process may open no more descriptors (ulimit -n).",
        { { "asked", std::int64_t { asked } }, { "max_connections", std::int64_t { clients } } });
}

} // namespace

ServerHost::ServerHost(const Settings& settings, QObject* parent)
    : ServerHost(settings, Entry(), parent)
{
}

ServerHost::ServerHost(const Settings& settings, Entry entry, QObject* parent)
    : QObject(parent), m_settings(settings), m_entry(entry),
      m_metrics(std::make_unique<Metrics>(SLUICE_VERSION, settings.ioThreads)),
      m_certificateWatch(std::make_unique<CertificateWatch>(*m_metrics, m_clock))
{
    m_mailbox.attach();
    connect(&m_notifier, &ServiceNotifier::drainAsked, this, [this] {
        m_control.mailbox().post([this] {
            if (m_server)
                reportDrain();
        });
    });
}

ServerHost::~ServerHost()
{
    stop();
    m_mailbox.detach();
    if (m_entry.listener >= 0)
        ::close(m_entry.listener);
}

std::optional<std::string> ServerHost::start()
{
    if (auto why = loadTls())
        return why;
    if (auto why = loadAccess())
        return why;
    m_certificateWatch->watch(m_tls);
    prepareDescriptors();
    m_vitals.version = SLUICE_VERSION;
    m_vitals.node = m_settings.node;
    m_controlSettings = m_settings;
    if (m_source)
        m_reloader = std::make_unique<Reloader>(*m_source, m_tls, m_authenticator);
    m_control.start();
    if (auto why = openContinuity())
        return why;
    startLoops();
    auto why = startServer();
    if (why)
        return why;
    if (m_entry.takesOver)
        m_notifier.readyInPlaceOf();
    else
        m_notifier.ready();
    return std::nullopt;
}

std::optional<std::string> ServerHost::loadTls()
{
    if (m_settings.tlsCertificate.empty())
        return std::nullopt;
    auto loaded = TlsContext::load(m_settings.tlsCertificate, m_settings.tlsKey);
    if (auto* why = std::get_if<std::string>(&loaded))
        return std::move(*why);
    m_tls = std::get<std::shared_ptr<const TlsContext>>(std::move(loaded));
    return std::nullopt;
}

std::optional<std::string> ServerHost::loadAccess()
{
    auto made = Authenticator::make(m_settings);
    if (auto* why = std::get_if<std::string>(&made))
        return std::move(*why);
    m_authenticator = std::get<std::shared_ptr<const Authenticator>>(std::move(made));
    return std::nullopt;
}

// Every client is a descriptor: ask for all the system grants, and promise no more than that.
void ServerHost::prepareDescriptors()
{
    descriptortable::raiseLimit();
    const std::uint32_t asked = m_settings.maxConnections;
    m_settings.maxConnections = possibleConnections(m_settings);
    if (m_settings.maxConnections < asked)
        tellLowered(asked, m_settings.maxConnections);
    // While there is one thread: then it costs nothing.
    descriptortable::reserve(std::uint64_t { m_settings.maxConnections } + m_settings.maxHandshakes
                             + ownDescriptors(m_settings));
}

std::optional<std::string> ServerHost::openContinuity()
{
    std::promise<std::optional<std::string>> opened;
    m_control.mailbox().post([&] {
        m_continuity = std::make_unique<Continuity>(m_controlSettings,
                                                    m_entry.takesOver ? Continuity::Begin::TakeOver
                                                                      : Continuity::Begin::Afresh);
        m_continuity->open([&](std::optional<std::string> why) {
            if (!why)
                m_epoch = m_continuity->backplane().epoch(); // the main thread waits for this
            opened.set_value(std::move(why));
        });
    });
    BellTurn::ringHeld();
    return opened.get_future().get();
}

void ServerHost::startLoops()
{
    for (int i = 0; i < m_settings.ioThreads; ++i) {
        m_loops.push_back(std::make_unique<IoLoop>("io-" + std::to_string(i)));
        m_loops.back()->start();
    }
    for (std::size_t i = 0; i < m_loops.size(); ++i) {
        IoLoop& loop = *m_loops[i];
        m_workers.push_back(inLoop(loop, [&] {
            return std::make_unique<IoWorker>(
                static_cast<std::uint16_t>(i),
                IoWorker::Services { m_settings, m_vitals, *m_metrics, loop, m_control.mailbox(),
                                     m_server, m_hub, m_admin, m_adminPlaces, m_handshakes,
                                     m_connectRate, m_epoch, [this] { return slowestLoopMs(); },
                                     m_authenticator, m_guesses });
        }));
        m_ports.push_back(std::make_unique<MailboxShardPort>(
            loop.mailbox(), m_workers.back()->shard(), m_control.mailbox(), m_hub));
    }
    m_lobbies = std::make_unique<Lobbies>(
        m_loops.size(), Lobbies::Services { m_settings, m_vitals, *m_metrics, m_handshakes, m_tls },
        [this](std::size_t loop, Newcomer newcomer) {
            // Letters are copied, a newcomer is not.
            m_loops[loop]->mailbox().post([worker = m_workers[loop].get(),
                                           moved = std::make_shared<Newcomer>(std::move(
                                               newcomer))] { worker->adopt(std::move(*moved)); });
        });
}

// Who has nothing to settle before the request goes to the loop without a stop.
void ServerHost::forward(std::size_t loop, std::vector<Accepted> newcomers)
{
    if (!m_controlSettings.tlsCertificate.empty() || m_controlSettings.proxyProtocol)
        return m_lobbies->adopt(loop, std::move(newcomers));
    m_loops[loop]->mailbox().post([worker = m_workers[loop].get(),
                                   newcomers = std::move(newcomers)] { worker->adopt(newcomers); });
}

std::optional<std::string> ServerHost::startServer()
{
    std::vector<ShardPort*> ports;
    for (const auto& port : m_ports)
        ports.push_back(port.get());
    const auto give = [this](std::size_t loop, std::vector<Accepted> newcomers) {
        forward(loop, std::move(newcomers));
    };
    const auto refuseHalfway = [this] {
        auto loop = m_loops.begin();
        for (const auto& worker : m_workers)
            (*loop++)->mailbox().post(
                [station = worker.get()] { station->refuseHalfwayUpgrades(); });
    };
    std::promise<std::optional<std::string>> started;
    m_control.mailbox().post([&] {
        const int inherited = m_entry.takesOver ? m_continuity->successor()->takeListener()
                                                : std::exchange(m_entry.listener, -1);
        m_server = new Server({ m_controlSettings, m_vitals, *m_metrics, m_clock, ports, give,
                                refuseHalfway, *m_continuity, inherited });
        wireServer();
        m_server->start([&](const std::optional<std::string>& why) {
            m_port = m_server->port(); // the main thread waits for this
            if (!why)
                logListening();
            started.set_value(why);
        });
    });
    return started.get_future().get();
}

void ServerHost::wireServer()
{
    m_hub = &m_server->connections();
    m_admin = &m_server->admin();
    // Queued, so that who ordered the end is answered before the loops stop.
    connect(
        m_server, &Server::finished, m_server,
        [this](int exitCode) {
            m_mailbox.post([this, exitCode] {
                stop();
                Q_EMIT finished(exitCode);
            });
        },
        Qt::QueuedConnection);
    connect(&m_server->drain(), &DrainController::stateChanged, m_server,
            [this] { reportDrain(); });
    connect(m_server, &Server::waits, m_server, [this] { reportDrain(); });
    connect(m_server, &Server::handedOver, m_server,
            [this] { m_mailbox.post([this] { m_notifier.retire(); }); });
}

void ServerHost::logListening() const
{
    const std::string secure = m_tls ? "s" : "";
    eventlog::write(LogLevel::Info, "server", "listening",
                    "Sluice listens on http" + secure + "://" + m_server->shownAddress()
                        + " (clients: ws" + secure + "://" + m_server->shownAddress() + "/ws)",
                    { { "host", m_server->address() },
                      { "port", std::int64_t { m_server->port() } },
                      { "node", m_vitals.node },
                      { "io_threads", std::int64_t { m_settings.ioThreads } },
                      { "took_over", m_entry.takesOver } });
}

std::unique_ptr<AdminLink> ServerHost::adminLink()
{
    constexpr auto noLoop = std::numeric_limits<std::uint16_t>::max();
    return std::make_unique<LocalAdminLink>(
        SessionKey { noLoop, m_adminLinks++, 0 },
        LocalAdminLink::Services { m_mailbox, m_control.mailbox(), m_admin });
}

void ServerHost::onTerminationSignal()
{
    m_control.mailbox().post([this] {
        if (m_server)
            m_server->drain().onTerminationSignal();
    });
}

void ServerHost::onReloadSignal()
{
    m_notifier.reloading();
    if (auto reading = m_reloader ? m_reloader->read() : std::nullopt)
        apply(std::move(reading->renewal), reading->report);
    else
        m_notifier.ready();
}

// A copy for every thread, assigned there: nobody reads what another one writes.
void ServerHost::apply(Renewal renewal, const std::function<void()>& report)
{
    const auto settings = std::make_shared<Settings>(*renewal.settings);
    const std::uint32_t asked = settings->maxConnections;
    settings->maxConnections = possibleConnections(*settings);
    if (settings->maxConnections < asked && settings->maxConnections != m_settings.maxConnections)
        tellLowered(asked, settings->maxConnections);
    renewal.settings = settings;
    m_settings = *settings;
    m_tls = renewal.tls;
    // Counted in the main thread.
    const std::size_t threads = m_loops.size() + m_lobbies->count() + 1;
    const auto answer = [this, report, left = std::make_shared<std::size_t>(threads)] {
        m_mailbox.post([this, report, left] {
            if (--*left == 0)
                onApplied(report);
        });
    };
    m_lobbies->applySettings(renewal, answer); // first: control sends newcomers there by its own
    m_control.mailbox().post([this, settings, answer] {
        m_controlSettings = *settings;
        answer();
    });
    for (std::size_t i = 0; i < m_loops.size(); ++i) {
        IoWorker* worker = m_workers[i].get();
        m_loops[i]->mailbox().post([worker, renewal, answer] {
            worker->applySettings(renewal);
            answer();
        });
    }
}

void ServerHost::onApplied(const std::function<void()>& report)
{
    // Whichever level says more, the old or the new one, shows the line.
    eventlog::setLevel(std::min(eventlog::level(), m_settings.logLevel));
    report();
    m_certificateWatch->watch(m_tls);
    eventlog::setLevel(m_settings.logLevel);
    m_notifier.ready();
    Q_EMIT reloaded();
}

void ServerHost::reportDrain()
{
    if (const auto figures = m_server->waiting())
        m_mailbox.post([this, figures = *figures] { m_notifier.setWaiting(figures); });
    else
        m_mailbox.post(
            [this, status = m_server->drain().status()] { m_notifier.setDrain(status); });
}

// Loops first: they speak to the control thread until their end, and it must be there to listen;
// as the lobbies do to the loops.
void ServerHost::stop()
{
    if (m_lobbies)
        m_lobbies->stop();
    for (std::size_t i = 0; i < m_loops.size(); ++i)
        m_loops[i]->stop([this, i] {
            if (i < m_workers.size())
                m_workers[i].reset();
        });
    m_control.stop([this] {
        delete m_server;
        m_server = nullptr;
        m_hub = nullptr;
        m_admin = nullptr;
        m_continuity.reset();
    });
}

std::int64_t ServerHost::slowestLoopMs() const
{
    std::int64_t slowest = m_control.sinceLastBeatMs();
    for (const auto& loop : m_loops)
        slowest = std::max(slowest, loop->sinceLastBeatMs());
    return slowest;
}

} // namespace sluice
