#pragma once

#include "core/runtime/restraint.h"
#include "core/runtime/turnshare.h"
#include <QTimer>

class QAbstractEventDispatcher;

namespace sluice {

// The shares of one loop's turns, each for a kind of work that must neither hold up the clients'
// messages nor another kind; a share is told of the turns, and when its pause is over. Loop's
// thread.
class TurnShares {
public:
    explicit TurnShares(QAbstractEventDispatcher& loop,
                        const Restraint::Clocks& now = Restraint::clocks());

    // First requests, and in a lobby TLS handshakes; further requests; clients' input beyond a read
    // or a turn; ends of connections that are nobody's session.
    TurnShare& newcomers() { return m_newcomers.share; }
    TurnShare& regulars() { return m_regulars.share; }
    TurnShare& leftovers() { return m_leftovers.share; }
    TurnShare& leavers() { return m_leavers.share; }

private:
    struct Kind {
        Kind(QAbstractEventDispatcher& loop, const Restraint::Clocks& now, int part = 2);
        void begin();

        QTimer pause;
        Restraint restraint;
        TurnShare share { restraint };
    };
    Kind m_newcomers;
    Kind m_regulars;
    Kind m_leftovers;
    Kind m_leavers;
};

} // namespace sluice
