#pragma once

#include "gui/look/tones.h"
#include <QWidget>

namespace sluice {

class ToneLabel;

// One number and what it counts, below each other.
class FigureLabel final : public QWidget {
    Q_OBJECT
public:
    explicit FigureLabel(QWidget* parent = nullptr, double scale = 1.5);

    void display(const QString& caption, const QString& value, Tone tone = Tone::Plain);
    QString value() const;

private:
    ToneLabel* m_value;
    ToneLabel* m_caption;
};

} // namespace sluice
