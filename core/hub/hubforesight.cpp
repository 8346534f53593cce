// What ConnectionManager says of a newcomer before his handshake (refuse_with=http).
#include "core/hub/connectionmanager.h"

#include "core/auth/sessiontoken.h"

namespace sluice {

std::optional<CloseReason> ConnectionManager::foresee(const Arrival& arrival) const
{
    const auto proved = m_parts.tokens.verify(arrival.sessionToken);
    // An id that is yet to be assigned is nobody's.
    const std::string id
        = arrival.requestedId.empty() ? proved.value_or(std::string()) : arrival.requestedId;
    const bool isSubject = arrival.identity.bySubject && arrival.identity.user == id;
    return refusal(arrival, id, isSubject || proved == id);
}

} // namespace sluice
