#pragma once

#include <QVector>
#include <QWidget>

namespace sluice {

// How a figure went lately: a curve without axes, newest at the right edge. Broken where a value is
// not a number.
class Sparkline final : public QWidget {
    Q_OBJECT
public:
    explicit Sparkline(int capacity, QWidget* parent = nullptr); // so many values fill the width
    void setCapacity(int capacity); // from the next values on

    void setValues(const QVector<double>& values);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintPiece(QPainter& painter, const QRectF& area, qsizetype from, qsizetype end) const;

    int m_capacity;
    QVector<double> m_values;
    double m_most = 1; // fills the height
};

} // namespace sluice
