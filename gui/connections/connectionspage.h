#pragma once

#include "gui/model/connectionmodel.h"
#include <QWidget>

class QStackedLayout;

namespace sluice {

class ConnectionTable;
class Console;
class ConsoleActions;
class ToneLabel;

// The table of connections, or a word on why there is none.
class ConnectionsPage final : public QWidget {
    Q_OBJECT
public:
    ConnectionsPage(Console& console, const ConsoleActions& actions, QWidget* parent = nullptr);

    void commit(); // once a tick
    void setFilter(const QString& text);
    const QString& filter() const { return m_filter; }
    void setFrozen(bool frozen);
    void retranslate();

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
    ToneLabel* m_emptyTitle;
    ToneLabel* m_emptyText;
};

} // namespace sluice
