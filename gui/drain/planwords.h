#pragma once

#include "gui/model/drainfacts.h"
#include <QVector>

namespace sluice::planwords {

struct Step {
    QString when; // a time of day, or now
    QString what;
};

// What a drain with these times would do when it begins at `now`.
QVector<Step> steps(const DrainTimes& times, quint64 clients, const QDateTime& now);

} // namespace sluice::planwords
