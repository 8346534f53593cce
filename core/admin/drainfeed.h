#pragma once

#include "core/drain/drainstate.h"
#include "core/runtime/clock.h"
#include <QObject>
#include <QTimer>
#include <string>

namespace sluice {

class DrainController;

// The admin stream's topic `drain`: says when the drain's figures are worth telling again: at once
// when its state changes, else twice a second at most, and once a second while one runs, for rates
// change by themselves. Quiet while nobody watches. Control thread.
class DrainFeed final : public QObject {
    Q_OBJECT
public:
    DrainFeed(const DrainController& drain, const Clock& clock, QObject* parent = nullptr);

    void setWatched(bool watched);
    std::string message() const;

Q_SIGNALS:
    void due();

private:
    void onChanged();
    void tell();

    const DrainController& m_drain;
    const Clock& m_clock;
    drain::State m_told = drain::State::Serving;
    Clock::Instant m_toldAt;
    QTimer m_timer { this };
    bool m_watched = false;
};

} // namespace sluice
