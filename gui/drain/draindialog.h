#pragma once

#include "gui/model/serverfacts.h"
#include <QDialog>
#include <QJsonObject>
#include <QTimer>

class QLineEdit;
class QPushButton;

namespace sluice {

class Console;
class DurationBox;
class PlanPreview;

// Asks how a drain shall go, and shows what would happen: the server itself plans it, in a dry run
// for every change.
class DrainDialog final : public QDialog {
    Q_OBJECT
public:
    DrainDialog(Console& console, QWidget* parent);

Q_SIGNALS:
    void ordered(const QJsonObject& order);

private:
    void makeForm();
    void planSoon();
    void plan();
    void showPlan(const CommandResult& result, const QJsonObject& plan);
    QJsonObject order() const;

    Console& m_console;
    DurationBox* m_timeout;
    DurationBox* m_delay;
    DurationBox* m_ramp;
    QLineEdit* m_reason;
    PlanPreview* m_preview;
    QPushButton* m_start;
    QTimer m_pause; // until the typing rests
    int m_asked = 0; // only the newest plan is shown
};

} // namespace sluice
