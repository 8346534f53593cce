#include "core/hub/lease.h"

#include "core/session/session.h"
#include <algorithm>
#include <utility>

namespace sluice {

using namespace std::chrono_literals;

Lease::Lease(TimerWheel& wheel, Session& session, std::string user)
    : m_wheel(wheel), m_session(session), m_user(std::move(user))
{
}

void Lease::renew(Until until)
{
    m_until = until;
    release();
}

void Lease::hold()
{
    if (m_until && std::chrono::system_clock::now() < *m_until)
        disarm();
}

void Lease::release()
{
    disarm();
    if (m_until)
        await();
}

// In steps: the wheel's clock does not know when somebody sets the calendar's.
void Lease::await()
{
    constexpr std::chrono::milliseconds longest = 1h;
    const auto left
        = std::chrono::ceil<std::chrono::milliseconds>(*m_until - std::chrono::system_clock::now());
    m_wheel.arm(*this, std::min(left, longest)); // what is past is due at once
}

void Lease::timeUp()
{
    if (std::chrono::system_clock::now() < *m_until)
        await();
    else
        m_session.close(CloseReason::TokenExpired); // and may be gone itself by now
}

} // namespace sluice
