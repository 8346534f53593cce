// How several frames leave in one write: a part of the class kept apart for its size.
#include "core/session/session.h"

#include <algorithm>
#include <array>
#include <sys/uio.h>

namespace sluice {

void Session::send(std::span<const SharedFrame* const> frames)
{
    while (!frames.empty() && m_state == State::Open && !m_peerGone) {
        if (m_outbox || frames.size() == 1 || !m_transport.isPlain()) {
            push(*frames.front());
            frames = frames.subspan(1);
            continue;
        }
        std::array<iovec, framesAWrite> pieces {};
        const auto some = frames.first(std::min(framesAWrite, frames.size()));
        std::transform(some.begin(), some.end(), pieces.begin(), [this](const SharedFrame* frame) {
            const std::string_view octets = octetsOf(**frame);
            return iovec { const_cast<char*>(octets.data()), octets.size() };
        });
        auto outcome = m_transport.send(std::span(pieces.data(), some.size()));
        // What the kernel did not take goes the usual way, behind the frame that it cut.
        for (auto frame = some.begin(); frame != some.end() && !m_outbox; ++frame) {
            auto share = outcome;
            share.octets = std::min(outcome.octets, octetsOf(***frame).size());
            outcome.octets -= share.octets;
            frames = frames.subspan(1);
            sent(**frame, share);
            if (m_state == State::Gone)
                return;
        }
    }
}

// What the kernel has not taken of a frame starts a backlog.
void Session::sent(const SharedFrame& frame, Transport::Outcome outcome)
{
    if (outcome.state == Transport::State::Broken) {
        broken();
        return;
    }
    const std::size_t size = octetsOf(*frame).size();
    m_activity.outOctets += size;
    const bool taken = outcome.octets == size;
    if (taken && !m_transport.wantsWrite())
        return;
    m_outbox = std::make_unique<Outbox>(m_traits.deflate);
    if (!taken)
        m_outbox->push(frame, outcome.octets);
    updateInterest();
}

} // namespace sluice
