#pragma once

#include "core/admin/adminrequest.h"
#include "core/admin/adminwire.h"
#include <functional>
#include <string>

namespace sluice {

class ConnectionManager;
class DrainController;

// Carries out what a console orders and writes the answer. Control thread.
class AdminCommands {
public:
    struct Parts {
        ConnectionManager& hub;
        DrainController& drain;
        std::function<bool(bool enabled)> setAccepting; // returns what holds now
    };
    // Called once, at once or later.
    using Answer = std::function<void(std::string message)>;

    explicit AdminCommands(Parts parts) : m_parts(std::move(parts)) { }
    void obey(const adminrequest::Command& command, const Answer& answer);

private:
    void obey(const adminrequest::Close& close, const Ref& ref, const Answer& answer);
    void obey(const adminrequest::Drain& drain, const Ref& ref, const Answer& answer);
    void obey(const adminrequest::UpdateDrain& update, const Ref& ref, const Answer& answer);
    void obey(const adminrequest::CancelDrain& cancel, const Ref& ref, const Answer& answer);
    void obey(const adminrequest::Force& force, const Ref& ref, const Answer& answer);
    void obey(const adminrequest::Accepting& accepting, const Ref& ref, const Answer& answer);
    void obey(const adminrequest::Publish& publish, const Ref& ref, const Answer& answer);

    Parts m_parts;
};

// For the log: "drain", "close", …
std::string_view verbOf(const adminrequest::Order& order);

} // namespace sluice
