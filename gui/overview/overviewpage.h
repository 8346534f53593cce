#pragma once

#include "gui/model/statshistory.h"
#include <QWidget>
#include <array>

namespace sluice {

class Console;
class FigureTile;
class ServerCard;
class ToneLabel;

// A server at one glance: who it is, and six figures with their last five minutes.
class OverviewPage final : public QWidget {
    Q_OBJECT
public:
    explicit OverviewPage(const Console& console, QWidget* parent = nullptr);

    void setAddress(const QString& address); // where it is reached; empty: not known
    void refresh();
    void retranslate();
    const FigureTile& tile(StatsHistory::Figure figure) const { return *m_tiles[figure]; }

private:
    void refreshTile(StatsHistory::Figure figure);

    const Console& m_console;
    ServerCard* m_server;
    std::array<FigureTile*, StatsHistory::FigureCount> m_tiles {};
    ToneLabel* m_note;
};

} // namespace sluice
