#include "gui/drain/planwords.h"

#include "gui/wording.h"
#include <QCoreApplication>
#include <algorithm>

namespace sluice::planwords {

namespace {

QString say(const char* source)
{
    return QCoreApplication::translate("plan", source);
}

} // namespace

QVector<Step> steps(const DrainTimes& times, quint64 clients, const QDateTime& now)
{
    using namespace std::chrono;
    const auto at = [&now](seconds later) {
        return later.count() == 0 ? say(QT_TRANSLATE_NOOP("plan", "Now"))
                                  : wording::clockTime(now.addSecs(later.count()));
    };
    const seconds rampBegins = std::max(times.delay, times.timeout - times.ramp);
    QVector<Step> steps;
    if (times.delay.count() > 0)
        steps.append({ at({}),
                       say(QT_TRANSLATE_NOOP("plan",
                                             "Load balancers are told to look away. Newcomers "
                                             "are still let in.")) });
    steps.append({ at(times.delay),
                   say(QT_TRANSLATE_NOOP("plan",
                                         "Newcomers are refused. %1: each is told when to leave, "
                                         "spread over %2."))
                       .arg(wording::clients(clients), wording::span(rampBegins - times.delay)) });
    if (times.ramp.count() > 0)
        steps.append({ at(rampBegins),
                       say(QT_TRANSLATE_NOOP("plan",
                                             "Who is still here is closed, one after another, "
                                             "over %1."))
                           .arg(wording::span(times.timeout - rampBegins)) });
    steps.append({ at(times.timeout),
                   say(QT_TRANSLATE_NOOP("plan", "The deadline. Whoever is left is closed.")) });
    return steps;
}

} // namespace sluice::planwords
