#pragma once

#include "core/auth/ratebudget.h"
#include "core/hub/lease.h"
#include "core/session/session.h"
#include <cstdint>
#include <memory>

namespace sluice {

// One place in a shard, and who stands there now. Lives in the loop.
struct Seat {
    std::unique_ptr<Session> session;
    std::unique_ptr<Lease> lease; // of a session whose token may end
    RateBudget budget { 0, {} };
    std::uint32_t generation = 0;
    std::uint32_t unsettled = 0; // messages that are not answered yet
    std::size_t unsettledOctets = 0; // of all since the last moment without any
    std::uint32_t round = 0; // the newest of the fan-out's that reached it, or was none of its own
    bool refreshing = false; // its new token is not looked at yet
    bool known = false; // the hub has heard of it
    bool evicted = false;
};

} // namespace sluice
