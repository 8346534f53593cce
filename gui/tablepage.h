#pragma once

#include <QWidget>

namespace sluice {

// What a table shows of what there is.
struct TableState {
    bool frozen = false;
    std::size_t shown = 0;
    std::size_t total = 0;
    int selected = 0;
};

// A page that is a table: what the filter field, Copy and Freeze act on.
class TablePage : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void commit() = 0; // once a tick, seen or not
    virtual void setFilter(const QString& text) = 0;
    virtual const QString& filter() const = 0;
    virtual void setFrozen(bool frozen) = 0;
    virtual TableState state() const = 0;
    virtual QString selectedText() const = 0;
    virtual QString columns() const = 0; // how they stand, as text
    virtual void setColumns(const QString& columns) = 0; // what makes no sense changes nothing
    virtual QWidget* keyTaker() const = 0; // where Ctrl+C is meant for the rows
    virtual void retranslate() = 0;
};

} // namespace sluice
