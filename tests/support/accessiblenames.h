#pragma once

#include <QAccessible>
#include <QWidget>

namespace sluice::support {

// What can be reached by keyboard in a window and would be read aloud as nothing.
inline QStringList unnamed(const QWidget& window)
{
    QStringList found;
    const auto widgets = window.findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        const QString kind = QString::fromLatin1(widget->metaObject()->className());
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus
            || kind.startsWith(QLatin1String("QTab")) || kind == QLatin1String("QScrollBar"))
            continue;
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
        if (!spoken || spoken->text(QAccessible::Name).isEmpty())
            found << kind + QLatin1Char(' ') + widget->objectName();
    }
    return found;
}

} // namespace sluice::support
