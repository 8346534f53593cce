#include "gui/overview/overviewpage.h"

#include "gui/console.h"
#include "gui/overview/figuretile.h"
#include "gui/overview/servercard.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QGridLayout>
#include <QVBoxLayout>
#include <cmath>

namespace sluice {

namespace {

using Figure = StatsHistory::Figure;

constexpr int gap = 10;
constexpr int tilesInARow = 3;
constexpr Figure figures[]
    = { StatsHistory::Clients,     StatsHistory::InRate,    StatsHistory::OutRate,
        StatsHistory::QueuedBytes, StatsHistory::LoopLagMs, StatsHistory::MemoryBytes };
static_assert(std::size(figures) == StatsHistory::FigureCount);

double valueOf(Figure figure, const ServerStats& stats)
{
    switch (figure) {
    case StatsHistory::Clients:
        return static_cast<double>(stats.clients);
    case StatsHistory::InRate:
        return stats.inRate;
    case StatsHistory::OutRate:
        return stats.outRate;
    case StatsHistory::QueuedBytes:
        return static_cast<double>(stats.queuedBytes);
    case StatsHistory::LoopLagMs:
        return static_cast<double>(stats.loopLagMs);
    case StatsHistory::MemoryBytes:
        return static_cast<double>(stats.residentBytes);
    case StatsHistory::FigureCount:
        break;
    }
    return -1;
}

} // namespace

OverviewPage::OverviewPage(const Console& console, QWidget* parent)
    : QWidget(parent), m_console(console), m_server(new ServerCard(this)),
      m_note(new ToneLabel(Tone::Muted, this))
{
    auto* tiles = new QGridLayout;
    tiles->setSpacing(gap);
    for (const Figure figure : figures) {
        m_tiles[figure] = new FigureTile(this);
        tiles->addWidget(m_tiles[figure], figure / tilesInARow, figure % tilesInARow);
    }
    for (int i = 0; i < tilesInARow; ++i)
        tiles->setColumnStretch(i, 1);
    m_note->setAlignment(Qt::AlignRight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gap, gap, gap, gap / 2);
    column->setSpacing(gap);
    column->addWidget(m_server);
    column->addLayout(tiles, 1);
    column->addWidget(m_note);
    retranslate();
}

void OverviewPage::setAddress(const QString& address)
{
    m_server->setAddress(address);
}

void OverviewPage::retranslate()
{
    const std::pair<QString, QString> words[] = {
        { tr("Clients"), tr("Clients that are connected now") },
        { tr("Messages in"), tr("Messages from clients, a second") },
        { tr("Messages out"), tr("Messages to clients, a second") },
        { tr("Queued"), tr("What waits until clients read on") },
        { tr("Loop lag"), tr("How late the slowest loop of the server is") },
        { tr("Memory"), tr("What the server's process holds in memory") },
    };
    for (const Figure figure : figures)
        m_tiles[figure]->setCaption(words[figure].first, words[figure].second);
    m_note->setText(tr(
        "The curves show the last five minutes at most; a gap is when the server was not heard."));
    refresh();
}

void OverviewPage::refresh()
{
    m_server->refresh(m_console);
    for (const Figure figure : figures)
        refreshTile(figure);
}

void OverviewPage::refreshTile(Figure figure)
{
    const auto text = [figure](double value) -> QString {
        if (std::isnan(value) || value < 0)
            return QStringLiteral("–");
        switch (figure) {
        case StatsHistory::Clients:
            return wording::number(static_cast<quint64>(value));
        case StatsHistory::InRate:
        case StatsHistory::OutRate:
            return wording::rate(value);
        case StatsHistory::LoopLagMs:
            return tr("%1 ms").arg(wording::number(static_cast<quint64>(value)));
        default:
            return wording::bytes(static_cast<qint64>(value));
        }
    };
    const StatsHistory& history = m_console.history();
    const double peak = history.peak(figure);
    const double now = history.isEmpty() ? -1 : valueOf(figure, m_console.stats());
    m_tiles[figure]->setCurve(history.values(figure));
    m_tiles[figure]->display(text(now),
                             std::isnan(peak) ? QString() : tr("peak %1").arg(text(peak)),
                             m_console.isFresh() ? Tone::Plain : Tone::Muted);
}

} // namespace sluice
