#pragma once

#include "core/hub/hubletters.h"
#include <cstdint>
#include <vector>

namespace sluice {

// Remembers what was last told of one loop's sessions, so that only changes are told. Empty while
// nobody asks. Lives in the loop.
class SessionSampler {
public:
    // Adds the session's figures if they differ from those of the last look.
    void look(const Session& session, std::vector<SessionSample>& changed);
    void forget();

private:
    std::vector<SessionSample> m_told; // by slot
};

} // namespace sluice
