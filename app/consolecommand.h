#pragma once

#include "app/client/tokenoption.h"
#include "app/client/trustoption.h"
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace sluice {

// Which servers the console shows. Without one it shows those that are kept.
struct ConsoleOptions {
    std::vector<std::string> urls;
    TokenOption option;
    TrustOption trust;
    QString token; // once complete

    // Finds the token; says what is wrong and returns another code than exitDone when it cannot.
    int complete();
};

CLI::App* addConsoleCommand(CLI::App& app, ConsoleOptions& options);

} // namespace sluice
