#pragma once

#include "app/client/tokenoption.h"
#include "app/client/trustoption.h"
#include <QJsonObject>
#include <QString>
#include <string>

namespace sluice {

// What `sluice drain` was asked, as typed.
struct DrainOptions {
    std::string url = "http://127.0.0.1:8000";
    TokenOption token;
    TrustOption trust;
    std::string timeout;
    std::string delay;
    std::string ramp;
    std::string reason;
    bool dryRun = false;
    bool wait = false;
    bool cancel = false;
    bool status = false;
    bool force = false;
    bool hurry = false;
    bool json = false;

    // A sentence when the options contradict each other or a duration is none.
    [[nodiscard]] QString problem() const;
    // The fields of the API's request; what was not given is left to the server.
    [[nodiscard]] QJsonObject fields() const;
};

void addDrainOptions(CLI::App& command, DrainOptions& options);

} // namespace sluice
