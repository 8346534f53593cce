#pragma once

namespace sluice {

class Router;
struct HttpServices;

// POST /broadcast · POST /api/v1/clients/{id}/messages: a message from outside, for all or for one.
void addPublishRoutes(Router& router, const HttpServices& services);

} // namespace sluice
