#pragma once

#include "core/hub/hubletters.h"

namespace sluice {

class Framer;
class PresenceBatch;
class Registry;

// One presence message for everybody, but for those who came in this batch: their own arrival is
// not reported to them. N arrivals cost O(N): ids are cut at 100, and whoever is beyond the cut
// shares one frame. `clients`: how many there are everywhere. Control thread.
SharedDelivery presenceDelivery(const PresenceBatch& batch, Registry& registry, Framer& framer,
                                std::uint64_t clients);

} // namespace sluice
