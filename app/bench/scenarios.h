#pragma once

#include "app/bench/report.h"

namespace sluice::bench {

class Progress;
class Swarm;

// Each runs on a connected swarm and adds its figures to the report.
void runFanout(const Plan& plan, Swarm& swarm, Progress& progress, Report& report);
void runEcho(const Plan& plan, Swarm& swarm, Progress& progress, Report& report);
void runPublish(const Plan& plan, Swarm& swarm, Progress& progress, Report& report);
void runIdle(const Plan& plan, Swarm& swarm, Progress& progress, Report& report);

// All clients leave at once; how long until the server has noticed (GET /health).
void runLeaving(const Plan& plan, Swarm& swarm, Report& report);

// With connections of its own, since its clients come and go: the whole run but for the limits.
void runFollow(const Plan& plan, Progress& progress, Report& report);

// The whole run: limits, connections, scenario, leaving.
Report runBench(const Plan& plan);

} // namespace sluice::bench
