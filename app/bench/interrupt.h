#pragma once

namespace sluice::bench {

// From here on the first Ctrl-C only asks the run to end early; the second one ends the process.
void catchInterrupt();
bool interrupted();

} // namespace sluice::bench
