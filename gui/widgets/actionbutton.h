#pragma once

#include <QPushButton>

class QAction;

namespace sluice {

// A button that shows an action, words and picture, and follows it.
class ActionButton final : public QPushButton {
    Q_OBJECT
public:
    ActionButton(QAction* action, QWidget* parent);

private:
    void follow();

    QAction* m_action;
};

} // namespace sluice
