#include "gui/overview/servercard.h"

#include "gui/console.h"
#include "gui/servers/contactwords.h"
#include "gui/widgets/figurelabel.h"
#include "gui/widgets/glyphlabel.h"
#include "gui/widgets/tonelabel.h"
#include "gui/wording.h"
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace sluice {

namespace {

constexpr int margin = 12;

QString unknown()
{
    return QStringLiteral("–");
}

} // namespace

ServerCard::ServerCard(QWidget* parent)
    : Card(parent), m_name(new ToneLabel(Tone::Plain, this)), m_state(new GlyphLabel(this)),
      m_address(new ToneLabel(Tone::Muted, this))
{
    constexpr double larger = 1.5;
    m_name->setScale(larger, true);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_state->setObjectName(QStringLiteral("readiness"));
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_address->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* title = new QHBoxLayout;
    title->setSpacing(margin);
    title->addWidget(m_name);
    title->addWidget(m_state);
    title->addWidget(m_address, 1);
    auto* facts = new QHBoxLayout;
    facts->setSpacing(margin);
    for (FigureLabel*& fact : m_facts) {
        fact = new FigureLabel(this, 1.0);
        facts->addWidget(fact, 1);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin - 4, margin, margin - 2);
    column->setSpacing(8);
    column->addLayout(title);
    column->addLayout(facts);
}

void ServerCard::setAddress(const QString& address)
{
    m_address->setText(address);
    m_address->setAccessibleName(tr("Address: %1").arg(address));
}

void ServerCard::refresh(const Console& console)
{
    const ServerIdentity& identity = console.identity();
    const ServerStats& stats = console.stats();
    const bool known = stats.time >= 0;
    const auto total = [&](quint64 count) { return known ? wording::number(count) : unknown(); };
    m_name->setText(identity.node.isEmpty() ? tr("Not reached yet") : identity.node);
    refreshState(console);
    const auto upFor = std::chrono::seconds(stats.uptimeSeconds);
    const std::pair<QString, QString> facts[] = {
        { tr("Version"), identity.version.isEmpty() ? unknown() : identity.version },
        { tr("Running since"), startOf(console) },
        { tr("Up for"), stats.uptimeSeconds < 0 ? unknown() : wording::span(upFor) },
        { tr("Accepted"), total(stats.accepted) },
        { tr("Refused"), total(stats.rejected) },
        { tr("Messages in"), total(stats.messagesIn) },
        { tr("Messages out"), total(stats.messagesOut) },
    };
    static_assert(std::size(facts) == std::tuple_size_v<decltype(m_facts)>);
    const Tone tone = console.isFresh() ? Tone::Plain : Tone::Muted;
    for (std::size_t i = 0; i < m_facts.size(); ++i)
        m_facts[i]->display(facts[i].first, facts[i].second, tone);
}

void ServerCard::refreshState(const Console& console)
{
    const QString& word = console.stats().readiness;
    const bool silent = !console.isFresh() && console.stats().time >= 0;
    if (silent)
        m_state->display(Glyph::Warning,
                         tr("As it was at %1")
                             .arg(wording::clockTime(QDateTime::currentDateTime().addMSecs(
                                 -console.sinceLastMessage().count()))),
                         Tone::Warning);
    else if (word == QLatin1String("ready"))
        m_state->display(Glyph::Full, tr("Ready"), Tone::Good);
    else if (word == QLatin1String("paused"))
        m_state->display(Glyph::Pause, tr("Paused: newcomers are refused"), Tone::Warning);
    else if (word == QLatin1String("draining"))
        m_state->display(Glyph::Half, tr("Draining"), Tone::Warning);
    else if (word == QLatin1String("starting"))
        m_state->display(Glyph::Hollow, tr("Starting"), Tone::Muted);
    else {
        const auto line = contactwords::lineSign(console);
        m_state->display(line.glyph, line.word, line.tone);
    }
}

// The server tells its age in whole seconds. The earliest answer is the most exact one, and does
// not flicker.
QString ServerCard::startOf(const Console& console)
{
    const ServerStats& stats = console.stats();
    if (stats.uptimeSeconds < 0 || stats.time < 0)
        return unknown();
    const auto start = QDateTime::fromMSecsSinceEpoch(stats.time).addSecs(-stats.uptimeSeconds);
    if (m_boot != console.identity().bootId || !m_start.isValid() || start < m_start)
        m_start = start;
    m_boot = console.identity().bootId;
    const QDateTime here = m_start.toLocalTime();
    return QLocale().toString(here, QStringLiteral("d MMM HH:mm"));
}

} // namespace sluice
