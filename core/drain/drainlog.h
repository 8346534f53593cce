#pragma once

#include "core/drain/draincontroller.h"
#include <QObject>
#include <chrono>

namespace sluice {

// Tells the log of a drain as it goes: what began it, how many are left, how it ended, and what the
// next signal will do. Control thread.
class DrainLog final : public QObject {
    Q_OBJECT
public:
    explicit DrainLog(const DrainController& drain, QObject* parent = nullptr);

private:
    void onSignalled(int nth, const QString& nextOne);
    void onStateChanged(drain::State to);
    void onPlanMoved();
    void onProgress(std::uint64_t clients, std::chrono::milliseconds remaining);
    void onTimedOut(std::uint64_t clients);
    void onFinished(const DrainStatus& outcome);

    const DrainController& m_drain;
};

} // namespace sluice
