#pragma once

#include "core/cluster/clientchanges.h"
#include "core/cluster/neighbourmap.h"
#include "core/cluster/neighbours.h"
#include "core/cluster/redislink.h"
#include "core/cluster/redisnames.h"
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

class QJsonObject;

namespace sluice {

// The clients of the other nodes of a fleet, by way of Redis: each node tells its own, and beats;
// one that no longer does is buried with all its clients. While Redis is away everybody is taken
// to be where they were. Control thread; never blocks.
class RedisNeighbours final : public Neighbours {
    Q_OBJECT
public:
    struct Pace {
        std::chrono::milliseconds beat { 2000 };
        std::chrono::milliseconds expiry { 6000 }; // of a node that does not beat
    };

    // Asks by `commands`, which outlives this; hears by a link of its own to the same place.
    RedisNeighbours(RedisLink& commands, const RedisLink::Place& place, RedisNames names, Pace pace,
                    QObject* parent = nullptr);
    ~RedisNeighbours() override;

    void introduce(const std::string& node) override;
    std::uint64_t count() const override { return m_elsewhere.size(); }
    bool has(const std::string& id) const override { return m_elsewhere.has(id); }
    std::vector<Node> nodes() const override;
    void joined(const std::string& id) override;
    void left(const std::string& id) override;
    void takenOver(const std::string& id) override;
    bool closeClient(const std::string& id, CloseReason reason) override;
    void say(const wire::Utterance& utterance) override;
    bool isInTouch() const { return m_inTouch; } // hears of every change as it happens

private:
    enum class Hold { Asked, Held };
    struct Client {
        Hold hold = Hold::Asked;
        std::uint64_t takenAt = 0; // the version at which another node had it, while asked for
    };
    using Change = ClientChanges::Change;

    void onLinkUp();
    void onLinkFailed(RedisLink::Trouble trouble, const std::string& why);
    void beat();
    void onBeat(const RedisReply& reply);
    void askCensus(bool complete);
    void onCensus(const RedisReply& reply, bool complete);
    void rejoin();
    void setRight(const std::vector<RedisReply>& ours);
    void tell(char what, const std::string& id);
    void change(char what, const std::string& id); // and soon
    void flush();
    void onChanged(const std::vector<Change>& batch, const RedisReply* reply);
    void onHeard(const std::string& message);
    void onNews(const QJsonObject& news, const std::string& node);
    void onCame(const std::string& id, const std::string& node, std::uint64_t version);
    void onGone(const std::string& node);
    void publish(const std::string& message);

    RedisLink& m_commands;
    RedisLink m_hearing;
    RedisNames m_names;
    Pace m_pace;
    std::string m_node; // our id, of this process alone
    std::string m_name;
    NeighbourMap m_elsewhere;
    std::unordered_map<std::string, Client> m_ours;
    ClientChanges m_changes; // not yet told
    bool m_changing = false; // some are being told
    QTimer m_flushTimer;
    QTimer m_beatTimer;
    bool m_beating = false;
    bool m_inTouch = false;
    bool m_settled = false; // everybody has had the time to come back after an outage
    std::uint64_t m_version = 0; // up to which we know
    std::vector<std::string> m_heardEarly; // before the census it belongs behind
    std::chrono::steady_clock::time_point m_touchedSince;
    std::chrono::steady_clock::time_point m_lastBeat;
    std::chrono::steady_clock::time_point m_nextTroubleLine;
};

} // namespace sluice
