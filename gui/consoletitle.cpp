#include "gui/consoletitle.h"

#include "gui/console.h"
#include "gui/drain/drainwords.h"
#include "gui/servers/environmentwords.h"
#include "gui/wording.h"
#include <QStringList>

namespace sluice {

namespace {

// What it calls itself, and what the operator calls it where that is something else.
QString nameOf(const Console& console, const ServerProfile& profile)
{
    const QString& own = console.identity().node;
    if (own.isEmpty())
        return profile.name.isEmpty() ? profile.url : profile.name;
    return profile.name.isEmpty() || profile.name == own
        ? own
        : QStringLiteral("%1 (%2)").arg(own, profile.name);
}

} // namespace

QString consoleTitle(const Console& console, const ServerProfile& profile)
{
    const DrainFacts& facts = console.drain().facts();
    const QString mark = environmentMark(profile.environment);
    QStringList parts { mark.isEmpty() ? QStringLiteral("Sluice")
                                       : mark + QStringLiteral(" ▌ Sluice") };
    if (const QString name = nameOf(console, profile); !name.isEmpty())
        parts << name;
    if (facts.state != drain::State::Serving)
        parts << drainwords::sign(facts.state).word;
    if (facts.isRunning())
        parts.last()
            += QLatin1Char(' ') + wording::countdown(console.drain().untilDeadline(console.now()));
    return parts.join(QStringLiteral(" — "));
}

} // namespace sluice
