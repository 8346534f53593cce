#include "core/hub/answerqueue.h"

#include "core/hub/backlog.h"
#include "core/hub/shardport.h"
#include <algorithm>

namespace sluice {

AnswerQueue::AnswerQueue(const std::vector<ShardPort*>& shards, std::chrono::milliseconds aWhile)
    : m_shards(shards)
{
    m_while.setSingleShot(true);
    m_while.setInterval(aWhile);
    QObject::connect(&m_while, &QTimer::timeout, &m_while, [this] { release(m_hasty); });
}

bool AnswerQueue::mayGo(Wait wait)
{
    return m_ending || (held(wait).empty() && !isSomeLoopOver(mostUnderWay));
}

void AnswerQueue::hold(Wait wait, Answer answer)
{
    if (wait == Wait::AWhile && m_hasty.empty())
        m_while.start();
    held(wait).push_back(std::move(answer));
}

// Of the loops that are over the limit only the first is awaited; its letter leads here again.
bool AnswerQueue::isSomeLoopOver(std::size_t limit) const
{
    return std::any_of(m_shards.begin(), m_shards.end(),
                       [limit](ShardPort* shard) { return shard->isOver(limit); });
}

void AnswerQueue::onRelieved()
{
    if (!isSomeLoopOver(Backlog::enough))
        releaseAll();
}

void AnswerQueue::releaseForGood()
{
    m_ending = true;
    releaseAll();
}

void AnswerQueue::releaseAll()
{
    m_while.stop();
    release(m_patient);
    release(m_hasty);
}

void AnswerQueue::release(Held& held)
{
    while (!held.empty()) {
        const Answer answer = std::move(held.front());
        held.pop_front();
        answer();
    }
}

} // namespace sluice
