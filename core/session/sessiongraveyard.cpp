#include "core/session/sessiongraveyard.h"

#include "core/observe/vitals.h"
#include "core/runtime/mailbox.h"
#include "core/session/session.h"
#include <utility>

namespace sluice {

SessionGraveyard::SessionGraveyard(Mailbox& loop, Vitals& vitals) : m_loop(loop), m_vitals(vitals)
{
}

SessionGraveyard::~SessionGraveyard() = default;

void SessionGraveyard::take(std::unique_ptr<Session> session)
{
    m_gone.push_back(std::move(session));
    if (m_gone.size() == 1)
        m_loop.post([this] { bury(); });
}

void SessionGraveyard::bury()
{
    m_vitals.openDescriptors -= m_gone.size();
    m_gone.clear();
}

} // namespace sluice
