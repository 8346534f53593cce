#pragma once

#include "app/client/servertrust.h"
#include <string>

class QUrl;

namespace CLI {
class App;
}

namespace sluice {

// By what a command knows the server that it speaks to.
struct TrustOption {
    std::string authorityFile; // --ca-file
    std::string pin; // --pin

    [[nodiscard]] ServerTrust trust() const;
    // A sentence when a file or a pin is none, or is given for a URL without TLS.
    [[nodiscard]] QString problem(const QUrl& url) const;
    [[nodiscard]] QString problem() const; // the same, whatever the URL
};

// Adds --ca-file (--ca) and --pin.
void addTrustOption(CLI::App& command, TrustOption& option);

} // namespace sluice
