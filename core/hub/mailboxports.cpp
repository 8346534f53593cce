#include "core/hub/mailboxports.h"

#include "core/hub/connectionmanager.h"
#include "core/hub/shard.h"
#include "core/runtime/mailbox.h"

namespace sluice {

MailboxShardPort::MailboxShardPort(Mailbox& loop, Shard& shard, Mailbox& control,
                                   ConnectionManager* const& hub)
    : m_loop(loop), m_shard(shard),
      m_backlog([&control, &hub] { control.post([&hub] { hub->onRelieved(); }); })
{
}

void MailboxShardPort::hold(SessionKey key)
{
    m_loop.post([&shard = m_shard, key] { shard.hold(key); });
}

void MailboxShardPort::admit(SessionKey key, std::vector<SharedFrame> greeting)
{
    m_loop.post(
        [&shard = m_shard, key, greeting = std::move(greeting)] { shard.admit(key, greeting); });
}

void MailboxShardPort::refuse(SessionKey key, CloseReason reason)
{
    m_loop.post([&shard = m_shard, key, reason] { shard.refuse(key, reason); });
}

void MailboxShardPort::deliver(SharedDelivery delivery)
{
    m_loop.post([&shard = m_shard, delivery = m_backlog.counted(std::move(delivery))] {
        shard.deliver(delivery);
    });
}

void MailboxShardPort::send(SessionKey key, SharedFrame frame)
{
    m_loop.post([&shard = m_shard, key, frame = std::move(frame)] { shard.send(key, frame); });
}

void MailboxShardPort::settle(SessionKey key, SharedFrame answer)
{
    m_loop.post([&shard = m_shard, key, answer = std::move(answer)] { shard.settle(key, answer); });
}

void MailboxShardPort::close(SessionKey key, CloseReason reason)
{
    m_loop.post([&shard = m_shard, key, reason] { shard.close(key, reason); });
}

void MailboxShardPort::closeAll(CloseReason reason)
{
    m_loop.post([&shard = m_shard, reason] { shard.closeAll(reason); });
}

void MailboxShardPort::announceDrain(DrainNotice notice)
{
    m_loop.post([&shard = m_shard, notice = std::move(notice)] { shard.announceDrain(notice); });
}

void MailboxShardPort::evict(std::chrono::milliseconds over)
{
    m_loop.post([&shard = m_shard, over] { shard.evict(over); });
}

void MailboxShardPort::stopEviction()
{
    m_loop.post([&shard = m_shard] { shard.stopEviction(); });
}

void MailboxShardPort::abortAll()
{
    m_loop.post([&shard = m_shard] { shard.abortAll(); });
}

void MailboxShardPort::sample(Sampling sampling)
{
    m_loop.post([&shard = m_shard, sampling] { shard.sample(sampling); });
}

void MailboxHubIntake::connected(Arrival arrival)
{
    m_control.post([&hub = m_hub, arrival = std::move(arrival)] { hub->connected(arrival); });
}

void MailboxHubIntake::said(Inbound inbound)
{
    m_control.post([&hub = m_hub, inbound = std::move(inbound)] { hub->said(inbound); });
}

void MailboxHubIntake::statusAsked(SessionKey key)
{
    m_control.post([&hub = m_hub, key] { hub->statusAsked(key); });
}

void MailboxHubIntake::disconnected(SessionKey key, Departure departure)
{
    m_control.post([&hub = m_hub, key, departure = std::move(departure)] {
        hub->disconnected(key, departure);
    });
}

void MailboxHubIntake::sampled(std::uint16_t loop, std::vector<SessionSample> samples)
{
    m_control.post(
        [&hub = m_hub, loop, samples = std::move(samples)] { hub->onSampled(loop, samples); });
}

} // namespace sluice
