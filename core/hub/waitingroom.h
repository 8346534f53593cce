#pragma once

#include "core/hub/hubletters.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <vector>

namespace sluice {

// Arrivals that are ahead of us: they come from a node of the fleet that has read further in the
// one order than this one. Each waits for what it has heard already to be read here as well, since
// only then can it go on without a hole, or for its patience to end. Only so many find room, for
// positions that nobody reaches are easily invented. Control thread.
class WaitingRoom final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t most = 1000;

    explicit WaitingRoom(std::chrono::milliseconds patience = std::chrono::seconds(5),
                         QObject* parent = nullptr);

    std::size_t size() const { return m_waiting.size(); }
    void enter(const Arrival& arrival); // with a position to resume after
    bool leave(SessionKey key); // false: was not here

    void letInUpTo(std::uint64_t head); // whoever stands there, or before it
    void letAllIn();

Q_SIGNALS:
    void letIn(const sluice::Arrival& arrival);

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Waiting {
        Arrival arrival;
        Time until;
    };
    template <class IsOver> void letInIf(IsOver isOver);
    void onTick();

    const std::chrono::milliseconds m_patience;
    std::vector<Waiting> m_waiting; // as they came; hardly ever more than a few
    std::uint64_t m_nearest = 0; // nobody waits for less
    QTimer m_tick;
};

} // namespace sluice
