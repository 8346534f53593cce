#pragma once

#include <QString>

namespace sluice {

class Console;

// Which server, and what state it is in when that matters: what a task bar shows.
QString consoleTitle(const Console& console);

} // namespace sluice
