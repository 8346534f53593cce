// What a drain orders of the hub.
#include "core/hub/connectionmanager.h"

#include "core/hub/shardport.h"

namespace sluice {

void ConnectionManager::announceDrain(const DrainNotice& notice)
{
    DrainNotice part = notice;
    part.totalSlots = count();
    for (std::size_t loop = 0; loop < m_shards.size(); ++loop) {
        m_shards[loop]->announceDrain(part);
        part.firstSlot += m_registry.perLoop()[loop];
    }
}

void ConnectionManager::announceCancel()
{
    m_publisher.sayToAll(wire::drainCancelled());
}

void ConnectionManager::evict(std::chrono::milliseconds over)
{
    m_evicting = true;
    for (ShardPort* shard : m_shards)
        shard->evict(over);
}

void ConnectionManager::stopEviction()
{
    m_evicting = false;
    m_presence.changed();
    for (ShardPort* shard : m_shards)
        shard->stopEviction();
}

void ConnectionManager::abortAll()
{
    for (ShardPort* shard : m_shards)
        shard->abortAll();
}

void ConnectionManager::closeAll(CloseReason reason)
{
    m_publisher.answers().releaseForGood(); // before the Close, behind which nobody hears them
    for (ShardPort* shard : m_shards)
        shard->closeAll(reason);
}

} // namespace sluice
