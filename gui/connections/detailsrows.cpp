#include "gui/connections/detailsrows.h"

#include "gui/widgets/tonelabel.h"
#include <QDateTime>
#include <QGridLayout>
#include <QLocale>

namespace sluice {

namespace {

using Column = ConnectionColumn;

struct Group {
    const char* title;
    std::initializer_list<Column> columns;
};
// Its id and its state stand above them.
const Group groups[] = {
    { QT_TRANSLATE_NOOP("sluice::DetailsRows", "Who"), { Column::User, Column::Address } },
    { QT_TRANSLATE_NOOP("sluice::DetailsRows", "Since when"), { Column::Connected, Column::Idle } },
    { QT_TRANSLATE_NOOP("sluice::DetailsRows", "Traffic"),
      { Column::InRate, Column::OutRate, Column::Received, Column::Sent, Column::Rtt } },
    { QT_TRANSLATE_NOOP("sluice::DetailsRows", "Queue"), { Column::Queued, Column::Loop } },
    { QT_TRANSLATE_NOOP("sluice::DetailsRows", "Agent"),
      { Column::Subprotocol, Column::UserAgent } },
};

QString moment(qint64 time)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time),
                              QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString valueOf(Column column, const ConnectionRow& row, qint64 now)
{
    QString text = connectioncolumn::text(column, row, now);
    const qint64 since = column == Column::Connected ? row.connectedAt
        : column == Column::Idle                     ? row.idleSince()
                                                     : -1;
    if (since >= 0) // the moment stands still, the age does not
        text += QLatin1Char('\n') + moment(since);
    return text.isEmpty() ? QStringLiteral("–") : text;
}

} // namespace

DetailsRows::DetailsRows(QWidget* parent) : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    for (const Group& group : groups) {
        constexpr int above = 12;
        if (!m_titles.empty())
            grid->setRowMinimumHeight(grid->rowCount(), above);
        auto* title = new ToneLabel(Tone::Plain, this);
        title->setScale(1, true);
        grid->addWidget(title, grid->rowCount(), 0, 1, 2);
        m_titles.push_back({ group.title, title });
        for (const Column column : group.columns)
            addLine(*grid, column);
    }
    retranslate();
}

void DetailsRows::addLine(QGridLayout& grid, ConnectionColumn column)
{
    auto* caption = new ToneLabel(Tone::Muted, this);
    auto* value = new ToneLabel(Tone::Plain, this);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int row = grid.rowCount();
    grid.addWidget(caption, row, 0, Qt::AlignTop);
    grid.addWidget(value, row, 1, Qt::AlignTop);
    m_lines.push_back({ column, caption, value });
}

void DetailsRows::display(const ConnectionRow& row, qint64 now)
{
    for (const Line& line : m_lines) {
        const QString value = valueOf(line.column, row, now);
        line.value->setText(value);
        line.value->setAccessibleName(line.caption->text() + QStringLiteral(": ") + value);
    }
}

void DetailsRows::retranslate()
{
    for (const Title& title : m_titles)
        title.label->setText(tr(title.source));
    for (const Line& line : m_lines) {
        line.caption->setText(connectioncolumn::title(line.column));
        line.caption->setToolTip(connectioncolumn::explanation(line.column));
    }
}

} // namespace sluice
