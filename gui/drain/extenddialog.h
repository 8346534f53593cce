#pragma once

#include <QDialog>
#include <chrono>

namespace sluice {

class Console;
class DurationBox;
class ToneLabel;

// Asks for another deadline of the drain that runs.
class ExtendDialog final : public QDialog {
    Q_OBJECT
public:
    ExtendDialog(const Console& console, QWidget* parent);

Q_SIGNALS:
    void ordered(std::chrono::seconds timeout); // from now

private:
    void explain();

    const Console& m_console;
    DurationBox* m_timeout;
    ToneLabel* m_explanation;
};

} // namespace sluice
