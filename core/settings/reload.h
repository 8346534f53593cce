#pragma once

#include "core/settings/settingssource.h"
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

// What a running server makes of settings that were read anew: which of them hold from now on, and
// which differ but need a restart. Pure.
class Reload {
public:
    struct Difference {
        std::string_view name;
        std::string text; // "60 → 5"; of a secret "changed"
    };

    Reload(LoadedSettings running, const LoadedSettings& fresh);

    // The running settings with the new values of all that is reloadable.
    const LoadedSettings& result() const { return m_result; }
    const std::vector<Difference>& applied() const { return m_applied; }
    const std::vector<Difference>& needRestart() const { return m_needRestart; }
    bool applies(std::string_view name) const; // there is a new value for it
    // "log_level info → debug, admin_token changed. Waiting for a restart: port 80 → 81."
    std::string sentence() const;

private:
    LoadedSettings m_result;
    std::vector<Difference> m_applied;
    std::vector<Difference> m_needRestart;
};

} // namespace sluice
