#include "core/session/outbox.h"

#include "core/net/transport.h"
#include <algorithm>
#include <array>
#include <sys/uio.h>

namespace sluice {

struct Outbox::Pieces { // of one call; more gains nothing on 64 KiB of send buffer
    std::array<iovec, 32> list {};
    std::size_t count = 0;
};

void Outbox::push(SharedFrame frame, std::size_t sent)
{
    m_octets += octetsOf(frame).size() - sent;
    if (m_frames.empty())
        m_headSent = sent;
    m_frames.push_back(std::move(frame));
}

void Outbox::exemptQueued()
{
    m_exempt = { m_frames.size(), m_octets };
}

void Outbox::exemptFrom(std::uint64_t offset)
{
    Stretch passed = m_forgotten; // what has no offset goes with the message behind it
    for (std::size_t place = m_forgotten.frames; place < m_exempt.frames; ++place) {
        const SharedFrame& frame = m_frames[place];
        if (frame->offset >= offset)
            return;
        passed.add(octetsOf(frame).size() - (place == 0 ? m_headSent : 0));
        if (frame->offset != 0)
            m_forgotten = passed;
    }
}

void Outbox::dropUnsent()
{
    m_exempt = m_forgotten = {};
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
    const auto oldest = oldestMessage();
    if (!oldest)
        return false;
    const std::uint64_t offset = m_frames[*oldest]->offset;
    if (!m_gap) {
        m_gap = Gap { offset, offset, 0 };
        m_gapPlace = *oldest;
        m_gapInReplay = *oldest < m_forgotten.frames;
    }
    m_gap->to = offset;
    dropAt(*oldest);
    return true;
}

bool Outbox::gapIsComplete() const
{
    const auto oldest = m_gap ? oldestMessage() : std::nullopt;
    return oldest && (*oldest < m_gapPlace || (m_gapInReplay && *oldest >= m_exempt.frames));
}

std::optional<std::size_t> Outbox::oldestMessage() const
{
    const std::size_t begun = m_headSent > 0 ? 1 : 0;
    for (std::size_t place = begun; place < m_frames.size(); ++place) {
        const bool counts = place < m_forgotten.frames || place >= m_exempt.frames;
        if (!counts)
            place = m_exempt.frames - 1; // to its end
        else if (m_frames[place]->offset != 0)
            return place;
    }
    return std::nullopt;
}

void Outbox::dropAt(std::size_t place)
{
    const std::size_t size = octetsOf(m_frames[place]).size();
    m_octets -= size;
    if (place < m_exempt.frames)
        m_exempt.remove(size);
    if (place < m_forgotten.frames)
        m_forgotten.remove(size);
    ++m_gap->dropped;
    m_frames.erase(m_frames.begin() + static_cast<std::ptrdiff_t>(place));
}

void Outbox::announceGap(SharedFrame frame)
{
    const std::size_t size = octetsOf(frame).size();
    m_octets += size;
    if (m_gapInReplay) {
        m_exempt.add(size);
        m_forgotten.add(size);
    }
    m_frames.insert(m_frames.begin() + static_cast<std::ptrdiff_t>(m_gapPlace), std::move(frame));
    m_gap.reset();
}

void Outbox::Stretch::add(std::size_t size)
{
    ++frames;
    octets += size;
}

void Outbox::Stretch::remove(std::size_t size)
{
    --frames;
    octets -= size;
}

Outbox::Progress Outbox::flush(Transport& transport)
{
    constexpr std::size_t shareATurn = std::size_t { 64 } * 1024;
    if (transport.flush() != Transport::State::Alive)
        return Progress::Broken;
    const bool inShares = replays();
    std::size_t sent = 0;
    while (!m_frames.empty() || m_pong) {
        m_shareIsUsed = inShares && sent >= shareATurn;
        if (m_shareIsUsed)
            return Progress::Blocked;
        insertPong();
        Pieces pieces;
        const std::size_t offered = gather(pieces, shareATurn);
        const auto outcome = transport.send(std::span(pieces.list.data(), pieces.count));
        if (outcome.state != Transport::State::Alive)
            return Progress::Broken;
        advance(outcome.octets);
        sent += outcome.octets;
        if (outcome.octets < offered)
            return Progress::Blocked;
    }
    return transport.wantsWrite() ? Progress::Blocked : Progress::Emptied;
}

// What stands at the front, until there is `enough`; returns its octets.
std::size_t Outbox::gather(Pieces& pieces, std::size_t enough) const
{
    std::size_t octets = 0;
    const std::size_t most = std::min(pieces.list.size(), m_frames.size());
    for (; pieces.count < most && octets < enough; ++pieces.count) {
        const std::string& frame = octetsOf(m_frames[pieces.count]);
        const std::size_t skip = pieces.count == 0 ? m_headSent : 0;
        pieces.list[pieces.count] = { const_cast<char*>(frame.data()) + skip, frame.size() - skip };
        octets += frame.size() - skip;
    }
    return octets;
}

void Outbox::insertPong()
{
    if (!m_pong)
        return;
    const std::size_t size = octetsOf(m_pong).size();
    m_octets += size;
    for (Stretch* stretch : { &m_exempt, &m_forgotten })
        if (stretch->frames > 0)
            stretch->add(size);
    const std::ptrdiff_t boundary = m_headSent > 0 ? 1 : 0;
    m_frames.insert(m_frames.begin() + boundary, std::move(m_pong));
    m_pong.reset();
}

void Outbox::advance(std::size_t octets)
{
    m_octets -= octets;
    for (Stretch* stretch : { &m_exempt, &m_forgotten })
        stretch->octets -= std::min(stretch->octets, octets);
    octets += m_headSent;
    while (!m_frames.empty() && octets >= octetsOf(m_frames.front()).size()) {
        octets -= octetsOf(m_frames.front()).size();
        m_frames.pop_front();
        for (Stretch* stretch : { &m_exempt, &m_forgotten })
            stretch->frames -= stretch->frames > 0 ? 1 : 0;
    }
    m_headSent = octets;
}

} // namespace sluice
