#include "core/runtime/turnshares.h"

#include <QAbstractEventDispatcher>
#include <chrono>

namespace sluice {

// Newcomers are never restrained: a crowd that comes back after a restart is one of them, and it
// would take half as long again.
TurnShares::TurnShares(QAbstractEventDispatcher& loop, const Restraint::Clocks& now)
    : m_newcomers(loop, { now.wall, now.wall }), m_regulars(loop, now), m_leftovers(loop, now)
{
}

TurnShares::Kind::Kind(QAbstractEventDispatcher& loop, const Restraint::Clocks& now)
    : restraint([this] { pause.start(); }, now)
{
    pause.setSingleShot(true);
    pause.setTimerType(Qt::PreciseTimer);
    pause.setInterval(std::chrono::milliseconds(1));
    pause.callOnTimeout([this] {
        restraint.goOn();
        begin();
    });
    QObject::connect(&loop, &QAbstractEventDispatcher::awake, &pause, [this] { begin(); });
}

void TurnShares::Kind::begin()
{
    restraint.rest(); // the loop may have slept before
    share.begin();
    restraint.rest(); // and will ask for events now
}

} // namespace sluice
