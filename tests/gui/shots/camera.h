#pragma once

#include "gui/look/appearance.h"
#include "gui/look/language.h"
#include <QAbstractButton>
#include <QCoreApplication>
#include <QLabel>
#include <QTest>

// How pictures of windows are taken, in both languages and both schemes.
namespace sluice::support {

struct Look {
    const char* name;
    Language::Tongue tongue;
    appearance::Scheme scheme;
};
inline constexpr Look looks[] = {
    { "en-light", Language::Tongue::English, appearance::Scheme::Light },
    { "en-dark", Language::Tongue::English, appearance::Scheme::Dark },
    { "uk-light", Language::Tongue::Ukrainian, appearance::Scheme::Light },
    { "uk-dark", Language::Tongue::Ukrainian, appearance::Scheme::Dark },
};

// What does not have the room its text needs.
inline QStringList clipped(const QWidget& window)
{
    QStringList found;
    const auto widgets = window.findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        if (!widget->isVisible())
            continue;
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const QString text = label ? label->text() : button ? button->text() : QString();
        if (text.isEmpty())
            continue;
        const int needed = label && label->wordWrap()
            ? 0
            : widget->fontMetrics().horizontalAdvance(QString(text).remove(QLatin1Char('&')));
        const int height = label && label->wordWrap() ? label->heightForWidth(label->width())
                                                      : widget->fontMetrics().height();
        if (widget->width() < needed || widget->height() < height)
            found << QStringLiteral("“%1” has %2×%3 and needs %4×%5")
                         .arg(text)
                         .arg(widget->width())
                         .arg(widget->height())
                         .arg(needed)
                         .arg(height);
    }
    return found;
}

// The window as it is now, once its layouts are through. Fails where a text is cut off.
inline void shoot(QWidget& window, const QString& file)
{
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCoreApplication::sendPostedEvents(); // the layouts'
    QVERIFY(window.grab().save(file));
    QVERIFY2(clipped(window).isEmpty(), qPrintable(clipped(window).join(QLatin1Char('\n'))));
}

} // namespace sluice::support
