#pragma once

#include <QStatusBar>

namespace sluice {

class Console;
class GlyphLabel;
class ToneLabel;
struct TableState;

// The line at the bottom: is the picture fresh, who are we here, how busy is the server.
class StatusLine final : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    void refresh(const Console& console, const TableState& table);

private:
    void refreshContact(const Console& console, bool frozen);

    GlyphLabel* m_contact;
    ToneLabel* m_age;
    ToneLabel* m_role;
    ToneLabel* m_rows;
    ToneLabel* m_rates;
};

} // namespace sluice
