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
    // The history keeps what is not older than this, so that a replay of it costs pointers. What it
    // has forgotten is held by this queue alone, and counts as all else does.
    void exemptFrom(std::uint64_t offset);
    // The newest ping's answer; replaces one that still waits (RFC 6455 §5.5.3). It goes ahead of
    // the frames, at the next frame boundary.
    void setPong(SharedFrame pong) { m_pong = std::move(pong); }

    // Everything but the frame that is partly on the wire.
    void dropUnsent();
    // Drops the oldest message that counts and is not yet begun; what was dropped is gathered in
    // gap(). False when there is none. Must not be called when the gap is complete.
    bool dropOldestMessage();
    const std::optional<Gap>& gap() const { return m_gap; }
    // What would be dropped next is in the replay and the gap behind it, or the other way round:
    // this one is to be announced before, for a client takes all that a gap spans for lost.
    bool gapIsComplete() const;
    // Puts the announcement of the gap where the first of the dropped messages was. Must come
    // before the next flush().
    void announceGap(SharedFrame frame);

    // Of a replay no more than a turn's share goes out at once: Blocked then, too.
    Progress flush(Transport& transport);

    std::size_t octets() const { return m_octets; } // still to be sent
    std::size_t countedOctets() const { return m_octets - m_exempt.octets + m_forgotten.octets; }
    std::size_t countedFrames() const
    {
        return m_frames.size() - m_exempt.frames + m_forgotten.frames;
    }
    bool replays() const { return m_exempt.frames > 0; }
    bool usedItsShare() const { return m_shareIsUsed; } // by the last flush

private:
    // Some of the frames, at the front.
    struct Stretch {
        std::size_t frames = 0;
        std::size_t octets = 0;

        void add(std::size_t size);
        void remove(std::size_t size);
    };

    std::optional<std::size_t> oldestMessage() const;
    void dropAt(std::size_t place);
    struct Pieces;
    std::size_t gather(Pieces& pieces, std::size_t enough) const;
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
    Stretch m_exempt; // the replay …
    Stretch m_forgotten; // … and those of it that count again
    std::optional<Gap> m_gap;
    // Among the frames; nothing leaves the front while there is a gap.
    std::size_t m_gapPlace = 0;
    bool m_gapInReplay = false; // else behind it
    bool m_shareIsUsed = false;
};

} // namespace sluice
