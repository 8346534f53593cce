#include "gui/servers/contactwords.h"

#include "gui/console.h"
#include "gui/wording.h"
#include <QCoreApplication>

namespace sluice::contactwords {

namespace {

using namespace std::chrono_literals;
using Contact = Console::Contact;

struct ContactWords {
    Q_DECLARE_TR_FUNCTIONS(ContactWords)
};

drainwords::Sign whileLive(const Console& console)
{
    constexpr auto worthSaying = 60s; // that it is another process than before
    if (!console.stats().accepting && !console.drain().facts().isRunning())
        return { Glyph::Pause, Tone::Warning, ContactWords::tr("Live, accepting is paused") };
    if (console.sinceRestart().value_or(worthSaying) < worthSaying)
        return { Glyph::Full, Tone::Good,
                 ContactWords::tr("Restarted (%1)").arg(console.identity().version) };
    return { Glyph::Full, Tone::Good, ContactWords::tr("Live") };
}

drainwords::Sign whileAway(const Console& console)
{
    if (console.endedAsExpected())
        return { Glyph::Done, Tone::Muted, ContactWords::tr("Stopped as expected") };
    if (console.contact() == Contact::Lost)
        return { Glyph::Failed, Tone::Danger, ContactWords::tr("Lost") };
    if (console.metWrongKey())
        return { Glyph::Failed, Tone::Danger, ContactWords::tr("Wrong key") };
    const auto left = std::chrono::ceil<std::chrono::seconds>(console.untilNextCall());
    return { Glyph::Failed, Tone::Danger,
             ContactWords::tr("Reconnecting in %1").arg(wording::span(left)) };
}

QString figures(const Console& console, const QString& form)
{
    const DrainFacts& facts = console.drain().facts();
    if (!facts.isRunning())
        return {};
    return form.arg(wording::number(facts.remaining))
        .arg(facts.percentGone())
        .arg(wording::countdown(console.drain().untilDeadline(console.now())));
}

} // namespace

drainwords::Sign lineSign(const Console& console)
{
    switch (console.contact()) {
    case Contact::Connecting:
        return { Glyph::Hollow, Tone::Muted, ContactWords::tr("Connecting") };
    case Contact::Syncing:
        return { Glyph::Half, Tone::Muted,
                 ContactWords::tr("Syncing %1 of %2")
                     .arg(wording::number(console.connections().count()),
                          wording::number(console.stats().clients)) };
    case Contact::Live:
        return whileLive(console);
    case Contact::Stale:
        return { Glyph::Warning, Tone::Warning, ContactWords::tr("Stale") };
    case Contact::Refused:
        return { Glyph::Failed, Tone::Danger, ContactWords::tr("Wrong token") };
    case Contact::Waiting:
    case Contact::Lost:
        break;
    }
    return whileAway(console);
}

drainwords::Sign sign(const Console& console)
{
    const auto state = console.drain().facts().state;
    const bool serving = state == drain::State::Serving;
    return console.contact() == Contact::Live && !serving ? drainwords::sign(state)
                                                          : lineSign(console);
}

QString drainFigures(const Console& console)
{
    return figures(console, ContactWords::tr("%1   %2 %   %3"));
}

QString drainSpoken(const Console& console)
{
    return figures(console, ContactWords::tr("%1 left, %2 %, %3"));
}

QString trouble(AdminLink::Cause cause, const QString& why)
{
    using Cause = AdminLink::Cause;
    switch (cause) {
    case Cause::NothingListens:
        return ContactWords::tr("nothing listens at its address (connection refused)");
    case Cause::UnknownHost:
        return ContactWords::tr("nobody knows a machine of that name");
    case Cause::Unreachable:
        return ContactWords::tr("no way leads to its network");
    case Cause::NoAnswer:
        return ContactWords::tr("it does not answer");
    case Cause::NotTrusted:
        return ContactWords::tr("its certificate is not trusted");
    case Cause::NoEncryption:
        return ContactWords::tr("no encrypted line could be agreed on");
    case Cause::NoWebSocket:
        return ContactWords::tr("what answers there is not a Sluice server");
    case Cause::Ended:
        return ContactWords::tr("it has ended the line");
    case Cause::WrongKey: // which is told with the key
    case Cause::Other:
        break;
    }
    return why;
}

QString trouble(const Console& console)
{
    return trouble(console.cause(), console.trouble());
}

QString readable(const Console& console)
{
    switch (console.contact()) {
    case Contact::Connecting:
        return QStringLiteral("connecting");
    case Contact::Syncing:
        return QStringLiteral("syncing");
    case Contact::Live:
        return QStringLiteral("live");
    case Contact::Stale:
        return QStringLiteral("stale");
    case Contact::Refused:
        return QStringLiteral("wrong_token");
    case Contact::Waiting:
    case Contact::Lost:
        break;
    }
    return console.endedAsExpected() ? QStringLiteral("stopped")
        : console.metWrongKey()      ? QStringLiteral("wrong_key")
                                     : QStringLiteral("lost");
}

} // namespace sluice::contactwords
