#include "gui/farewell.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace sluice {

Farewell::Farewell(QWidget* window, std::chrono::milliseconds second)
    : QObject(window), m_window(window)
{
    m_second.setInterval(second);
    connect(&m_second, &QTimer::timeout, this, &Farewell::tick);
}

void Farewell::begin()
{
    QCoreApplication::instance()->installEventFilter(this); // clicks on every child
    m_second.start();
    sayHowLong();
}

void Farewell::tick()
{
    if (--m_secondsLeft > 0) {
        sayHowLong();
        return;
    }
    m_second.stop();
    Q_EMIT over();
}

void Farewell::sayHowLong()
{
    Q_EMIT said(tr("The server has ended. This window closes in %Ln second(s); click to keep it.",
                   nullptr, m_secondsLeft));
}

bool Farewell::eventFilter(QObject* watched, QEvent* event)
{
    const bool touched
        = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress;
    auto* widget = qobject_cast<QWidget*>(watched);
    if (touched && widget && widget->window() == m_window && m_second.isActive()) {
        m_second.stop();
        Q_EMIT said(tr("This window stays. The process ends when you close it."));
    }
    return false;
}

} // namespace sluice
