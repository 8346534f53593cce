#pragma once

namespace sluice {

class Router;
struct HttpServices;

// GET /health · /livez · /readyz: for load balancers and orchestrators. Never asks another thread.
// `services` must outlive the router, here as in the other handler files.
void addHealthRoutes(Router& router, const HttpServices& services);

} // namespace sluice
