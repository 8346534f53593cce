#pragma once

#include "gui/widgets/card.h"
#include <QDateTime>
#include <array>

namespace sluice {

class Console;
class FigureLabel;
class GlyphLabel;
class ToneLabel;

// Who the server is, how it does, and its totals since it started.
class ServerCard final : public Card {
    Q_OBJECT
public:
    explicit ServerCard(QWidget* parent = nullptr);

    void setAddress(const QString& address);
    void refresh(const Console& console);

private:
    void refreshState(const Console& console);
    QString startOf(const Console& console);

    ToneLabel* m_name;
    GlyphLabel* m_state;
    ToneLabel* m_address;
    std::array<FigureLabel*, 7> m_facts {};
    QString m_boot; // whose start it is
    QDateTime m_start;
};

} // namespace sluice
