#include "gui/widgets/actionbutton.h"

#include <QAction>

namespace sluice {

ActionButton::ActionButton(QAction* action, QWidget* parent) : QPushButton(parent), m_action(action)
{
    setAutoDefault(false);
    connect(action, &QAction::changed, this, &ActionButton::follow);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    follow();
}

// Without its mnemonic: that one is the menu's.
void ActionButton::follow()
{
    setText(m_action->text().remove(QLatin1Char('&')));
    setIcon(m_action->icon());
    setToolTip(m_action->toolTip());
    setEnabled(m_action->isEnabled());
}

} // namespace sluice
