#pragma once

#include "core/runtime/timerwheel.h"
#include <chrono>
#include <optional>
#include <string>

namespace sluice {

class Session;

// How long a session may stay on the token that it came with: closes it with token_expired when the
// time is up and no other token has come. Lives in the loop, no longer than the session.
class Lease final : public WheelTimer {
public:
    using Until = std::optional<std::chrono::sys_seconds>; // clock skew included; nothing: for ever

    Lease(TimerWheel& wheel, Session& session, std::string user);

    const std::string& user() const { return m_user; } // who alone may renew it
    void renew(Until until);
    // The time does not run out while a token that came in time is not looked at yet. Afterwards it
    // is renewed, or goes on as it was.
    void hold();
    void release();

private:
    void timeUp() override;
    void await();

    TimerWheel& m_wheel;
    Session& m_session;
    std::string m_user;
    Until m_until;
};

} // namespace sluice
