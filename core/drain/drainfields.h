#pragma once

#include "core/drain/drainplan.h"
#include <QJsonObject>
#include <string>
#include <variant>

namespace sluice {

struct DrainRequest {
    DrainOrder order;
    bool dryRun = false; // only the plan is wanted
};

// What a JSON object asks of a drain: the body of POST and PATCH /api/v1/drain, the members of an
// admin command. Strict: an unknown member, another type, a time below zero or beyond a week is
// answered by a sentence that names it, and nothing of the object counts. Pure.
std::variant<DrainRequest, std::string> parseDrainRequest(const QJsonObject& object);
std::variant<DrainUpdate, std::string> parseDrainUpdate(const QJsonObject& object);

// For orders that take nothing. Empty when the object is.
std::string complainOfMembers(const QJsonObject& object);

} // namespace sluice
