#pragma once

#include <QWidget>

class QStackedLayout;
class QPushButton;

namespace sluice {

class Card;
class Console;
class ConsoleActions;
class DrainHeader;
class DrainLists;
class DrainProgress;
class GlyphLabel;
class ToneLabel;

// The drain that runs, or ran: how far, how fast, who holds it up, and what can be done about it.
class DrainPanel final : public QWidget {
    Q_OBJECT
public:
    DrainPanel(const Console& console, const ConsoleActions& actions, QWidget* parent = nullptr);

    void refresh();
    QString outcome() const; // the sentence at the end; empty before

Q_SIGNALS:
    void connectionChosen(const QString& id);
    void reportCopied();

private:
    QWidget* makeIdlePage(const ConsoleActions& actions);
    QWidget* makeDrainPage(const ConsoleActions& actions);
    QWidget* makeButtons(const ConsoleActions& actions);
    QWidget* makeOutcome();
    void refreshIdle();
    void refreshDrain();
    void copyReport();

    const Console& m_console;
    QStackedLayout* m_pages;
    GlyphLabel* m_idleTitle = nullptr;
    ToneLabel* m_idleText = nullptr;
    DrainHeader* m_header = nullptr;
    DrainProgress* m_progress = nullptr;
    DrainLists* m_lists = nullptr;
    QWidget* m_buttons = nullptr;
    Card* m_outcomeCard = nullptr;
    ToneLabel* m_outcome = nullptr;
    QPushButton* m_copyReport = nullptr;
};

} // namespace sluice
