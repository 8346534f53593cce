#pragma once

#include <QTimer>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

namespace sluice {

class ShardPort;

// The answers to publishers. Each is given at once, until some loop has too many deliveries before
// it: then all wait, in order, till that loop has caught up. A publisher may have only so many
// answers open, so it is no faster than the slowest loop. Control thread.
class AnswerQueue {
public:
    static constexpr std::size_t mostUnderWay = 256;
    using Answer = std::function<void()>;
    enum class Wait {
        AsLongAsItTakes, // a client
        AWhile // whoever gives up when no answer comes, as HTTP does after 10 s
    };

    explicit AnswerQueue(const std::vector<ShardPort*>& shards,
                         std::chrono::milliseconds aWhile = std::chrono::seconds(5));

    // Copies only what has to wait.
    template <class To, class... Result>
    void give(Wait wait, const To& answer, const Result&... result)
    {
        if (mayGo(wait))
            answer(result...);
        else
            hold(wait, [=] { answer(result...); });
    }
    void onRelieved(); // one of the loops that were awaited
    void releaseForGood(); // the end is near: nothing waits any more

private:
    using Held = std::deque<Answer>;

    Held& held(Wait wait) { return wait == Wait::AWhile ? m_hasty : m_patient; }
    bool mayGo(Wait wait);
    void hold(Wait wait, Answer answer);
    bool isSomeLoopOver(std::size_t limit) const;
    static void release(Held& held);
    void releaseAll();

    const std::vector<ShardPort*>& m_shards;
    Held m_patient;
    Held m_hasty;
    QTimer m_while; // since the first of the hasty ones
    bool m_ending = false;
};

} // namespace sluice
