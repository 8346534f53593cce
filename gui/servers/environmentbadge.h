#pragma once

#include "gui/servers/serverprofile.h"
#include <QWidget>

namespace sluice {

// Where the orders go: a strip in the environment's colour with its word. Nothing for None.
class EnvironmentBadge final : public QWidget {
    Q_OBJECT
public:
    explicit EnvironmentBadge(QWidget* parent = nullptr);

    void display(Environment environment);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Environment m_environment = Environment::None;
};

} // namespace sluice
