#pragma once

#include "core/net/transport.h"
#include "core/runtime/timerwheel.h"
#include "core/runtime/turnshare.h"
#include "core/runtime/watcher.h"
#include "core/session/closereason.h"
#include "core/session/framecodec.h"
#include "core/session/outbox.h"
#include "core/session/sessionkey.h"
#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

class SessionOwner;
struct SessionEnvironment;

// How a session ended, as logs and metrics tell it.
struct Departure {
    std::uint16_t code = 1006; // RFC 6455 §7.4; 1006 when no Close frame came
    std::string reason;
    std::optional<CloseReason> cause; // when the server sent the first Close frame
    bool clean = false; // both Close frames have passed
    bool evicted = false; // in its turn on a drain's ramp; the owner's to say
    std::uint64_t lostOctets = 0; // still queued when the server cut it off
};

// One WebSocket client after its handshake: frames in, frames out, keep-alive and the closing
// handshake (RFC 6455 §5-7). A plain, small class: there may be 100,000. Lives and dies in one
// loop; its owner deletes it after SessionOwner::sessionGone.
class Session final : public Watcher, public WheelTimer, private TurnShare::Member {
public:
    enum class State : std::uint8_t {
        Joining, // the hub has not answered; the 101 waits for it, and the descriptor is unwatched
        Open,
        Closing, // a Close frame of ours is sent or queued
        Lingering, // no client any more: write side shut, reading until the peer ends (§7.1.1)
        Gone
    };
    struct Traits {
        bool textFormat = false; // ?format=text
        bool echo = false; // backpressure instead of slow_consumer, and no JSON of ours
        bool deflate = false; // permessage-deflate was agreed to
    };

    Session(SessionEnvironment& environment, SessionKey key, Transport transport, Traits traits);
    ~Session() override;

    // Takes the 101, which goes out with the first frame: one call of the kernel and one packet
    // less for each client; and what came behind the request head.
    // Nothing is read until open() or close(): the greeting is the first frame a client sees.
    void begin(std::string_view handshake, std::string leftover);
    // The hub takes its time: who hangs up before open() or close() ends at once.
    void hold();
    // The hub said yes: the greeting goes out whatever its size, then keep-alive starts.
    void open(const std::vector<SharedFrame>& greeting);
    void send(const SharedFrame& frame); // only while open
    void send(std::span<const SharedFrame* const> frames); // the same, in few writes …
    std::size_t writesFor(std::size_t frames) const // … namely
    {
        return m_transport.isPlain() ? (frames + framesAWrite - 1) / framesAWrite : frames;
    }
    // For a batch of sends that another makes: where to, if nothing is to go ahead of it (else -1),
    // and what came of it.
    int batchDescriptor() const
    {
        const bool free
            = m_state == State::Open && !m_outbox && !m_peerGone && m_transport.isPlain();
        return free ? m_transport.descriptor() : -1;
    }
    void sent(const SharedFrame& frame, Transport::Outcome outcome);
    // `disconnect` first (but on echo), then Close. The reason may be logged by the owner.
    void close(CloseReason reason);
    void abort(); // at once; what the kernel has taken may still arrive
    // To slow a peer down (TCP backpressure). What has been read may be thousands of
    // messages, or large ones, if it came compressed: they are acted upon, or wait as well.
    enum class Pause : std::uint8_t { None, Reading, Hearing };
    void pause(Pause what);
    Pause paused() const { return m_pause; }

    SessionKey key() const { return m_key; }
    State state() const { return m_state; }
    Traits traits() const { return m_traits; }
    // Which form of a frame this client is sent.
    std::string_view octetsOf(const Frame& frame) const
    {
        return frame.octetsFor(m_traits.deflate);
    }
    std::size_t queuedOctets() const { return m_outbox ? m_outbox->octets() : 0; }
    bool replays() const { return m_outbox && m_outbox->replays(); } // what it missed is queued
    bool replayWaitsForATurn() const // and not for the peer, which may have stopped reading since
    {
        return m_outbox && m_outbox->usedItsShare() && m_transport.isWritable();
    }
    // What is older than this the history has forgotten: a replay of it is a queue like any other.
    void historyBeginsAt(std::uint64_t offset);
    std::optional<std::uint32_t> roundTripMs() const // of the last ping that was answered
    {
        return m_roundTripMs == unmeasured ? std::nullopt : std::optional(m_roundTripMs);
    }
    struct Activity {
        std::chrono::steady_clock::time_point lastIn; // the last message; keep-alive is none
        std::uint64_t inOctets = 0;
        std::uint64_t outOctets = 0; // sent or queued
    };
    const Activity& activity() const { return m_activity; }

    void ready(std::uint32_t events) override;

private:
    void timeUp() override;
    void haveTurn(std::uint32_t events) override;
    void holdBack() override;
    void readSome();
    void decode(std::span<char> input, std::size_t share = workATurn);
    void decodeEarly(std::size_t share = workATurn);
    std::size_t inflate(const FrameEvent& event);
    void postpone(std::span<const char> input);
    void cork();
    void uncork();
    bool hears() const;
    bool isDeaf() const { return m_pause == Pause::Hearing && m_state < State::Closing; }
    bool isFullFor(std::size_t octets, std::size_t frames = 1) const;
    void react(const FrameEvent& event);
    void onPing(std::string_view payload);
    void onPong();
    void onPeerClose(std::uint16_t code, std::string_view reason);
    void onViolation(std::uint16_t code, std::string_view why);
    void push(const SharedFrame& frame);
    SharedFrame behindHandshake(const Frame& frame);
    bool makeRoomFor(std::size_t octets, std::size_t frames = 1);
    void flush();
    void announceGap();
    void flushFarewell();
    void sendPing();
    void awaitPong();
    void leaveIfDone(); // both Close frames have passed
    void broken();
    void hearOut();
    void losePeer();
    void finish(); // tells the owner once
    void updateInterest();

    static constexpr std::size_t framesAWrite = 32; // more gains nothing on 64 KiB of send buffer
    // A peer's share of a turn, in octets of payload after inflating; a frame by itself counts for
    // some. About a millisecond at most, whatever the frames ask for.
    static constexpr std::size_t workATurn = std::size_t { 128 } * 1024;
    static constexpr std::size_t workAFrame = 256;
    static constexpr int pongsATurn = 32;
    static constexpr auto unmeasured = std::numeric_limits<std::uint32_t>::max();

    SessionEnvironment& m_environment;
    Transport m_transport;
    FrameDecoder m_decoder;
    std::unique_ptr<Outbox> m_outbox; // only while there is a backlog
    std::unique_ptr<Departure> m_departure; // once closing
    struct Prologue {
        std::string handshake; // the 101, until it is sent
        std::string early; // came behind the request head
    };
    // While joining; later on, while input waits for the next turn.
    std::unique_ptr<Prologue> m_prologue;
    std::chrono::steady_clock::time_point m_pingSentAt;
    Activity m_activity;
    SessionKey m_key;
    std::uint32_t m_roundTripMs = unmeasured;
    std::uint32_t m_interest = 0;
    State m_state = State::Joining;
    Traits m_traits;
    bool m_watched = false;
    bool m_awaitingPong = false;
    bool m_progressed = false; // something was sent since the ping was queued
    bool m_peerClosed = false;
    bool m_peerGone = false; // without a Close, and not all it said is heard
    bool m_finished = false;
    Pause m_pause = Pause::None;
    bool m_corked = false; // what is sent waits for the rest of what was read
    bool m_floods = false; // the last read was as large as it could be
};

} // namespace sluice
