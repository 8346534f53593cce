#pragma once

#include "core/session/frame.h"
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace sluice {

class Transport;

// What one session has not yet been able to send. Exists only while there is a backlog (over TLS
// it may be in the transport alone), and holds pointers to shared frames: a client that reads
// slowly costs no copies.
class Outbox {
public:
    // `deflate`: what to send of each frame (Frame::octetsFor).
    explicit Outbox(bool deflate = false) : m_deflate(deflate) { }

    enum class Progress { Emptied, Blocked, Broken };
    struct Gap {
        std::uint64_t from = 0;
        std::uint64_t to = 0;
        std::uint64_t dropped = 0;
    };

    // `sent` octets of the frame are on the wire already.
    void push(SharedFrame frame, std::size_t sent = 0);
    // What is queued now is a replay: it does not count against the limits of the queue, or a
    // client that missed much could never come back.
    void exemptQueued();
    // The newest ping's answer; replaces one that still waits (RFC 6455 §5.5.3). It goes ahead of
    // the frames, at the next frame boundary.
    void setPong(SharedFrame pong) { m_pong = std::move(pong); }

    // Everything but the frame that is partly on the wire.
    void dropUnsent();
    // Drops the oldest message that is not yet begun; what was dropped is gathered in gap().
    // False when there is none.
    bool dropOldestMessage();
    const std::optional<Gap>& gap() const { return m_gap; }
    // Puts the announcement of the gap where the first of the dropped messages was. Must come
    // before the next flush().
    void announceGap(SharedFrame frame);

    Progress flush(Transport& transport);

    std::size_t octets() const { return m_octets; } // still to be sent
    std::size_t countedOctets() const { return m_octets - m_exemptOctets; }
    std::size_t countedFrames() const { return m_frames.size() - m_exemptFrames; }

private:
    void insertPong();
    void advance(std::size_t octets);
    const std::string& octetsOf(const SharedFrame& frame) const
    {
        return frame->octetsFor(m_deflate);
    }

    const bool m_deflate;
    std::deque<SharedFrame> m_frames;
    SharedFrame m_pong;
    std::size_t m_headSent = 0; // octets of the first frame on the wire
    std::size_t m_octets = 0;
    std::size_t m_exemptFrames = 0; // at the front
    std::size_t m_exemptOctets = 0;
    std::optional<Gap> m_gap;
    std::ptrdiff_t m_gapPlace
        = 0; // among the frames; nothing leaves the front while there is a gap
};

} // namespace sluice
