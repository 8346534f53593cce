#pragma once

#include <QString>

namespace sluice {

class Console;
struct ServerProfile;

// Where the orders go, which server it is, and what state it is in when that matters: what a task
// bar shows. PROD ▌ Sluice — node-2 (prod-eu) — DRAINING 01:18.
QString consoleTitle(const Console& console, const ServerProfile& profile);

} // namespace sluice
