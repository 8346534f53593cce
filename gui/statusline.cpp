#include "gui/statusline.h"

#include "gui/console.h"
#include "gui/look/plaintip.h"
#include "gui/servers/contactwords.h"
#include "gui/tablepage.h"
#include "gui/widgets/glyphlabel.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QLocale>

namespace sluice {

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent), m_contact(new GlyphLabel(this)), m_age(new ToneLabel(Tone::Muted, this)),
      m_roundTrip(new ToneLabel(Tone::Muted, this)), m_role(new ToneLabel(Tone::Muted, this)),
      m_secure(new ToneLabel(Tone::Muted, this)), m_rows(new ToneLabel(Tone::Muted, this)),
      m_rates(new ToneLabel(Tone::Plain, this)), m_servers(new ToneLabel(Tone::Plain, this))
{
    constexpr int margin = 8;
    setContentsMargins(margin, 0, margin, 0);
    setSizeGripEnabled(false);
    m_contact->setObjectName(QStringLiteral("contact"));
    addWidget(m_contact);
    for (ToneLabel* each : { m_age, m_roundTrip, m_role, m_secure })
        addWidget(each);
    for (ToneLabel* each : { m_age, m_roundTrip, m_role, m_secure, m_rates, m_servers })
        each->setContentsMargins(margin, 0, 0, 0);
    for (ToneLabel* each : { m_rows, m_rates, m_servers })
        addPermanentWidget(each);
}

void StatusLine::refresh(const Console& console, const TableState& table, Surroundings around)
{
    refreshContact(console, table.frozen);
    m_role->setText(console.identity().role.isEmpty()    ? QString()
                        : console.identity().mayChange() ? tr("Operator")
                                                         : tr("Viewer: may only look"));
    const auto trip = console.roundTrip();
    m_roundTrip->setVisible(trip.has_value());
    if (trip)
        m_roundTrip->setText(
            tr("RTT %1 ms").arg(wording::number(static_cast<quint64>(trip->count()))));
    m_secure->setVisible(around.secure);
    m_secure->setText(QStringLiteral("TLS"));
    m_servers->setVisible(around.servers > 1);
    m_servers->setText(tr("%Ln server(s)", nullptr, around.servers));
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
    if (console.contact() == Console::Contact::Connecting)
        m_age->clear();
    const bool frozenWhileLive = frozen && console.contact() == Console::Contact::Live;
    const auto sign = contactwords::lineSign(console);
    if (frozenWhileLive)
        m_contact->display(Glyph::Freeze, tr("Frozen"), Tone::Warning);
    else
        m_contact->display(sign.glyph, sign.word, sign.tone);
    m_contact->setToolTip(console.isFresh() ? QString() : plainTip(console.trouble()));
}

} // namespace sluice
