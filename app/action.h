#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace sluice {

// What the chosen subcommand does, run with a QCoreApplication; returns the exit code.
using Action = std::function<int()>;

} // namespace sluice
