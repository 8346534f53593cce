#pragma once

#include <QVector>
#include <QWidget>

namespace sluice {

// How a figure went lately: a curve without axes, newest at the right edge.
class Sparkline final : public QWidget {
    Q_OBJECT
public:
    explicit Sparkline(int capacity, QWidget* parent = nullptr); // so many values fill the width

    void setValues(const QVector<double>& values);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_capacity;
    QVector<double> m_values;
};

} // namespace sluice
