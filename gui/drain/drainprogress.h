#pragma once

#include "gui/model/draincourse.h"
#include <QWidget>

namespace sluice {

class DrainBar;
class FigureLabel;
class Sparkline;
class ToneLabel;

// How far a drain is, how fast it goes, and whether it will be in time.
class DrainProgress final : public QWidget {
    Q_OBJECT
public:
    explicit DrainProgress(QWidget* parent = nullptr);

    void display(const DrainCourse& course, DrainCourse::Instant now);

private:
    void displayPace(const DrainCourse& course, DrainCourse::Instant now);

    DrainBar* m_bar;
    ToneLabel* m_progress;
    FigureLabel* m_remaining;
    FigureLabel* m_left;
    FigureLabel* m_evicted;
    FigureLabel* m_forced;
    FigureLabel* m_refused;
    FigureLabel* m_rate;
    Sparkline* m_curve;
    FigureLabel* m_eta;
    ToneLabel* m_warning;
};

} // namespace sluice
