#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>

class QWidget;

namespace sluice {

// Lets a window stand for five seconds after its server has ended, so that the outcome can be
// read. A click or a key in it keeps it until it is closed.
class Farewell final : public QObject {
    Q_OBJECT
public:
    explicit Farewell(QWidget* window, std::chrono::milliseconds second = std::chrono::seconds(1));

    void begin();

Q_SIGNALS:
    void said(const QString& sentence);
    void over();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void tick();
    void sayHowLong();

    QWidget* m_window;
    QTimer m_second;
    int m_secondsLeft = 5;
};

} // namespace sluice
