#pragma once

#include <string>

namespace sluice {

// One thing wrong with the settings, in the words for the person who set them.
struct SettingsError {
    std::string setting;
    std::string value; // as written; •••• for a secret
    std::string source; // --port, SLUICE_PORT, sluice.toml line 3
    std::string rule; // what the value would have to be

    std::string sentence() const // port = seven (from SLUICE_PORT): must be a whole number …
    {
        const std::string subject = value.empty() ? setting : setting + " = " + value;
        return subject + " (from " + source + "): " + rule;
    }
};

} // namespace sluice
