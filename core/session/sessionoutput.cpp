// How several frames leave in one write: a part of the class kept apart for its size.
#include "core/session/session.h"

#include <algorithm>
#include <array>
#include <sys/uio.h>

namespace sluice {

void Session::send(std::span<const SharedFrame* const> frames)
{
    constexpr std::size_t most = 32; // frames a write
    while (!frames.empty() && m_state == State::Open) {
        if (m_outbox || frames.size() == 1) {
            push(*frames.front());
            frames = frames.subspan(1);
            continue;
        }
        std::array<iovec, most> pieces {};
        const auto some = frames.first(std::min(most, frames.size()));
        std::transform(some.begin(), some.end(), pieces.begin(), [](const SharedFrame* frame) {
            const std::string& octets = (*frame)->octets;
            return iovec { const_cast<char*>(octets.data()), octets.size() };
        });
        auto outcome = m_transport.send(std::span(pieces.data(), some.size()));
        if (outcome.state == PlainTransport::State::Broken) {
            broken();
            return;
        }
        // What the kernel did not take goes the usual way, behind the frame that it cut.
        while (!frames.empty() && !m_outbox && &frames.front() < some.data() + some.size()) {
            const SharedFrame& frame = *frames.front();
            const std::size_t sent = std::min(outcome.octets, frame->octets.size());
            outcome.octets -= sent;
            m_activity.outOctets += frame->octets.size();
            takeUp(frame, sent);
            frames = frames.subspan(1);
        }
    }
}

// What the kernel has not taken of a frame starts a backlog.
void Session::takeUp(const SharedFrame& frame, std::size_t sent)
{
    if (sent == frame->octets.size())
        return;
    m_outbox = std::make_unique<Outbox>();
    m_outbox->push(frame, sent);
    updateInterest();
}

} // namespace sluice
