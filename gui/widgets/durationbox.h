#pragma once

#include <QSpinBox>
#include <chrono>

namespace sluice {

// A time span to choose or to type: 90, 90s, 5m, 1h 30m. In seconds.
class DurationBox final : public QSpinBox {
    Q_OBJECT
public:
    explicit DurationBox(QWidget* parent = nullptr);

    std::chrono::seconds duration() const { return std::chrono::seconds(value()); }
    void setDuration(std::chrono::seconds duration);
    void setLeast(std::chrono::seconds least);

    void stepBy(int steps) override;

protected:
    QString textFromValue(int value) const override;
    int valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
};

} // namespace sluice
