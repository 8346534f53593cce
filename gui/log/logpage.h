#pragma once

#include "gui/model/logmodel.h"
#include "gui/tablepage.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;

namespace sluice {

class Console;
class EmptyNote;
class RollingTable;

// What a server logs, since somebody looked here first: before that it is not asked for.
class LogPage final : public TablePage {
    Q_OBJECT
public:
    explicit LogPage(Console& console, QWidget* parent = nullptr);

    void commit() override;
    void setFilter(const QString& text) override;
    const QString& filter() const override { return m_filter; }
    void setFrozen(bool frozen) override { m_model.setFrozen(frozen); }
    TableState state() const override;
    QString selectedText() const override;
    QString columns() const override;
    void setColumns(const QString& columns) override;
    QWidget* keyTaker() const override;
    void retranslate() override;

    RollingTable& table() const { return *m_table; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeBar();
    QWidget* makeLines();
    void onContact();
    void chooseLevel();
    void showWhole();
    void explainEmptiness();

    Console& m_console;
    LogModel m_model;
    QString m_filter;
    QLabel* m_levelCaption = nullptr;
    QComboBox* m_level = nullptr;
    QPushButton* m_jump = nullptr;
    QStackedLayout* m_pages = nullptr;
    RollingTable* m_table = nullptr;
    QPlainTextEdit* m_whole = nullptr; // the line that is too long for the table
    EmptyNote* m_empty = nullptr;
    bool m_missed = false; // lines, for there was no line to the server
};

} // namespace sluice
