#pragma once

#include "core/drain/drainplan.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <optional>

namespace sluice {

class DrainController;
class Handover;
struct Settings;

// Lets a process whose own drain is over live on for a predecessor that still drains. Not for ever:
// the deadline of the own drain holds here as well, and the ladder of signals goes on, to hurry and
// to force. Control thread.
class PredecessorWait final : public QObject {
    Q_OBJECT
public:
    PredecessorWait(const Settings& settings, const Handover& handover,
                    const DrainController& drain, QObject* parent = nullptr);

    void begin(); // over() follows
    std::optional<PredecessorFigures> figures() const; // none: it does not wait

Q_SIGNALS:
    void over(); // once

private:
    void onSignalled(int nth);
    void onTooLong();
    void finish();
    std::chrono::milliseconds withGrace(std::chrono::milliseconds deadline) const;

    const Settings& m_settings;
    const Handover& m_handover;
    const DrainController& m_drain;
    QTimer m_longest;
};

} // namespace sluice
