#include "core/session/outbox.h"

#include "core/net/transport.h"
#include <algorithm>
#include <array>
#include <sys/uio.h>

namespace sluice {

void Outbox::push(SharedFrame frame, std::size_t sent)
{
    m_octets += octetsOf(frame).size() - sent;
    if (m_frames.empty())
        m_headSent = sent;
    m_frames.push_back(std::move(frame));
}

void Outbox::exemptQueued()
{
    m_exemptFrames = m_frames.size();
    m_exemptOctets = m_octets;
}

void Outbox::dropUnsent()
{
    m_exemptFrames = m_exemptOctets = 0;
    const std::size_t keep = m_headSent > 0 ? 1 : 0;
    while (m_frames.size() > keep) {
        m_octets -= octetsOf(m_frames.back()).size();
        m_frames.pop_back();
    }
    m_pong.reset();
    m_gap.reset();
}

bool Outbox::dropOldestMessage()
{
    const std::size_t kept = std::max<std::size_t>(m_exemptFrames, m_headSent > 0 ? 1 : 0);
    const auto begin = m_frames.begin() + static_cast<std::ptrdiff_t>(kept);
    const auto found = std::find_if(begin, m_frames.end(),
                                    [](const SharedFrame& frame) { return frame->offset != 0; });
    if (found == m_frames.end())
        return false;
    const std::uint64_t offset = (*found)->offset;
    if (!m_gap) {
        m_gap = Gap { offset, offset, 0 };
        m_gapPlace = found - m_frames.begin();
    }
    m_gap->to = offset;
    ++m_gap->dropped;
    m_octets -= octetsOf(*found).size();
    m_frames.erase(found);
    return true;
}

void Outbox::announceGap(SharedFrame frame)
{
    m_octets += octetsOf(frame).size();
    m_frames.insert(m_frames.begin() + m_gapPlace, std::move(frame));
    m_gap.reset();
}

Outbox::Progress Outbox::flush(Transport& transport)
{
    constexpr std::size_t most = 32; // frames a call; more gains nothing on 64 KiB of send buffer
    if (transport.flush() != Transport::State::Alive)
        return Progress::Broken;
    while (!m_frames.empty() || m_pong) {
        insertPong();
        std::array<iovec, most> pieces {};
        const std::size_t count = std::min(most, m_frames.size());
        std::size_t offered = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t skip = i == 0 ? m_headSent : 0;
            const std::string& octets = octetsOf(m_frames[i]);
            pieces[i] = { const_cast<char*>(octets.data()) + skip, octets.size() - skip };
            offered += octets.size() - skip;
        }
        const auto outcome = transport.send(std::span(pieces.data(), count));
        if (outcome.state != Transport::State::Alive)
            return Progress::Broken;
        advance(outcome.octets);
        if (outcome.octets < offered)
            return Progress::Blocked;
    }
    return transport.wantsWrite() ? Progress::Blocked : Progress::Emptied;
}

void Outbox::insertPong()
{
    if (!m_pong)
        return;
    m_octets += octetsOf(m_pong).size();
    if (m_exemptFrames > 0) {
        ++m_exemptFrames;
        m_exemptOctets += octetsOf(m_pong).size();
    }
    const std::ptrdiff_t boundary = m_headSent > 0 ? 1 : 0;
    m_frames.insert(m_frames.begin() + boundary, std::move(m_pong));
    m_pong.reset();
}

void Outbox::advance(std::size_t octets)
{
    m_octets -= octets;
    m_exemptOctets -= std::min(m_exemptOctets, octets);
    octets += m_headSent;
    while (!m_frames.empty() && octets >= octetsOf(m_frames.front()).size()) {
        octets -= octetsOf(m_frames.front()).size();
        m_frames.pop_front();
        m_exemptFrames -= m_exemptFrames > 0 ? 1 : 0;
    }
    m_headSent = octets;
}

} // namespace sluice
