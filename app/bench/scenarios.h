#pragma once

#include "app/bench/report.h"

namespace sluice::bench {

class Progress;
class Swarm;

// Each runs on a connected swarm and adds its figures to the report.
void runFanout(const Plan& plan, Swarm& swarm, Progress& progress, Report& report);
void runEcho(const Plan& plan, Swarm& swarm, Progress& progress, Report& report);
void runIdle(const Plan& plan, Swarm& swarm, Progress& progress, Report& report);

// The whole run: limits, connections, scenario, leaving.
Report runBench(const Plan& plan);

} // namespace sluice::bench
