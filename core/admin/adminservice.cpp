#include "core/admin/adminservice.h"

#include "core/hub/connectionmanager.h"
#include "core/observe/eventlog.h"
#include "core/observe/vitals.h"
#include "core/text/randomid.h"
#include <algorithm>
#include <utility>

namespace sluice {

using namespace std::chrono_literals;
using adminrequest::Topics;
using adminwire::Role;

namespace {

constexpr auto patience = 100ms; // for goodbyes, at the end

SharedText shared(std::string text)
{
    return std::make_shared<const std::string>(std::move(text));
}

} // namespace

AdminService::AdminService(const Parts& parts, QObject* parent)
    : QObject(parent), m_vitals(parts.vitals), m_bootId(randomHex(16)), m_commands(parts.commands),
      m_clients(parts.commands.hub, parts.clock, this),
      m_stats(parts.vitals, parts.metrics, parts.clock, this),
      m_drain(parts.commands.drain, parts.clock, this), m_log(this)
{
    m_patience.setSingleShot(true);
    connect(&m_stats, &StatsFeed::due, this, [this] { report(m_stats.message(), &Topics::stats); });
    connect(&m_drain, &DrainFeed::due, this, [this] { report(m_drain.message(), &Topics::drain); });
    connect(&m_log, &LogFeed::due, this,
            [this](const std::string& message) { report(message, &Topics::log); });
    connect(&m_patience, &QTimer::timeout, this, &AdminService::leave);
}

AdminService::~AdminService() = default;

void AdminService::attach(SessionKey key, Role role, std::unique_ptr<AdminOutlet> outlet)
{
    auto& subscriber = m_subscribers[key];
    subscriber = std::make_unique<AdminSubscriber>(std::move(outlet), role);
    subscriber->tell(adminwire::hello({ m_vitals.node, m_vitals.version, m_bootId, role }));
    eventlog::write(LogLevel::Info, "admin", "console_attached", "A console watches this server.",
                    { { "role", role == Role::Operator ? "operator" : "viewer" },
                      { "consoles", static_cast<std::int64_t>(m_subscribers.size()) } });
    if (m_saidGoodbye)
        sayGoodbye(*subscriber);
}

void AdminService::detach(SessionKey key)
{
    const auto place = m_subscribers.find(key);
    if (place == m_subscribers.end())
        return;
    m_clients.unwatch(*place->second);
    m_subscribers.erase(place);
    adjustFeeds();
    if (!m_saidGoodbye) // the log's last line is the shutdown's
        eventlog::write(LogLevel::Info, "admin", "console_detached", "A console has left.",
                        { { "consoles", static_cast<std::int64_t>(m_subscribers.size()) } });
    leaveIfAlone();
}

void AdminService::receive(SessionKey key, const AdminRequest& request)
{
    if (m_subscribers.contains(key))
        std::visit([&](const auto& asked) { obey(key, asked); }, request);
}

void AdminService::obey(SessionKey key, const adminrequest::Subscribe& subscribe)
{
    AdminSubscriber& subscriber = *m_subscribers[key];
    subscriber.wish(subscribe);
    startFeeds(subscriber);
}

void AdminService::obey(SessionKey key, const adminrequest::Command& command)
{
    if (m_subscribers[key]->role() != Role::Operator)
        return tell(key,
                    adminwire::refused(command.ref, "permission_denied",
                                       "The viewer token may watch but not command."));
    if (command.bootId && *command.bootId != m_bootId)
        return tell(key,
                    adminwire::refused(command.ref, "wrong_boot_id",
                                       "The server was restarted meanwhile: this is not the "
                                       "process that the command is for."));
    eventlog::write(LogLevel::Info, "admin", "console_command",
                    "A console commands: " + std::string(verbOf(command.order)) + '.',
                    { { "command", verbOf(command.order) } });
    m_commands.obey(command, [this, key](std::string answer) { tell(key, std::move(answer)); });
}

void AdminService::obey(SessionKey key, const adminrequest::BadCommand& command)
{
    tell(key, adminwire::refused(command.ref, "bad_request", command.why));
}

void AdminService::obey(SessionKey key, const adminrequest::Nonsense& nonsense)
{
    tell(key, adminwire::error(nonsense.why));
}

void AdminService::tell(SessionKey key, std::string message)
{
    if (const auto place = m_subscribers.find(key); place != m_subscribers.end())
        place->second->tell(std::move(message));
}

void AdminService::taken(SessionKey key, std::size_t octets)
{
    const auto place = m_subscribers.find(key);
    if (place == m_subscribers.end())
        return;
    AdminSubscriber& subscriber = *place->second;
    if (subscriber.taken(octets)) {
        subscriber.tell(adminwire::resync());
        startFeeds(subscriber);
    }
    m_clients.goOn();
}

// Whatever a subscriber wants, it first gets the whole of it.
void AdminService::startFeeds(AdminSubscriber& subscriber)
{
    const adminrequest::Subscribe& wishes = subscriber.wishes();
    adjustFeeds();
    if (wishes.topics.stats)
        subscriber.report(shared(m_stats.message()));
    if (wishes.topics.drain)
        subscriber.report(shared(m_drain.message()));
    if (wishes.topics.clients)
        m_clients.watch(subscriber, wishes.maxHz);
    else
        m_clients.unwatch(subscriber);
}

void AdminService::adjustFeeds()
{
    const auto anyWants = [this](bool Topics::*topic) {
        return std::any_of(m_subscribers.begin(), m_subscribers.end(),
                           [&](const auto& one) { return one.second->wishes().topics.*topic; });
    };
    m_stats.setWatched(anyWants(&Topics::stats));
    m_drain.setWatched(anyWants(&Topics::drain));
    m_log.setWatched(anyWants(&Topics::log));
}

void AdminService::report(std::string message, bool Topics::*topic)
{
    const SharedText text = shared(std::move(message));
    for (const auto& [key, subscriber] : m_subscribers)
        if (subscriber->wishes().topics.*topic)
            subscriber->report(text);
}

void AdminService::finish(std::function<void()> done)
{
    m_finished = std::move(done);
    if (m_subscribers.empty())
        return leave();
    // A command may have brought the end about, and its answer comes first.
    QMetaObject::invokeMethod(this, &AdminService::sayGoodbyeToAll, Qt::QueuedConnection);
}

void AdminService::sayGoodbyeToAll()
{
    m_saidGoodbye = true;
    m_clients.tellTheLast();
    for (const auto& [key, subscriber] : m_subscribers)
        sayGoodbye(*subscriber);
    adjustFeeds();
    m_patience.start(patience);
    leaveIfAlone();
}

void AdminService::sayGoodbye(AdminSubscriber& subscriber)
{
    const bool knows = subscriber.wishes().topics.drain && !subscriber.isLost();
    m_clients.unwatch(subscriber);
    subscriber.wish({});
    if (!knows)
        subscriber.tell(m_drain.message());
    subscriber.tell(adminwire::bye());
    subscriber.end();
}

void AdminService::leaveIfAlone()
{
    const bool awaited = std::any_of(m_subscribers.begin(), m_subscribers.end(),
                                     [](const auto& one) { return one.second->isRemote(); });
    if (m_saidGoodbye && !awaited)
        leave();
}

void AdminService::leave()
{
    m_patience.stop();
    if (const auto finished = std::exchange(m_finished, {}))
        finished();
}

} // namespace sluice
