#include "gui/statusline.h"

#include "gui/console.h"
#include "gui/drain/drainwords.h"
#include "gui/tablepage.h"
#include "gui/widgets/glyphlabel.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QLocale>

namespace sluice {

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent), m_contact(new GlyphLabel(this)), m_age(new ToneLabel(Tone::Muted, this)),
      m_role(new ToneLabel(Tone::Muted, this)), m_rows(new ToneLabel(Tone::Muted, this)),
      m_rates(new ToneLabel(Tone::Plain, this))
{
    constexpr int margin = 8;
    setContentsMargins(margin, 0, margin, 0);
    setSizeGripEnabled(false);
    m_contact->setObjectName(QStringLiteral("contact"));
    for (QWidget* each : { static_cast<QWidget*>(m_contact), static_cast<QWidget*>(m_age),
                           static_cast<QWidget*>(m_role) })
        addWidget(each);
    for (QWidget* each : { static_cast<QWidget*>(m_age), static_cast<QWidget*>(m_role),
                           static_cast<QWidget*>(m_rates) })
        each->setContentsMargins(margin, 0, 0, 0);
    addPermanentWidget(m_rows);
    addPermanentWidget(m_rates);
}

void StatusLine::refresh(const Console& console, const TableState& table)
{
    refreshContact(console, table.frozen);
    m_role->setText(console.identity().role.isEmpty()    ? QString()
                        : console.identity().mayChange() ? tr("Operator")
                                                         : tr("Viewer: may only look"));
    QStringList rows;
    if (table.shown != table.total)
        rows
            << tr("%1 of %2 shown").arg(wording::number(table.shown), wording::number(table.total));
    if (table.selected > 0)
        rows << tr("%Ln selected", nullptr, table.selected);
    m_rows->setText(rows.join(QStringLiteral(" · ")));
    const ServerStats& stats = console.stats();
    m_rates->setText(tr("in %1   out %2   queued %3")
                         .arg(wording::rate(stats.inRate), wording::rate(stats.outRate),
                              wording::bytes(stats.queuedBytes)));
}

void StatusLine::refreshContact(const Console& console, bool frozen)
{
    const auto age = std::chrono::duration<double>(console.sinceLastMessage()).count();
    m_age->setText(tr("updated %1 s ago").arg(QLocale().toString(age, 'f', age < 10 ? 1 : 0)));
    using Contact = Console::Contact;
    switch (console.contact()) {
    case Contact::Connecting:
        m_contact->display(Glyph::Hollow, tr("Connecting"), Tone::Muted);
        m_age->clear();
        break;
    case Contact::Syncing:
        m_contact->display(Glyph::Half,
                           tr("Syncing %1 of %2")
                               .arg(wording::number(console.connections().count()),
                                    wording::number(console.stats().clients)),
                           Tone::Muted);
        break;
    case Contact::Live:
        if (frozen)
            m_contact->display(Glyph::Freeze, tr("Frozen"), Tone::Warning);
        else if (!console.stats().accepting && !console.drain().facts().isRunning())
            m_contact->display(Glyph::Pause, tr("Live, accepting is paused"), Tone::Warning);
        else
            m_contact->display(Glyph::Full, tr("Live"), Tone::Good);
        break;
    case Contact::Stale:
        m_contact->display(Glyph::Warning, tr("Stale"), Tone::Warning);
        break;
    case Contact::Waiting:
        if (console.endedAsExpected())
            m_contact->display(Glyph::Done, tr("Stopped as expected"), Tone::Muted);
        else
            m_contact->display(Glyph::Failed,
                               tr("Reconnecting in %1")
                                   .arg(wording::span(std::chrono::ceil<std::chrono::seconds>(
                                       console.untilNextCall()))),
                               Tone::Danger);
        break;
    case Contact::Refused:
        m_contact->display(Glyph::Failed, tr("Wrong token"), Tone::Danger);
        break;
    case Contact::Lost:
        if (console.endedAsExpected())
            m_contact->display(Glyph::Done, tr("Stopped as expected"), Tone::Muted);
        else
            m_contact->display(Glyph::Failed, tr("Lost"), Tone::Danger);
        break;
    }
}

} // namespace sluice
