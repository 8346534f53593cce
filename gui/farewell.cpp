#include "gui/farewell.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace sluice {

Farewell::Farewell(QWidget* window) : QObject(window), m_window(window)
{
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &Farewell::tick);
}

void Farewell::begin()
{
    QCoreApplication::instance()->installEventFilter(this); // clicks on every child
    m_second.start();
    Q_EMIT ticked(m_secondsLeft);
}

void Farewell::tick()
{
    if (--m_secondsLeft > 0) {
        Q_EMIT ticked(m_secondsLeft);
        return;
    }
    m_second.stop();
    Q_EMIT over();
}

bool Farewell::eventFilter(QObject* watched, QEvent* event)
{
    const bool touched
        = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress;
    auto* widget = qobject_cast<QWidget*>(watched);
    if (touched && widget && widget->window() == m_window && m_second.isActive()) {
        m_second.stop();
        Q_EMIT kept();
    }
    return false;
}

} // namespace sluice
