// What ConnectionManager says of a newcomer before his handshake (refuse_with=http).
#include "core/hub/connectionmanager.h"

namespace sluice {

std::optional<CloseReason> ConnectionManager::foresee(const Arrival& arrival) const
{
    // An id that is yet to be assigned is nobody's.
    const Claim claim = claimOf(arrival);
    return refusal(arrival, claim.id, claim.sameClient);
}

} // namespace sluice
