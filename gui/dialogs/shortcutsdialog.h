#pragma once

#include <QDialog>

namespace sluice {

class ConsoleActions;

// Everything that can be done, and its keys, as the actions themselves have them.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const ConsoleActions& actions, QWidget* parent);
};

} // namespace sluice
