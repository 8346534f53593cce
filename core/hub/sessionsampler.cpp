#include "core/hub/sessionsampler.h"

namespace sluice {

void SessionSampler::look(const Session& session, std::vector<SessionSample>& changed)
{
    const Session::Activity& activity = session.activity();
    const SessionSample now { session.key(),
                              activity.lastIn,
                              activity.inOctets,
                              activity.outOctets,
                              session.queuedOctets(),
                              session.roundTripMs(),
                              session.state() >= Session::State::Closing };
    const std::size_t slot = now.key.slot;
    if (m_told.size() <= slot)
        m_told.resize(slot + 1);
    if (m_told[slot] == now)
        return;
    m_told[slot] = now;
    changed.push_back(now);
}

void SessionSampler::forget()
{
    m_told = {};
}

} // namespace sluice
