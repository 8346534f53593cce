#pragma once

#include <QDialog>

class QMenuBar;

namespace sluice {

// Everything that can be done, menu by menu, and its keys: read from the menus themselves when it
// opens, so that it is never out of date.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const QMenuBar& bar, QWidget* parent);
};

} // namespace sluice
