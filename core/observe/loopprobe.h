#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>
#include <cstddef>
#include <functional>

namespace sluice {

class Metrics;

// Measures one I/O loop once a second: how late its timer comes, and what waits to be sent. Lives
// in that loop.
class LoopProbe final : public QObject {
    Q_OBJECT
public:
    LoopProbe(std::size_t loop, Metrics& metrics, std::function<std::size_t()> queuedOctets,
              QObject* parent = nullptr);

private:
    void measure();

    std::size_t m_loop;
    Metrics& m_metrics;
    std::function<std::size_t()> m_queuedOctets;
    QTimer m_timer;
    std::chrono::steady_clock::time_point m_expected;
    std::size_t m_lastQueued = 0;
};

} // namespace sluice
