#pragma once

#include "core/hub/backlog.h"
#include "core/hub/hubport.h"
#include "core/hub/shardport.h"

namespace sluice {

class ConnectionManager;
class Mailbox;
class Shard;

// The ports between the control thread and one loop, as letters. Each posts to the other side's
// mailbox and touches its station only there.

// Held by the control thread. It goes when the loop has ended.
class MailboxShardPort final : public ShardPort {
public:
    MailboxShardPort(Mailbox& loop, Shard& shard, Mailbox& control, ConnectionManager* const& hub);

    void hold(SessionKey key) override;
    void admit(SessionKey key, std::vector<SharedFrame> greeting) override;
    void refuse(SessionKey key, CloseReason reason) override;
    void deliver(SharedDelivery delivery) override;
    void send(SessionKey key, SharedFrame frame) override;
    void settle(SessionKey key, SharedFrame answer) override;
    void close(SessionKey key, CloseReason reason) override;
    void closeAll(CloseReason reason) override;
    void announceDrain(DrainNotice notice) override;
    void evict(std::chrono::milliseconds over) override;
    void stopEviction() override;
    void abortAll() override;
    void sample(Sampling sampling) override;
    bool isOver(std::size_t limit) override { return m_backlog.isOver(limit); }
    std::size_t underWay() const { return m_backlog.underWay(); }

private:
    Mailbox& m_loop;
    Shard& m_shard;
    Backlog m_backlog;
};

// Held by a loop's shard.
class MailboxHubIntake final : public HubIntake {
public:
    // The hub is made after the loops: it is looked up when the first letter is read.
    MailboxHubIntake(Mailbox& control, ConnectionManager* const& hub)
        : m_control(control), m_hub(hub)
    {
    }

    void connected(Arrival arrival) override;
    void said(Inbound inbound) override;
    void statusAsked(SessionKey key) override;
    void disconnected(SessionKey key, Departure departure) override;
    void sampled(std::uint16_t loop, std::vector<SessionSample> samples) override;

private:
    Mailbox& m_control;
    ConnectionManager* const& m_hub;
};

} // namespace sluice
