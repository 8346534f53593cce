#include "gui/consoletitle.h"

#include "gui/console.h"
#include "gui/drain/drainwords.h"
#include "gui/wording.h"
#include <QStringList>

namespace sluice {

QString consoleTitle(const Console& console)
{
    const DrainFacts& facts = console.drain().facts();
    QStringList parts { QStringLiteral("Sluice") };
    if (!console.identity().node.isEmpty())
        parts << console.identity().node;
    if (facts.state != drain::State::Serving)
        parts << drainwords::sign(facts.state).word;
    if (facts.isRunning())
        parts.last()
            += QLatin1Char(' ') + wording::countdown(console.drain().untilDeadline(console.now()));
    return parts.join(QStringLiteral(" — "));
}

} // namespace sluice
