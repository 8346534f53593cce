#pragma once

#include <memory>

namespace sluice {

class Authenticator;
class TlsContext;
struct Settings;

// What a reload gives to every thread: made in the main thread, and nobody's to change.
struct Renewal {
    std::shared_ptr<const Settings> settings;
    std::shared_ptr<const TlsContext> tls; // null: plain
    std::shared_ptr<const Authenticator> authenticator;
};

} // namespace sluice
