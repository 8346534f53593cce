#pragma once

#include "gui/model/closedmodel.h"
#include "gui/tablepage.h"

class QStackedLayout;

namespace sluice {

class Console;
class EmptyNote;
class RollingTable;

// The connections that ended last: when, who, why, and who closed.
class ClosedPage final : public TablePage {
    Q_OBJECT
public:
    explicit ClosedPage(const Console& console, QWidget* parent = nullptr);

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
    void resizeEvent(QResizeEvent* event) override;

private:
    void explainEmptiness();

    const Console& m_console;
    ClosedModel m_model;
    QString m_filter;
    QStackedLayout* m_pages;
    RollingTable* m_table;
    EmptyNote* m_empty;
};

} // namespace sluice
