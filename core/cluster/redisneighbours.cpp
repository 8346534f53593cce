#include "core/cluster/redisneighbours.h"

#include "core/cluster/redisnodescripts.h"
#include "core/observe/eventlog.h"
#include "core/text/jsonwriter.h"
#include "core/text/randomid.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

namespace sluice {

namespace {

using namespace std::chrono_literals;

constexpr auto gathering = 10ms; // so that a herd is told in few steps
constexpr std::size_t mostChanges = 1000; // in one step, for Redis does nothing else meanwhile

std::string text(const QJsonObject& object, QLatin1String key)
{
    return object.value(key).toString().toStdString();
}

std::optional<CloseReason> reasonOf(const std::string& token)
{
    for (int i = 0; i <= static_cast<int>(CloseReason::InternalError); ++i)
        if (const auto reason = static_cast<CloseReason>(i); closeRow(reason).token == token)
            return reason;
    return std::nullopt;
}

} // namespace

RedisNeighbours::RedisNeighbours(RedisLink& commands, const RedisLink::Place& place,
                                 RedisNames names, Pace pace, QObject* parent)
    : Neighbours(parent), m_commands(commands), m_hearing(place, names.events()),
      m_names(std::move(names)), m_pace(pace), m_node(randomHex(12))
{
    for (RedisLink* link : { &m_commands, &m_hearing }) {
        connect(link, &RedisLink::up, this, &RedisNeighbours::onLinkUp);
        connect(link, &RedisLink::failed, this, &RedisNeighbours::onLinkFailed);
    }
    connect(&m_hearing, &RedisLink::heard, this, &RedisNeighbours::onHeard);
    m_flushTimer.setSingleShot(true);
    m_flushTimer.setInterval(gathering);
    connect(&m_flushTimer, &QTimer::timeout, this, &RedisNeighbours::flush);
    m_beatTimer.setInterval(m_pace.beat);
    connect(&m_beatTimer, &QTimer::timeout, this, &RedisNeighbours::beat);
}

// Whoever ends in order need not be waited for.
RedisNeighbours::~RedisNeighbours()
{
    if (!m_name.empty())
        redisscripts::leaveFleet().runUnheard(m_commands,
                                              { m_names.nodes(), m_names.node(m_node),
                                                m_names.owners(), m_names.version(),
                                                m_names.clients(m_node) },
                                              { m_names.events(), m_node });
}

void RedisNeighbours::introduce(const std::string& node)
{
    m_name = node;
    m_hearing.open();
    m_beatTimer.start();
    onLinkUp();
}

std::vector<Neighbours::Node> RedisNeighbours::nodes() const
{
    std::vector<Node> all { { m_name, m_ours.size(), true } };
    for (const auto& [id, node] : m_elsewhere.nodes())
        all.push_back({ node.name, node.clients, false });
    return all;
}

void RedisNeighbours::onLinkUp()
{
    if (m_name.empty() || !m_commands.isUp() || !m_hearing.isUp())
        return;
    m_touchedSince = std::chrono::steady_clock::now();
    m_settled = false;
    beat();
    askCensus(false);
    flush();
}

void RedisNeighbours::onLinkFailed(RedisLink::Trouble trouble, const std::string& why)
{
    const auto now = std::chrono::steady_clock::now();
    m_inTouch = false;
    m_touchedSince = now;
    m_heardEarly.clear();
    if (trouble == RedisLink::Trouble::Passing || now < m_nextTroubleLine)
        return; // the backplane speaks of it
    m_nextTroubleLine = now + 10s;
    eventlog::write(LogLevel::Error, "cluster", "neighbours_lost",
                    why
                        + " Until that is put right, this node does not know who is connected to "
                          "the others.");
}

void RedisNeighbours::beat()
{
    if (m_beating || !m_commands.isUp())
        return;
    m_beating = true;
    // Only who has been in touch all the while may say that another has not: after an outage, or
    // when this process itself has stood still, every node looks dead for a moment.
    const auto now = std::chrono::steady_clock::now();
    if (now - std::exchange(m_lastBeat, now) > m_pace.expiry / 2)
        m_touchedSince = now;
    const bool mayBury = m_inTouch && now - m_touchedSince >= m_pace.expiry;
    redisscripts::beatNode().run(
        m_commands, { m_names.nodes(), m_names.node(m_node), m_names.owners(), m_names.version() },
        { m_names.prefix, m_names.events(), m_node, m_name, std::to_string(m_pace.expiry.count()),
          mayBury ? "1" : "0" },
        [this](const RedisReply* reply) {
            m_beating = false;
            if (reply)
                onBeat(*reply);
        });
    if (mayBury && !m_settled) {
        m_settled = true;
        askCensus(true);
    }
}

void RedisNeighbours::onBeat(const RedisReply& reply)
{
    if (reply.kind == RedisReply::Kind::Number && reply.number == 0) {
        // It may have lost the others as well.
        m_settled = false;
        m_touchedSince = std::chrono::steady_clock::now();
        rejoin();
        askCensus(false);
    }
    flush(); // what was refused, once more
}

// We are new there, were taken for dead, or Redis has lost everything: all of ours come again.
void RedisNeighbours::rejoin()
{
    for (const auto& [id, client] : m_ours)
        tell('j', id);
    flush();
}

void RedisNeighbours::askCensus(bool complete)
{
    // What is heard from now on comes behind it, whichever link is the quicker.
    m_inTouch = false;
    m_heardEarly.clear();
    redisscripts::census().run(m_commands, { m_names.nodes(), m_names.version() },
                               { m_names.prefix }, [this, complete](const RedisReply* reply) {
                                   if (reply && m_hearing.isUp())
                                       onCensus(*reply, complete);
                               });
}

// `complete`: who is not in it is nowhere. Right after an outage others may still be on their way.
void RedisNeighbours::onCensus(const RedisReply& reply, bool complete)
{
    if (!reply.isList(1)) {
        eventlog::write(LogLevel::Error, "cluster", "census_refused",
                        "Redis does not say who is connected to the other nodes: " + reply.text);
        QTimer::singleShot(1s, this, [this, complete] {
            if (m_commands.isUp() && m_hearing.isUp())
                askCensus(complete && m_settled);
        });
        return;
    }
    m_version = static_cast<std::uint64_t>(reply.items[0].number);
    std::unordered_set<std::string> listed;
    std::unordered_set<std::string> nodes;
    for (std::size_t at = 1; at + 2 < reply.items.size(); at += 3) {
        const std::string& node = reply.items[at].text;
        nodes.insert(node);
        if (node == m_node) {
            setRight(reply.items[at + 2].items);
            continue;
        }
        m_elsewhere.nameNode(node, reply.items[at + 1].text);
        for (const RedisReply& client : reply.items[at + 2].items) {
            listed.insert(client.text);
            onCame(client.text, node, m_version);
        }
    }
    if (complete) {
        for (const std::string& id : m_elsewhere.clients())
            if (listed.count(id) == 0 && m_elsewhere.remove(id, {}))
                Q_EMIT wentElsewhere(id);
        const auto known = m_elsewhere.nodes();
        for (const auto& [node, facts] : known)
            if (nodes.count(node) == 0)
                m_elsewhere.removeNode(node);
    }
    m_inTouch = true;
    for (const std::string& message : std::exchange(m_heardEarly, {}))
        onHeard(message);
}

// What Redis holds as ours may be older than we are, when answers were lost.
void RedisNeighbours::setRight(const std::vector<RedisReply>& ours)
{
    std::unordered_set<std::string> kept;
    for (const RedisReply& client : ours) {
        kept.insert(client.text);
        if (m_ours.count(client.text) == 0)
            tell('l', client.text);
    }
    for (const auto& [id, client] : m_ours)
        if (client.hold == Hold::Held && kept.count(id) == 0)
            tell('j', id);
    flush();
}

void RedisNeighbours::joined(const std::string& id)
{
    m_ours[id] = {};
    change('j', id);
}

void RedisNeighbours::left(const std::string& id)
{
    m_ours.erase(id);
    change('l', id);
}

void RedisNeighbours::takenOver(const std::string& id)
{
    m_elsewhere.remove(id, {});
    m_ours[id] = {};
    change('t', id);
}

void RedisNeighbours::tell(char what, const std::string& id)
{
    m_changes.add(what, id, [this](const std::string& other) { return m_ours.count(other) > 0; });
}

void RedisNeighbours::change(char what, const std::string& id)
{
    tell(what, id);
    if (!m_flushTimer.isActive())
        m_flushTimer.start();
}

void RedisNeighbours::flush()
{
    if (m_changing || m_changes.isEmpty() || !m_commands.isUp() || m_name.empty())
        return;
    const std::vector<Change> batch = m_changes.take(mostChanges);
    RedisLink::Words arguments { m_names.prefix, m_names.events(), m_node, m_name };
    for (const auto& [what, id] : batch) {
        arguments.emplace_back(1, what);
        arguments.push_back(id);
    }
    m_changing = true;
    redisscripts::changeClients().run(
        m_commands, { m_names.owners(), m_names.version(), m_names.clients(m_node) }, arguments,
        [this, batch](const RedisReply* reply) { onChanged(batch, reply); });
}

void RedisNeighbours::onChanged(const std::vector<Change>& batch, const RedisReply* reply)
{
    m_changing = false;
    if (!reply || !reply->isList(1)) { // each may be told twice
        m_changes.putBack(batch);
        return;
    }
    const auto version = static_cast<std::uint64_t>(reply->items[0].number);
    std::unordered_set<std::string> refused;
    for (std::size_t i = 1; i < reply->items.size(); ++i)
        refused.insert(reply->items[i].text);
    for (const auto& [what, id] : batch) {
        const auto ours = m_ours.find(id);
        if (what == 'l' || ours == m_ours.end())
            continue;
        if (refused.count(id) > 0) {
            const bool wasHeld = ours->second.hold == Hold::Held;
            m_ours.erase(ours);
            if (wasHeld) // it has moved on while we were away
                Q_EMIT ousted(id);
            else
                Q_EMIT closeAsked(id, CloseReason::ClientIdInUse);
        } else if (ours->second.takenAt > version) {
            m_ours.erase(ours);
            Q_EMIT ousted(id);
        } else {
            ours->second = { Hold::Held, 0 };
            m_elsewhere.remove(id, {});
        }
    }
    flush();
}

bool RedisNeighbours::closeClient(const std::string& id, CloseReason reason)
{
    const std::string_view node = m_elsewhere.nodeOf(id);
    if (node.empty())
        return false;
    JsonWriter json;
    json.field("close", id).field("to", node).field("reason", closeRow(reason).token);
    publish(std::move(json).finish());
    return true;
}

void RedisNeighbours::say(const wire::Utterance& utterance)
{
    JsonWriter json;
    json.field("by", m_node).field("say", utterance.json).field("text", utterance.text);
    publish(std::move(json).finish());
}

void RedisNeighbours::publish(const std::string& message)
{
    // Clients decide how many there are of these: the order must find room beside them.
    if (m_commands.underWay() < RedisLink::mostUnderWay / 4)
        m_commands.ask({ "PUBLISH", m_names.events(), message }, [](const RedisReply*) {});
}

void RedisNeighbours::onHeard(const std::string& message)
{
    if (!m_inTouch) {
        if (m_commands.isUp()) // else a census comes first
            m_heardEarly.push_back(message);
        return;
    }
    const QJsonObject news = QJsonDocument::fromJson(QByteArray::fromStdString(message)).object();
    const std::string node = text(news, QLatin1String("node"));
    if (!node.empty()) {
        onNews(news, node);
    } else if (news.contains(QLatin1String("close"))) {
        if (const auto reason = reasonOf(text(news, QLatin1String("reason")));
            reason && text(news, QLatin1String("to")) == m_node)
            Q_EMIT closeAsked(text(news, QLatin1String("close")), *reason);
    } else if (text(news, QLatin1String("by")) != m_node) {
        Q_EMIT said({ text(news, QLatin1String("say")), text(news, QLatin1String("text")) });
    }
}

void RedisNeighbours::onNews(const QJsonObject& news, const std::string& node)
{
    const auto version = static_cast<std::uint64_t>(news.value(QLatin1String("v")).toInteger());
    if (version <= m_version)
        return; // the census had it
    m_version = version;
    if (node == m_node)
        return; // if we were taken for dead, the next beat says so
    if (news.contains(QLatin1String("gone"))) {
        onGone(node);
        return;
    }
    m_elsewhere.nameNode(node, text(news, QLatin1String("name")));
    const QJsonArray came = news.value(QLatin1String("came")).toArray();
    for (const auto& id : came)
        onCame(id.toString().toStdString(), node, version);
    const QJsonArray went = news.value(QLatin1String("went")).toArray();
    for (const auto& value : went)
        if (const std::string id = value.toString().toStdString(); m_elsewhere.remove(id, node))
            Q_EMIT wentElsewhere(id);
}

void RedisNeighbours::onCame(const std::string& id, const std::string& node, std::uint64_t version)
{
    const auto ours = m_ours.find(id);
    if (ours != m_ours.end() && ours->second.hold == Hold::Asked) {
        ours->second.takenAt = version; // the answer to our own claim decides
        m_elsewhere.put(id, node);
        return;
    }
    const bool isNew = m_elsewhere.put(id, node);
    if (ours != m_ours.end()) {
        m_ours.erase(ours);
        Q_EMIT ousted(id);
    } else if (isNew) {
        Q_EMIT cameElsewhere(id);
    }
}

void RedisNeighbours::onGone(const std::string& node)
{
    const auto found = m_elsewhere.nodes().find(node);
    const std::string name = found == m_elsewhere.nodes().end() ? node : found->second.name;
    const std::vector<std::string> were = m_elsewhere.removeNode(node);
    eventlog::write(
        LogLevel::Info, "cluster", "node_gone", "A node has left the fleet: " + name,
        { { "left_node", name }, { "clients", static_cast<std::int64_t>(were.size()) } });
    for (const std::string& id : were)
        Q_EMIT wentElsewhere(id);
}

} // namespace sluice
