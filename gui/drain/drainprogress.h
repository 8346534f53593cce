#pragma once

#include "gui/model/drainwatch.h"
#include <QWidget>

namespace sluice {

class DrainBar;
class Figure;
class Sparkline;
class ToneLabel;

// How far a drain is, how fast it goes, and whether it will be in time.
class DrainProgress final : public QWidget {
    Q_OBJECT
public:
    explicit DrainProgress(QWidget* parent = nullptr);

    void display(const DrainWatch& watch, DrainWatch::Instant now);

private:
    void displayPace(const DrainWatch& watch, DrainWatch::Instant now);

    DrainBar* m_bar;
    ToneLabel* m_progress;
    Figure* m_remaining;
    Figure* m_left;
    Figure* m_evicted;
    Figure* m_forced;
    Figure* m_refused;
    Figure* m_rate;
    Sparkline* m_curve;
    Figure* m_eta;
    ToneLabel* m_warning;
};

} // namespace sluice
