#pragma once

#include <QFrame>

class QPushButton;

namespace sluice {

class Console;
class ConsoleActions;
class ToneLabel;

// One line at the top of the window while a drain runs, whatever else is looked at.
class DrainBanner final : public QFrame {
    Q_OBJECT
public:
    DrainBanner(const Console& console, const ConsoleActions& actions, QWidget* parent = nullptr);

    void refresh(bool drainShown); // then nobody needs to be shown the way to it

Q_SIGNALS:
    void showRequested(); // the whole drain, please

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Console& m_console;
    ToneLabel* m_text;
    ToneLabel* m_countdown;
    QPushButton* m_show;
};

} // namespace sluice
