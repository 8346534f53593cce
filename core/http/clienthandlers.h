#pragma once

namespace sluice {

class Router;
struct HttpServices;

// GET /api/v1/clients · GET and DELETE /api/v1/clients/{id}.
void addClientRoutes(Router& router, const HttpServices& services);

} // namespace sluice
