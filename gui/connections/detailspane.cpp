#include "gui/connections/detailspane.h"

#include "gui/connections/connectionspage.h"
#include "gui/connections/connectiontable.h"
#include "gui/connections/detailsrows.h"
#include "gui/console.h"
#include "gui/widgets/glyphlabel.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace sluice {

DetailsPane::DetailsPane(QWidget* parent)
    : QScrollArea(parent), m_faces(new QStackedWidget(this)),
      m_hint(new ToneLabel(Tone::Muted, this)), m_title(new ToneLabel(Tone::Plain, this)),
      m_state(new GlyphLabel(this)), m_farewell(new ToneLabel(Tone::Muted, this)),
      m_rows(new DetailsRows(this))
{
    constexpr int narrowest = 260; // set once: no text of a connection moves the table's edge
    constexpr double larger = 1.2;
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setMinimumWidth(narrowest);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setMargin(16);
    m_title->setScale(larger, true);
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_farewell->setWordWrap(true);
    m_farewell->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* face = new QWidget(this);
    auto* column = new QVBoxLayout(face);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_state);
    column->addWidget(m_farewell);
    column->addSpacing(4);
    column->addWidget(m_rows);
    column->addStretch();
    m_faces->addWidget(m_hint);
    m_faces->addWidget(face);
    setWidget(m_faces);
    retranslate();
}

void DetailsPane::refresh(const Console& console, const ConnectionsPage& page)
{
    follow(page);
    m_faces->setCurrentIndex(m_id.isEmpty() ? 0 : 1);
    if (m_id.isEmpty())
        return;
    m_title->setText(m_id);
    if (const ConnectionRow* row = page.model().find(m_id))
        return showHere(*row, page.model().now());
    const auto& gone = console.leavers().newestFirst();
    const auto found = std::find_if(
        gone.begin(), gone.end(), [this](const Leaver& leaver) { return leaver.last.id == m_id; });
    showGone(found == gone.end() ? nullptr : &*found);
}

// A row that the table lost, because its connection left or the filter hides it, is followed
// further; one that the operator let go of is not.
void DetailsPane::follow(const ConnectionsPage& page)
{
    if (m_page != &page) {
        m_id.clear();
        m_row = QModelIndex();
        m_page = &page;
    }
    const QModelIndex row = page.table().focusedRow();
    if (!row.isValid() && !m_row.isValid())
        return;
    m_row = row;
    m_id = row.isValid() ? page.model().idAt(row.row()) : QString();
}

void DetailsPane::clear()
{
    m_page = nullptr;
    m_row = QModelIndex();
    m_id.clear();
    m_faces->setCurrentIndex(0);
}

void DetailsPane::showHere(const ConnectionRow& row, qint64 now)
{
    if (row.state == ConnectionRow::State::Closing)
        m_state->display(Glyph::Half, tr("Closing"), Tone::Warning);
    else
        m_state->display(Glyph::Full, tr("Open"), Tone::Good);
    m_farewell->hide();
    m_rows->display(row, now);
}

void DetailsPane::showGone(const Leaver* leaver)
{
    m_state->display(Glyph::Hollow, tr("Has left"), Tone::Muted);
    m_farewell->show();
    if (!leaver) {
        m_farewell->setText(tr("When and why is not known. Below is how it last looked."));
        return;
    }
    const QString reason = leaver->reason.isEmpty()
        ? QString::number(leaver->code)
        : QStringLiteral("%1 (%2)").arg(leaver->code).arg(leaver->reason);
    const QString at = wording::clockTime(leaver->when);
    m_farewell->setText(leaver->byServer
                            ? tr("The server closed it at %1 with code %2.").arg(at, reason)
                            : tr("The client left at %1 with code %2.").arg(at, reason));
    m_rows->display(leaver->last, leaver->when.toMSecsSinceEpoch());
}

void DetailsPane::retranslate()
{
    setAccessibleName(tr("Details of the connection"));
    m_hint->setText(tr("Choose a connection in the table to see everything about it here."));
    m_rows->retranslate();
}

} // namespace sluice
