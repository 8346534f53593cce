// What a session makes of its peer's octets: the other half of the class, kept apart for its size.
#include "core/session/session.h"

#include "core/runtime/epolldispatcher.h"
#include "core/session/sessionowner.h"
#include <chrono>
#include <limits>
#include <string>
#include <utility>

namespace sluice {

void Session::readSome()
{
    const std::span<char> buffer(m_environment.readBuffer);
    const auto outcome = m_transport.receive(buffer);
    if (outcome.state != Transport::State::Alive)
        return abort();
    m_activity.inOctets += outcome.octets;
    m_floods = outcome.octets == buffer.size();
    if (m_transport.wantsWrite())
        updateInterest(); // TLS had something to say to that
    if (m_state != State::Lingering)
        decode(buffer.first(outcome.octets));
}

// A turn of the loop belongs to everybody: who has sent much is heard in several, out of a share
// for all who have, and what answers it goes out in one write. Of a flood of pings the newest is
// answered (RFC 6455 §5.5.3).
void Session::decode(std::span<char> input, std::size_t share)
{
    std::size_t work = 0;
    int pings = 0;
    std::string newest; // of a flood of pings
    while (!m_finished && (input.empty() || (work < share && !isDeaf()))) {
        const FrameEvent event = m_decoder.next(input);
        if (event.kind == FrameEvent::Kind::NeedMore)
            break;
        if (!input.empty())
            cork();
        work += workAFrame + event.payload.size();
        if (event.kind == FrameEvent::Kind::Ping && ++pings > pongsATurn)
            newest = event.payload;
        else if (!event.deflated)
            react(event);
        else if (m_state < State::Closing) // later ones are passed over, so not inflated either
            work += inflate(event);
    }
    if (pings > pongsATurn && m_state < State::Closing)
        onPing(newest);
    if (!input.empty() && !m_finished)
        postpone(input);
    uncork(); // behind it: who is gone is heard out, if there is something to hear
}

// Returns how many octets came out.
std::size_t Session::inflate(const FrameEvent& event)
{
    const FrameEvent plain = m_environment.inflater.plain(event, m_decoder.maxMessageBytes());
    const std::size_t octets = plain.payload.size();
    react(plain);
    return octets;
}

void Session::postpone(std::span<const char> input)
{
    m_decoder.releaseDelivered();
    m_prologue = std::make_unique<Prologue>(Prologue { {}, { input.data(), input.size() } });
    updateInterest();
}

void Session::cork()
{
    if (m_outbox || m_peerGone || m_state == State::Gone)
        return;
    m_outbox = std::make_unique<Outbox>(m_traits.deflate);
    m_corked = true;
}

void Session::uncork()
{
    if (!std::exchange(m_corked, false) || !m_outbox)
        return;
    flush();
    if (m_outbox)
        updateInterest();
}

void Session::decodeEarly(std::size_t share)
{
    const auto prologue = std::move(m_prologue);
    if (!prologue || m_finished)
        return;
    decode(prologue->early, share);
    updateInterest();
}

// Nothing more can be sent. What the peer said before counts, if it has to wait for a pause's end.
void Session::broken()
{
    if (m_state == State::Open && (m_prologue || m_pause != Pause::None))
        losePeer();
    else
        abort();
}

// Not for ever: the pause may be long, and the client is back already.
void Session::losePeer()
{
    if (std::exchange(m_peerGone, true))
        return;
    m_outbox.reset();
    constexpr std::chrono::seconds longest { 20 };
    m_environment.wheel.arm(*this, longest);
    updateInterest();
}

// The peer is gone; all that can still be read counts, before the answers meet a line that is
// broken. During a pause its end, which is reported for ever, is passed over.
void Session::hearOut()
{
    if (m_state == State::Open)
        losePeer();
    if (isDeaf()) {
        m_interest = 0;
        m_environment.dispatcher.mute(m_transport.descriptor());
    } else if (m_prologue) {
        decodeEarly(std::numeric_limits<std::size_t>::max());
    } else {
        readSome();
    }
}

void Session::react(const FrameEvent& event)
{
    // Once our Close is on its way only the peer's Close is of interest (RFC 6455 §1.4).
    const bool talking = m_state < State::Closing;
    if (event.kind == FrameEvent::Kind::Text || event.kind == FrameEvent::Kind::Binary)
        m_activity.lastIn = std::chrono::steady_clock::now();
    switch (event.kind) {
    case FrameEvent::Kind::Text:
        if (talking)
            m_environment.owner.textReceived(*this, event.payload);
        break;
    case FrameEvent::Kind::Binary:
        if (talking)
            m_environment.owner.binaryReceived(*this, event.payload);
        break;
    case FrameEvent::Kind::Ping:
        if (talking)
            onPing(event.payload);
        break;
    case FrameEvent::Kind::Pong:
        onPong();
        break;
    case FrameEvent::Kind::Close:
        onPeerClose(event.code, event.payload);
        break;
    case FrameEvent::Kind::Violation:
        onViolation(event.code, event.payload);
        break;
    case FrameEvent::Kind::NeedMore:
        break;
    }
}

void Session::onPing(std::string_view payload)
{
    const SharedFrame pong = makeFrame(encodeFrame(Opcode::Pong, payload));
    if (m_outbox && !m_corked)
        m_outbox->setPong(pong);
    else
        push(pong);
}

void Session::onPong()
{
    if (!m_awaitingPong)
        return; // unsolicited pongs are allowed and mean nothing (RFC 6455 §5.5.3)
    m_awaitingPong = false;
    m_roundTripMs
        = static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                         std::chrono::steady_clock::now() - m_pingSentAt)
                                         .count());
    if (m_state == State::Open && !m_peerGone)
        m_environment.wheel.arm(*this, m_environment.limits.pingInterval);
}

void Session::onPeerClose(std::uint16_t code, std::string_view reason)
{
    m_peerClosed = true;
    if (m_state < State::Closing)
        m_environment.owner.aboutToClose(*this);
    if (m_state < State::Closing) {
        m_state = State::Closing;
        m_departure = std::make_unique<Departure>(
            Departure { code, std::string(reason), std::nullopt, false });
        m_environment.wheel.arm(*this, m_environment.limits.closeTimeout);
        constexpr std::uint16_t noStatus = 1005; // never on the wire (RFC 6455 §7.4.1)
        push(makeFrame(code == noStatus ? encodeFrame(Opcode::Close, {}) : encodeClose(code, {})));
    }
    if (!m_finished)
        leaveIfDone();
}

void Session::onViolation(std::uint16_t code, std::string_view /*why*/)
{
    // Nothing readable follows, so there is no answer to wait for (RFC 6455 §7.1.7).
    m_peerClosed = true;
    if (m_state < State::Closing) {
        const CloseReason reason = code == 1007 ? CloseReason::InvalidUtf8
            : code == 1009                      ? CloseReason::MessageTooBig
                                                : CloseReason::ProtocolError;
        close(reason);
    }
    if (!m_finished)
        leaveIfDone();
}

} // namespace sluice
