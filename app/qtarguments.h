#pragma once

#include <string>
#include <vector>

namespace sluice {

// The command line, with the words that are Qt's (-platform offscreen, -display :1, …) taken out
// where a window is asked for: Qt writes long options with one dash, which nobody else reads.
// Keeps pointers into argv.
struct QtArguments {
    QtArguments(int argc, char** argv);

    std::vector<char*> ours; // the program's name first
    std::vector<char*> qts; // the program's name first
    std::string platform; // of -platform, which is not among qts; empty: none
};

} // namespace sluice
