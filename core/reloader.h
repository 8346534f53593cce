#pragma once

#include "core/renewal.h"
#include "core/settings/reload.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace sluice {

// Reads the settings of a running server again, and the files that they name: all of it is right,
// or everything stays as it was and a line of the log says why. Main thread.
class Reloader {
public:
    struct Reading {
        Renewal renewal;
        std::function<void()> report; // says in one line what it has changed
    };

    Reloader(LoadedSettings running, std::shared_ptr<const TlsContext> tls,
             std::shared_ptr<const Authenticator> authenticator);

    std::optional<Reading> read();

private:
    std::variant<std::shared_ptr<const TlsContext>, std::string>
    readTls(const Settings& settings) const;

    LoadedSettings m_running;
    std::shared_ptr<const TlsContext> m_tls;
    std::shared_ptr<const Authenticator> m_authenticator;
};

} // namespace sluice
