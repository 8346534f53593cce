#include "core/runtime/turnshares.h"

#include <QAbstractEventDispatcher>
#include <chrono>

namespace sluice {

namespace {

constexpr int leaversPart = 8; // nobody waits for them, but many may leave at once

} // namespace

// Newcomers are never restrained: a crowd that comes back after a restart is one of them, and it
// would take half as long again.
TurnShares::TurnShares(QAbstractEventDispatcher& loop, const Restraint::Clocks& now)
    : m_newcomers(loop, { now.wall, now.wall }), m_regulars(loop, now), m_leftovers(loop, now),
      m_leavers(loop, now, leaversPart)
{
}

TurnShares::Kind::Kind(QAbstractEventDispatcher& loop, const Restraint::Clocks& now, int part)
    : restraint([this] { pause.start(); }, now, part)
{
    pause.setSingleShot(true);
    pause.setTimerType(Qt::PreciseTimer);
    pause.setInterval(std::chrono::milliseconds(1));
    pause.callOnTimeout([this] {
        if (!restraint.isPausing())
            return; // it has woken the loop, which is all
        restraint.goOn();
        begin();
    });
    QObject::connect(&loop, &QAbstractEventDispatcher::awake, &pause, [this] { begin(); });
}

void TurnShares::Kind::begin()
{
    restraint.rest(); // the loop may have slept before
    share.begin();
    // Those who wait may have been muted in a pause before: nothing else might wake the loop.
    if (share.waiting() > 0 && !pause.isActive())
        pause.start();
    restraint.rest(); // and will ask for events now
}

} // namespace sluice
