#pragma once

#include "gui/look/tones.h"
#include "gui/widgets/card.h"
#include <QVector>

namespace sluice {

class FigureText;
class Sparkline;
class ToneLabel;

// One figure of a server: what it is now, and how it went in the last five minutes.
class FigureTile final : public Card {
    Q_OBJECT
public:
    explicit FigureTile(QWidget* parent = nullptr);

    void setCaption(const QString& caption, const QString& explanation);
    void display(const QString& value, const QString& peak, Tone tone);
    void setCurve(const QVector<double>& values);
    QString value() const;

private:
    ToneLabel* m_caption;
    ToneLabel* m_peak;
    FigureText* m_value;
    Sparkline* m_curve;
};

} // namespace sluice
