#pragma once

namespace sluice {

class Router;
struct HttpServices;

// PUT /api/v1/accepting {"enabled":bool}: pauses and resumes the admission of newcomers.
void addAcceptingRoute(Router& router, const HttpServices& services);

} // namespace sluice
