#pragma once

#include <QFrame>

class QPushButton;

namespace sluice {

class Console;
class ConsoleActions;
class ToneLabel;

// One line above the tabs while the server that is shown drains, whatever else is looked at.
class DrainBanner final : public QFrame {
    Q_OBJECT
public:
    explicit DrainBanner(const ConsoleActions& actions, QWidget* parent = nullptr);

    // Null: no server is shown. Who sees the whole drain needs not be shown the way to it.
    void refresh(const Console* console, bool drainShown);

Q_SIGNALS:
    void showRequested(); // the whole drain, please

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ToneLabel* m_text;
    ToneLabel* m_countdown;
    QPushButton* m_show;
};

} // namespace sluice
