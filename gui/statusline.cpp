#include "gui/statusline.h"

#include "gui/console.h"
#include "gui/look/plaintip.h"
#include "gui/servers/contactwords.h"
#include "gui/tablepage.h"
#include "gui/widgets/glyphlabel.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QLocale>
#include <optional>

namespace sluice {

namespace {

constexpr QChar dot(u'·'); // between what is said of one thing
constexpr QChar bar(u'│'); // between one thing and another

void set(ToneLabel& label, std::optional<QChar> sign, const QString& text)
{
    label.setVisible(!text.isEmpty());
    label.setText(sign ? *sign + QStringLiteral("  ") + text : text);
    label.setAccessibleName(text);
}

// In our words, and as it was told.
QString tipOf(const Console& console)
{
    const QString ours = contactwords::trouble(console);
    return ours == console.trouble() ? ours : ours + QLatin1Char('\n') + console.trouble();
}

} // namespace

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
    for (ToneLabel* each : { m_rows, m_rates, m_servers })
        addPermanentWidget(each);
}

void StatusLine::refresh(const Console& console, const TableState& table, Surroundings around)
{
    refreshContact(console, table.frozen);
    const auto& role = console.identity().role;
    set(*m_role, dot,
        role.isEmpty()                       ? QString()
            : console.identity().mayChange() ? tr("Operator")
                                             : tr("Viewer: may only look"));
    const auto trip = console.roundTrip();
    set(*m_roundTrip, dot,
        trip ? tr("RTT %1 ms").arg(wording::number(static_cast<quint64>(trip->count())))
             : QString());
    set(*m_secure, dot, around.secure ? QStringLiteral("TLS") : QString());
    set(*m_servers, bar,
        around.servers > 1 ? tr("%Ln server(s)", nullptr, around.servers) : QString());
    QStringList rows;
    if (table.shown != table.total)
        rows
            << tr("%1 of %2 shown").arg(wording::number(table.shown), wording::number(table.total));
    if (table.selected > 0)
        rows << tr("%Ln selected", nullptr, table.selected);
    m_rows->setText(rows.join(QStringLiteral(" · ")));
    const ServerStats& stats = console.stats();
    set(*m_rates, rows.isEmpty() ? std::nullopt : std::optional(bar),
        tr("in %1   out %2   queued %3")
            .arg(wording::rate(stats.inRate), wording::rate(stats.outRate),
                 wording::bytes(stats.queuedBytes)));
}

void StatusLine::refreshContact(const Console& console, bool frozen)
{
    const auto age = std::chrono::duration<double>(console.sinceLastMessage()).count();
    set(*m_age, dot,
        console.contact() == Console::Contact::Connecting
            ? QString()
            : tr("updated %1 s ago").arg(QLocale().toString(age, 'f', age < 10 ? 1 : 0)));
    const bool frozenWhileLive = frozen && console.contact() == Console::Contact::Live;
    const auto sign = contactwords::lineSign(console);
    if (frozenWhileLive)
        m_contact->display(Glyph::Freeze, tr("Frozen"), Tone::Warning);
    else
        m_contact->display(sign.glyph, sign.word, sign.tone);
    m_contact->setToolTip(console.isFresh() ? QString() : plainTip(tipOf(console)));
}

} // namespace sluice
