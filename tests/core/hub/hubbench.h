#pragma once

#include "core/auth/sessiontoken.h"
#include "core/cluster/localbackplane.h"
#include "core/history/memoryhistory.h"
#include "core/hub/connectionmanager.h"
#include "core/hub/shardport.h"
#include "core/observe/metrics.h"
#include "tests/core/hub/hearing.h"
#include "tests/core/hub/recordingneighbours.h"
#include "tests/support/defaultsettings.h"
#include <map>
#include <memory>
#include <set>

namespace sluice {

// One loop's sessions, as far as the hub can tell: keeps what each of them would hear.
class RecordingShard final : public ShardPort {
public:
    struct Heard {
        bool isClient = false;
        std::vector<QJsonObject> messages;
        std::vector<std::string> texts; // the same, as sent
        std::vector<SharedFrame> frames;
        int settled = 0;
        std::optional<CloseReason> refused;
        std::optional<CloseReason> closed;
    };
    explicit RecordingShard(std::vector<std::string>& orders) : m_orders(orders) { }

    Heard& of(SessionKey key) { return m_sessions[{ key.slot, key.generation }]; }
    const std::vector<DrainNotice>& notices() const { return m_notices; }
    int deliveries() const { return m_deliveries; }

    void admit(SessionKey key, std::vector<SharedFrame> greeting) override
    {
        note("admit", key);
        of(key).isClient = true;
        for (const SharedFrame& frame : greeting)
            hear(key, frame);
    }
    void refuse(SessionKey key, CloseReason reason) override
    {
        note("refuse", key);
        of(key).refused = reason;
    }
    void deliver(SharedDelivery delivery) override
    {
        ++m_deliveries;
        for (auto& [place, heard] : m_sessions) {
            if (!heard.isClient || heard.closed)
                continue;
            SharedFrame frame = delivery->frame.json;
            for (const auto& [key, other] : delivery->instead)
                if (std::pair(key.slot, key.generation) == place)
                    frame = other.json;
            const auto& except = delivery->except;
            if (frame && !(except && std::pair(except->slot, except->generation) == place))
                hear({ 0, place.first, place.second }, frame);
        }
    }
    void send(SessionKey key, SharedFrame frame) override { hear(key, frame); }
    void settle(SessionKey key, SharedFrame answer) override
    {
        ++of(key).settled;
        if (answer)
            hear(key, answer);
    }
    void hold(SessionKey key) override { note("hold", key); }
    void close(SessionKey key, CloseReason reason) override
    {
        note("close", key);
        of(key).closed = reason;
    }
    void closeAll(CloseReason reason) override
    {
        for (auto& session : m_sessions)
            session.second.closed = reason;
    }
    void announceDrain(DrainNotice notice) override { m_notices.push_back(notice); }
    void evict(std::chrono::milliseconds over) override { evictions.push_back(over); }
    void stopEviction() override { evictions.clear(); }
    void abortAll() override { m_orders.emplace_back("abort all"); }

    std::vector<std::chrono::milliseconds> evictions; // ordered since the last stop

    void sample(Sampling sampling) override { m_samplings.push_back(sampling); }
    const std::vector<Sampling>& samplings() const { return m_samplings; }

    // As of a loop that takes a delivery only when it is told to.
    bool isOver(std::size_t limit) override
    {
        asked.push_back(limit);
        return underWay > limit;
    }
    std::size_t underWay = 0;
    std::vector<std::size_t> asked;

private:
    void hear(SessionKey key, const SharedFrame& frame)
    {
        of(key).messages.push_back(jsonOf(frame));
        of(key).texts.push_back(textOf(frame));
        of(key).frames.push_back(frame);
    }
    void note(const char* what, SessionKey key)
    {
        m_orders.push_back(std::string(what) + ' ' + std::to_string(key.slot));
    }

    std::vector<std::string>& m_orders;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Heard> m_sessions;
    std::vector<DrainNotice> m_notices;
    std::vector<Sampling> m_samplings;
    int m_deliveries = 0;
};

// The hub with everything real but its loops. Presence goes out at once unless a test says
// otherwise.
struct HubBench {
    explicit HubBench(const std::function<void(Settings&)>& adjust = {})
    {
        settings.presenceInterval = std::chrono::milliseconds(0);
        if (adjust)
            adjust(settings);
        vitals.readiness = Readiness::Ready;
        vitals.node = "n-1";
        history = std::make_unique<MemoryHistory>(settings.historySize, settings.historyAge);
        hub = std::make_unique<ConnectionManager>(
            ConnectionManager::Parts { settings, vitals, metrics, backplane, *history, tokens,
                                       neighbours },
            std::vector<ShardPort*> { &shards[0], &shards[1] });
    }

    Arrival arrival(const std::string& id = {})
    {
        Arrival newcomer;
        newcomer.key = { static_cast<std::uint16_t>(nextSlot % 2), nextSlot, 1 };
        ++nextSlot;
        newcomer.requestedId = id;
        newcomer.peer = { "192.0.2.1", 40000, false };
        return newcomer;
    }
    SessionKey connect(const Arrival& newcomer)
    {
        hub->connected(newcomer);
        return newcomer.key;
    }
    SessionKey connect(const std::string& id = {}) { return connect(arrival(id)); }
    // The same client again, as its session secret proves.
    SessionKey reconnect(const std::string& id)
    {
        Arrival newcomer = arrival(id);
        newcomer.sessionToken = tokens.issue(id);
        return connect(newcomer);
    }
    void say(SessionKey key, const std::string& data, const std::string& to = {},
             const Ref& ref = {}, std::int64_t remaining = -1)
    {
        hub->said({ key, to, data, ref, remaining });
    }
    PublishResult publish(const Draft& draft)
    {
        PublishResult answer;
        hub->publish(draft, [&](const PublishResult& result) { answer = result; });
        return answer;
    }

    RecordingShard::Heard& heard(SessionKey key) { return shards[key.loop].of(key); }
    QJsonObject welcome(SessionKey key) { return heard(key).messages.at(0); }
    std::string idOf(SessionKey key)
    {
        return welcome(key)[QLatin1String("client_id")].toString().toStdString();
    }
    std::vector<QJsonObject> heardOfType(SessionKey key, const char* type)
    {
        std::vector<QJsonObject> found;
        for (const QJsonObject& message : heard(key).messages)
            if (typeOf(message) == QLatin1String(type))
                found.push_back(message);
        return found;
    }

    Settings settings = support::defaultSettings();
    Vitals vitals;
    Metrics metrics;
    LocalBackplane backplane { "e-1" };
    SessionTokens tokens { "key" };
    RecordingNeighbours neighbours;
    std::unique_ptr<MemoryHistory> history;
    std::vector<std::string> orders; // of both loops
    std::array<RecordingShard, 2> shards { RecordingShard(orders), RecordingShard(orders) };
    std::unique_ptr<ConnectionManager> hub;
    std::uint32_t nextSlot = 0;
};

} // namespace sluice
