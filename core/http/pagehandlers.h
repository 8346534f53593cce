#pragma once

#include "core/http/webpage.h"

namespace sluice {

class Router;
struct Settings;

// GET / with the web client, and 426 where only a WebSocket lives (RFC 9110 §15.5.22).
void addPageRoutes(Router& router, WebPage page, const Settings& settings);

} // namespace sluice
