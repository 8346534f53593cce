#include "core/admin/clientfeed.h"

#include "core/admin/adminsubscriber.h"
#include "core/hub/connectionmanager.h"
#include <algorithm>
#include <utility>

namespace sluice {

namespace {

// A broadcast changes figures of every client, and nobody reads ten thousand counters more often
// than their rates: only who comes, goes or is told to go is news at the watcher's own pace.
constexpr std::chrono::milliseconds sampleInterval { 920 }; // a beat may come a little early

} // namespace

ClientFeed::ClientFeed(ConnectionManager& hub, const Clock& clock, QObject* parent)
    : QObject(parent), m_hub(hub), m_clock(clock)
{
    m_turn.setSingleShot(true);
    connect(&m_beat, &QTimer::timeout, this, &ClientFeed::onBeat);
    connect(&m_turn, &QTimer::timeout, this, &ClientFeed::onTurn);
}

ClientFeed::~ClientFeed() = default;

void ClientFeed::watch(AdminSubscriber& subscriber, int maxHz)
{
    if (m_watchers.empty())
        start();
    const std::chrono::milliseconds interval(1000 / maxHz);
    auto place = std::find_if(m_watchers.begin(), m_watchers.end(),
                              [&](const auto& other) { return &other->subscriber == &subscriber; });
    if (place == m_watchers.end())
        place = m_watchers.insert(
            place, std::make_unique<Watcher>(Watcher { subscriber, TableView(interval) }));
    (*place)->view.setInterval(interval);
    (*place)->view.restart();
    setBeat();
    goOn();
}

void ClientFeed::unwatch(const AdminSubscriber& subscriber)
{
    if (std::erase_if(m_watchers,
                      [&](const auto& other) { return &other->subscriber == &subscriber; })
        == 0)
        return;
    if (m_watchers.empty())
        stop();
    else
        setBeat();
}

void ClientFeed::start()
{
    const auto steady = m_clock.now().time_since_epoch();
    m_wallZero = m_clock.wallTime() - std::chrono::duration_cast<WallTime::duration>(steady);
    connect(&m_hub, &ConnectionManager::listed, this, &ClientFeed::onListed);
    connect(&m_hub, &ConnectionManager::unlisted, this, &ClientFeed::onUnlisted);
    connect(&m_hub, &ConnectionManager::sampled, this, &ClientFeed::onSampled);
    sample(Sampling::Afresh);
}

void ClientFeed::stop()
{
    m_beat.stop();
    m_turn.stop();
    disconnect(&m_hub, nullptr, this, nullptr);
    m_hub.sample(Sampling::Stop);
    m_figures.clear();
}

void ClientFeed::setBeat()
{
    auto shortest = std::chrono::milliseconds::max();
    for (const auto& watcher : m_watchers)
        shortest = std::min(shortest, watcher->view.interval());
    if (!m_beat.isActive() || m_beat.intervalAsDuration() != shortest)
        m_beat.start(shortest);
}

void ClientFeed::onBeat()
{
    const bool answered = m_samplesDue == 0; // a loop that is behind is not asked again
    if (answered && m_clock.now() - m_sampledAt >= sampleInterval)
        sample(Sampling::Changes);
    goOn();
}

void ClientFeed::sample(Sampling sampling)
{
    m_sampledAt = m_clock.now();
    m_samplesDue = m_hub.registry().perLoop().size();
    m_hub.sample(sampling);
}

void ClientFeed::goOn()
{
    if (isWatched() && !m_turn.isActive())
        m_turn.start(0);
}

// One message to one watcher; the others wait for the next turn of the loop.
void ClientFeed::onTurn()
{
    for (std::size_t tried = 0; tried < m_watchers.size(); ++tried) {
        m_nextWatcher = (m_nextWatcher + 1) % m_watchers.size();
        if (serve(*m_watchers[m_nextWatcher])) {
            m_turn.start(0);
            return;
        }
    }
}

void ClientFeed::tellTheLast()
{
    for (const auto& watcher : m_watchers) {
        watcher->view.hurry();
        while (watcher->subscriber.hasRoom() && serve(*watcher)) { }
    }
}

bool ClientFeed::serve(Watcher& watcher)
{
    AdminSubscriber& subscriber = watcher.subscriber;
    if (subscriber.isLost()) {
        watcher.view.stop();
        return false;
    }
    if (watcher.view.needsIds())
        watcher.view.begin(m_hub.registry().ids());
    auto message = watcher.view.next(
        m_clock.now(), subscriber.hasRoom(),
        [this](std::string& rows, const std::string& id) { return appendRow(rows, id); });
    if (!message)
        return false;
    subscriber.report(std::make_shared<const std::string>(*std::move(message)));
    return true;
}

void ClientFeed::onListed(const std::string& id)
{
    for (const auto& watcher : m_watchers)
        watcher->view.up(id);
}

void ClientFeed::onUnlisted(const std::string& id, const Departure& departure)
{
    m_figures.forget(id);
    const GoneClient client { id, departure.code, departure.reason, departure.cause.has_value() };
    for (const auto& watcher : m_watchers)
        if (!watcher->view.gone(client)) {
            watcher->subscriber.tell(adminwire::resync());
            watcher->view.restart();
        }
}

void ClientFeed::onSampled(std::uint16_t /*loop*/, const std::vector<SessionSample>& samples)
{
    m_samplesDue -= std::min<std::size_t>(m_samplesDue, 1);
    const auto now = m_clock.now();
    for (const SessionSample& sample : samples) {
        const std::string* id = m_hub.registry().idOf(sample.key);
        if (!id)
            continue;
        m_figures.take(*id, sample, now);
        onListed(*id);
    }
    if (m_samplesDue > 0)
        return; // rates are of all loops at one time
    for (const std::string& id : m_figures.rate(now))
        onListed(id);
}

bool ClientFeed::appendRow(std::string& rows, const std::string& id) const
{
    const Registry::Record* record = m_hub.registry().find(id);
    if (!record)
        return false;
    ClientRow row;
    row.id = id;
    row.peer = record->ip;
    row.port = record->port;
    if (record->user)
        row.user = *record->user;
    row.closing = record->leaving;
    row.connectedAt = record->connectedAt;
    row.subprotocol = record->subprotocol;
    row.userAgent = *record->userAgent;
    row.loop = record->key.loop;
    m_figures.describe(row, id, m_wallZero);
    sluice::appendRow(rows, row);
    return true;
}

} // namespace sluice
