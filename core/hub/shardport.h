#pragma once

#include "core/hub/hubletters.h"
#include <vector>

namespace sluice {

// What the control thread orders of one loop's sessions. Orders arrive in the order they were
// given.
class ShardPort {
public:
    virtual ~ShardPort() = default;
    // It will be a while until the session is admitted or refused: it may go away meanwhile.
    virtual void hold(SessionKey key) = 0;
    // The session becomes a client; `greeting` is the welcome and what is replayed after it.
    virtual void admit(SessionKey key, std::vector<SharedFrame> greeting) = 0;
    virtual void refuse(SessionKey key, CloseReason reason) = 0;
    virtual void deliver(SharedDelivery delivery) = 0;
    virtual void send(SessionKey key, SharedFrame frame) = 0;
    // Answers one Inbound: its sender may have only so many open.
    virtual void settle(SessionKey key, SharedFrame answer) = 0;
    virtual void close(SessionKey key, CloseReason reason) = 0;
    virtual void closeAll(CloseReason reason) = 0;
    virtual void announceDrain(DrainNotice notice) = 0;
    // Closes the clients of the loop one after another, idle longest first; anew when it runs.
    virtual void evict(std::chrono::milliseconds over) = 0;
    virtual void stopEviction() = 0; // nor is anyone told of the drain any more
    virtual void abortAll() = 0; // whoever has not answered its Close by now
    virtual void sample(Sampling sampling) = 0; // answered by HubIntake::sampled
    // True: more than `limit` deliveries are under way, and ConnectionManager::onRelieved() is
    // called when they have come down to Backlog::enough.
    virtual bool isOver(std::size_t limit) = 0;
};

// What a loop's shard tells the control thread.
class HubIntake {
public:
    virtual ~HubIntake() = default;
    virtual void connected(Arrival arrival) = 0;
    virtual void said(Inbound inbound) = 0;
    virtual void statusAsked(SessionKey key) = 0;
    virtual void disconnected(SessionKey key, Departure departure) = 0;
    virtual void sampled(std::uint16_t loop, std::vector<SessionSample> samples) = 0;
};

} // namespace sluice
