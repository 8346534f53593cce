#pragma once

#include <QDialog>

namespace sluice {

// What this program is, and of which version.
class AboutDialog final : public QDialog {
    Q_OBJECT
public:
    explicit AboutDialog(QWidget* parent);
};

} // namespace sluice
