#pragma once

#include "core/observe/rates.h"
#include <memory>

namespace sluice {

class Metrics;
class Router;
struct HttpServices;

// Messages a second of the whole process, as one loop samples them once a second.
struct TrafficRates {
    Rates sent;
    Rates received;
    void sample(const Metrics& metrics);
};

// GET /status (JSON for people and scripts) · GET /metrics (Prometheus text 0.0.4).
void addStatusRoutes(Router& router, const HttpServices& services,
                     std::shared_ptr<const TrafficRates> rates);

} // namespace sluice
