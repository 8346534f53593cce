#pragma once

#include "gui/model/draincourse.h"
#include <QWidget>

namespace sluice {

class GlyphLabel;
class ToneLabel;

// What state a drain is in, and the time that is left.
class DrainHeader final : public QWidget {
    Q_OBJECT
public:
    explicit DrainHeader(QWidget* parent = nullptr);

    void display(const DrainCourse& course, DrainCourse::Instant now);
    QString countdown() const;

private:
    void displayTime(const DrainCourse& course, DrainCourse::Instant now);

    GlyphLabel* m_state;
    ToneLabel* m_beginning;
    ToneLabel* m_explanation;
    ToneLabel* m_timeCaption;
    ToneLabel* m_time;
    ToneLabel* m_clockTime;
};

} // namespace sluice
