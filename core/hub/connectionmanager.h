#pragma once

#include "core/cluster/backplane.h"
#include "core/hub/framer.h"
#include "core/hub/hubletters.h"
#include "core/hub/hubport.h"
#include "core/hub/presencenews.h"
#include "core/hub/publisher.h"
#include "core/hub/registry.h"
#include "core/hub/waitingroom.h"
#include "core/hub/wire.h"
#include "core/observe/vitals.h"
#include <QObject>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sluice {

class MemoryHistory;
class Metrics;
class Neighbours;
class SessionTokens;
class ShardPort;
struct Settings;

// The hub: who is a client, what is said to whom, in one order. Orders come in as slots, facts go
// out as signals; sockets are the shards' business. Control thread.
class ConnectionManager final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        const Settings& settings;
        Vitals& vitals;
        Metrics& metrics;
        Backplane& backplane;
        MemoryHistory& history;
        const SessionTokens& tokens;
        Neighbours& neighbours;
    };

    ConnectionManager(const Parts& parts, std::vector<ShardPort*> shards,
                      QObject* parent = nullptr);

    std::uint64_t count() const { return m_registry.size(); }
    std::uint64_t countEverywhere() const;
    const Registry& registry() const { return m_registry; }
    // Why it would be refused, were it to come now; of two at the same instant it says the same.
    std::optional<CloseReason> foresee(const Arrival& arrival) const;
    // Here or elsewhere. False: no such client.
    bool closeClient(const std::string& id, CloseReason reason);
    // Answered once the loops can take more, or after some seconds.
    void publish(Draft draft, std::function<void(const PublishResult&)> answer);

public Q_SLOTS:
    void connected(const sluice::Arrival& arrival);
    void disconnected(sluice::SessionKey key, const sluice::Departure& departure);
    void said(const sluice::Inbound& inbound);
    void statusAsked(sluice::SessionKey key);
    void setReadiness(sluice::Readiness readiness); // who is let in from now on
    void notifyAll(); // the periodic notification
    void announceDrain(const sluice::DrainNotice& notice); // slots are dealt out here
    void announceCancel(); // of the drain
    void evict(std::chrono::milliseconds over);
    void stopEviction();
    void abortAll();
    void closeAll(sluice::CloseReason reason);
    void sample(sluice::Sampling sampling);
    void onRelieved() { m_publisher.answers().onRelieved(); } // of its backlog some loop is
    void onSampled(std::uint16_t loop, const std::vector<sluice::SessionSample>& samples);

Q_SIGNALS:
    void clientJoined(); // a new one; a replaced session is none
    void clientLeft(const sluice::Departure& departure);
    // For whoever shows the registry: a client stands in it, as it does now, or no more. A replaced
    // session is unlisted, and its successor listed.
    void listed(const std::string& id);
    void unlisted(const std::string& id, const sluice::Departure& departure);
    void sampled(std::uint16_t loop, const std::vector<sluice::SessionSample>& samples);

private:
    struct Replaced {
        std::string id;
        bool livesElsewhere = false; // the client is no more counted here, once the session ends
    };

    struct Claim {
        std::string id; // empty: one is yet to be assigned
        bool sameClient = false; // proved to be who had that id before
    };

    bool isAhead(const Arrival& arrival) const;
    Claim claimOf(const Arrival& arrival) const;
    void letIn(const Arrival& arrival);
    std::optional<CloseReason> refusal(const Arrival& arrival, const std::string& id,
                                       bool sameClient) const;
    void refuse(const Arrival& arrival, CloseReason reason);
    std::string freshId() const;
    bool mayReplace(bool sameClient) const;
    void greet(const std::string& id, const Arrival& arrival);
    void replace(const std::string& id, SessionKey key, bool livesElsewhere);
    void noteElsewhere(const std::string& id, void (PresenceNews::*note)(const std::string&));
    void onOusted(const std::string& id);
    void wireNeighbours();
    void wireWaitingRoom();
    void noteCount() const;
    bool tellPresence(const PresenceBatch& batch);

    Parts m_parts;
    std::vector<ShardPort*> m_shards;
    Registry m_registry;
    Framer m_framer;
    Publisher m_publisher;
    std::map<SessionKey, Replaced> m_replaced; // sessions on their way out
    PresenceNews m_presence;
    WaitingRoom m_waitingRoom;
    bool m_evicting = false;
    std::uint64_t m_notifications = 0;
};

} // namespace sluice
