#pragma once

namespace sluice {

class Router;
struct HttpServices;

// POST, GET, PATCH and DELETE /api/v1/drain, POST /api/v1/drain/force.
void addDrainRoutes(Router& router, const HttpServices& services);

} // namespace sluice
