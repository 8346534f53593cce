#pragma once

#include "core/hub/hubletters.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

namespace sluice {

// Arrivals that are ahead of us: they come from a node of the fleet that has read further in the
// one order than this one. Each waits for what it has heard already to be read here as well, since
// only then can it go on without a hole, or for its patience to end. Control thread.
class WaitingRoom final : public QObject {
    Q_OBJECT
public:
    explicit WaitingRoom(std::chrono::milliseconds patience = std::chrono::seconds(5),
                         QObject* parent = nullptr);

    std::size_t size() const { return m_waiting.size(); }
    void enter(const Arrival& arrival); // with a position to resume after
    bool leave(SessionKey key); // false: was not here
    // What a session asks before it is let in is done right after that. False: was not here.
    bool defer(SessionKey key, std::function<void()> later);

    void letInUpTo(std::uint64_t head); // whoever stands there, or before it
    void letAllIn();

Q_SIGNALS:
    void letIn(const sluice::Arrival& arrival);

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Waiting {
        Arrival arrival;
        Time until;
        std::vector<std::function<void()>> later;
    };
    template <class IsOver> void letInIf(IsOver isOver);
    std::vector<Waiting>::iterator find(SessionKey key);
    void onTick();

    const std::chrono::milliseconds m_patience;
    std::vector<Waiting> m_waiting; // as they came; hardly ever more than a few
    QTimer m_tick;
};

} // namespace sluice
