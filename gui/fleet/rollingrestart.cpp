#include "gui/fleet/rollingrestart.h"

#include "gui/console.h"
#include "gui/servers/contactwords.h"
#include "gui/servers/serverroster.h"
#include <QCoreApplication>

namespace sluice {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RollingRestart)
};

} // namespace

void RollingRestart::begin(const ServerRoster& roster)
{
    for (int row = 0; row < roster.count(); ++row) {
        const QString& url = roster.profile(row).url;
        if (!m_former.contains(url))
            m_former.insert(url, roster.console(row).identity().bootId);
    }
}

bool RollingRestart::isRestarted(const ServerRoster& roster, int row) const
{
    const auto former = m_former.constFind(roster.profile(row).url);
    const QString& now = roster.console(row).identity().bootId;
    return former != m_former.constEnd() && !now.isEmpty() && *former != now;
}

// One server less is what a fleet can bear; a second one must wait.
QString RollingRestart::obstacle(const ServerRoster& roster) const
{
    for (int row = 0; row < roster.count(); ++row)
        if (roster.console(row).drain().facts().isRunning())
            return Words::tr("%1 is draining: the next one waits until it is back.")
                .arg(roster.nameOf(row));
    for (int row = 0; row < roster.count(); ++row)
        if (const Console& console = roster.console(row);
            !console.isFresh() || console.drain().facts().state != drain::State::Serving)
            return Words::tr("%1 is away (%2): the next one waits until it is back.")
                .arg(roster.nameOf(row), contactwords::sign(console).word);
    for (int row = 0; row < roster.count(); ++row)
        if (!roster.console(row).mayCommand())
            return Words::tr("Your token for %1 may only look.").arg(roster.nameOf(row));
    return {};
}

RollingRestart::Step RollingRestart::next(const ServerRoster& roster) const
{
    if (QString why = obstacle(roster); !why.isEmpty())
        return { -1, std::move(why) };
    int first = -1;
    int done = 0;
    for (int row = 0; row < roster.count(); ++row) {
        if (isRestarted(roster, row))
            ++done;
        else if (first < 0)
            first = row;
    }
    if (first < 0)
        return { -1, Words::tr("All %Ln server(s) have been restarted.", nullptr, done) };
    return { first,
             done == 0 ? Words::tr("%1 would be the first.").arg(roster.nameOf(first))
                       : Words::tr("%1 is next: %2 of %Ln server(s) have been restarted.", nullptr,
                                   roster.count())
                             .arg(roster.nameOf(first), QString::number(done)) };
}

} // namespace sluice
