#pragma once

#include "core/drain/drainplan.h"
#include <string>

namespace sluice {

class JsonWriter;

// The fields of DRAIN.md rule 4, as the API, /status.drain and the admin stream all write them.
void writeDrain(JsonWriter& json, const DrainStatus& status);
std::string drainJson(const DrainStatus& status); // as one object
std::string planJson(const DrainPlan& plan); // what a dry run answers

} // namespace sluice
