#pragma once

namespace sluice {

// Parses the arguments, runs what they ask for and returns the exit code: 0 done, 1 could not
// start, 2 bad settings or usage. Main thread; call once.
int runCommandLine(int argc, char** argv);

} // namespace sluice
