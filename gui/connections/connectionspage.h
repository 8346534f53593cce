#pragma once

#include "gui/model/connectionmodel.h"
#include "gui/tablepage.h"

class QStackedLayout;

namespace sluice {

class ConnectionTable;
class Console;
class ConsoleActions;
class EmptyNote;

// The table of connections, or a word on why there is none.
class ConnectionsPage final : public TablePage {
    Q_OBJECT
public:
    ConnectionsPage(Console& console, const ConsoleActions& actions, QWidget* parent = nullptr);

    void commit() override;
    void setFilter(const QString& text) override;
    const QString& filter() const override { return m_filter; }
    void setFrozen(bool frozen) override;
    TableState state() const override;
    QString selectedText() const override;
    QString columns() const override;
    void setColumns(const QString& columns) override;
    QWidget* keyTaker() const override;
    void retranslate() override;

    ConnectionTable& table() const { return *m_table; }
    const ConnectionModel& model() const { return m_model; }
    int selectedCount() const;

private:
    void explainEmptiness();

    Console& m_console;
    ConnectionModel m_model;
    QString m_filter;
    QStackedLayout* m_pages;
    ConnectionTable* m_table;
    EmptyNote* m_empty;
};

} // namespace sluice
