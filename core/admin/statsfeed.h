#pragma once

#include "core/observe/rates.h"
#include "core/runtime/clock.h"
#include <QObject>
#include <QTimer>
#include <string>

namespace sluice {

class Metrics;
struct Vitals;

// The admin stream's topic `stats`: the process's figures once a second, while somebody watches.
// Control thread.
class StatsFeed final : public QObject {
    Q_OBJECT
public:
    StatsFeed(const Vitals& vitals, const Metrics& metrics, const Clock& clock,
              QObject* parent = nullptr);

    void setWatched(bool watched);
    std::string message() const; // as of the last second

Q_SIGNALS:
    void due();

private:
    void sample();

    const Vitals& m_vitals;
    const Metrics& m_metrics;
    const Clock& m_clock;
    Rates m_in;
    Rates m_out;
    QTimer m_timer { this };
};

} // namespace sluice
