#include "gui/look/theme.h"

#include <QApplication>

namespace sluice {

Theme::Theme(QObject* parent) : QObject(parent), m_desktop(appearance::preferred()) { }

void Theme::choose(Choice choice)
{
    if (choice == m_choice)
        return;
    const auto before = scheme();
    m_choice = choice;
    if (scheme() != before)
        appearance::apply(scheme());
    Q_EMIT changed();
}

bool Theme::isDark() const
{
    return scheme() == appearance::Scheme::Dark;
}

appearance::Scheme Theme::scheme() const
{
    switch (m_choice) {
    case Choice::Light:
        return appearance::Scheme::Light;
    case Choice::Dark:
        return appearance::Scheme::Dark;
    case Choice::System:
        break;
    }
    return m_desktop;
}

} // namespace sluice
