#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>
#include <cstddef>
#include <functional>

namespace sluice {

class Metrics;

// Measures one I/O loop and reports once a second: how late its timer came at worst, and what waits
// to be sent. Lives in that loop.
class LoopProbe final : public QObject {
    Q_OBJECT
public:
    LoopProbe(std::size_t loop, Metrics& metrics, std::function<std::size_t()> queuedOctets,
              QObject* parent = nullptr);

private:
    void measure();
    void report();

    std::size_t m_loop;
    Metrics& m_metrics;
    std::function<std::size_t()> m_queuedOctets;
    QTimer m_timer;
    std::chrono::steady_clock::time_point m_expected;
    std::chrono::duration<double> m_worst {};
    int m_beats = 0;
    std::size_t m_lastQueued = 0;
};

} // namespace sluice
