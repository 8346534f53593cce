#include "core/session/session.h"

#include "core/runtime/epolldispatcher.h"
#include "core/session/sessionowner.h"
#include <sys/epoll.h>
#include <utility>

namespace sluice {

Session::Session(SessionEnvironment& environment, SessionKey key, Transport transport,
                 Traits traits)
    : m_environment(environment), m_transport(std::move(transport)),
      m_decoder(environment.limits.maxMessageBytes, FrameDecoder::Peer::Client, traits.deflate),
      m_key(key), m_traits(traits)
{
}

Session::~Session()
{
    TurnShare::leave(*this);
    if (m_state != State::Gone)
        m_environment.dispatcher.unwatch(m_transport.descriptor());
}

void Session::begin(std::string_view handshake, std::string leftover)
{
    m_prologue
        = std::make_unique<Prologue>(Prologue { std::string(handshake), std::move(leftover) });
}

void Session::hold()
{
    if (m_state != State::Joining || std::exchange(m_watched, true))
        return;
    m_interest = EPOLLRDHUP;
    m_environment.dispatcher.watch(m_transport.descriptor(), m_interest, *this);
}

void Session::open(const std::vector<SharedFrame>& greeting)
{
    if (m_state != State::Joining)
        return;
    if (greeting.size() > 1)
        cork();
    for (const SharedFrame& frame : greeting)
        push(frame);
    if (greeting.empty())
        push(makeFrame({})); // the 101 has nothing to go out with
    if (m_finished)
        return;
    if (m_outbox)
        m_outbox->exemptQueued();
    m_state = State::Open;
    uncork();
    if (m_finished)
        return;
    m_activity.lastIn = std::chrono::steady_clock::now();
    if (m_environment.limits.pingInterval.count() > 0)
        m_environment.wheel.arm(*this, m_environment.limits.pingInterval);
    decodeEarly();
}

void Session::send(const SharedFrame& frame)
{
    if (m_state == State::Open)
        push(frame);
}

void Session::close(CloseReason reason)
{
    if (m_state < State::Closing && reason != CloseReason::SlowConsumer)
        m_environment.owner.aboutToClose(*this);
    if (m_state >= State::Closing)
        return;
    const CloseRow& row = closeRow(reason);
    m_state = State::Closing;
    m_decoder.passOverMessages();
    m_departure = std::make_unique<Departure>(
        Departure { row.code, std::string(row.token), reason, false });
    m_environment.wheel.arm(*this, m_environment.limits.closeTimeout);
    updateInterest(); // a paused reader must still see the answer to its Close
    if (!m_traits.echo)
        push(m_environment.owner.disconnectFrame(*this, reason));
    push(makeFrame(encodeClose(row.code, row.token)));
    decodeEarly();
}

void Session::abort()
{
    if (m_state == State::Gone)
        return;
    disarm();
    finish();
    m_state = State::Gone;
    m_environment.dispatcher.unwatch(m_transport.descriptor());
    m_environment.owner.sessionGone(*this);
}

void Session::pause(Pause what)
{
    if (std::exchange(m_pause, what) == what)
        return;
    if (what == Pause::None && m_awaitingPong && m_state == State::Open && !m_peerGone)
        awaitPong(); // it may have answered
    updateInterest();
}

void Session::ready(std::uint32_t events)
{
    if (m_state == State::Joining) // only the end is watched for
        return abort();
    const bool ended = (events & (EPOLLHUP | EPOLLERR)) != 0;
    if (ended && (m_state == State::Open || m_prologue))
        return hearOut();
    if (replays() && (events & EPOLLOUT) && !ended)
        return m_environment.leftovers.ask(*this, events);
    if (events & EPOLLOUT)
        flush();
    if (m_state == State::Gone)
        return;
    const bool readable = (events & EPOLLIN) != 0;
    if (m_prologue ? hears() : readable && !ended && m_floods)
        m_environment.leftovers.ask(*this, events);
    else if (!m_prologue && (readable || ended))
        readSome();
}

void Session::holdBack()
{
    m_interest = 0;
    m_environment.dispatcher.rewatch(m_transport.descriptor(), m_interest);
}

void Session::haveTurn(std::uint32_t events)
{
    updateInterest(); // if it was held back
    if (replays() && (events & EPOLLOUT))
        flush();
    if (m_prologue && hears())
        decodeEarly();
    else if (!m_prologue && m_state != State::Gone && (events & m_interest & EPOLLIN) != 0)
        readSome();
}

void Session::push(const SharedFrame& frame)
{
    if (m_finished || m_peerGone)
        return;
    if (m_prologue && !m_prologue->handshake.empty())
        return push(behindHandshake(*frame));
    if (m_corked && isFullFor(octetsOf(*frame).size())) // the kernel has not been asked yet
        uncork();
    if (m_finished)
        return;
    if (!m_outbox) {
        sent(frame, m_transport.send(octetsOf(*frame)));
        return;
    }
    m_activity.outOctets += octetsOf(*frame).size();
    if (makeRoomFor(octetsOf(*frame).size()))
        m_outbox->push(frame);
}

SharedFrame Session::behindHandshake(const Frame& frame)
{
    Frame both { std::exchange(m_prologue->handshake, {}), frame.offset };
    both.octets += octetsOf(frame);
    return std::make_shared<const Frame>(std::move(both));
}

void Session::historyBeginsAt(std::uint64_t offset)
{
    if (!m_outbox)
        return;
    m_outbox->exemptFrom(offset);
    makeRoomFor(0, 0);
}

bool Session::isFullFor(std::size_t octets, std::size_t frames) const
{
    if (!m_outbox || m_state != State::Open || m_traits.echo)
        return false;
    const SessionLimits& limits = m_environment.limits;
    const std::size_t all = m_outbox->countedFrames() + frames;
    // One message of any allowed size may always stand in an empty queue.
    return all > 1
        && (m_outbox->countedOctets() + octets > limits.queueBytes || all > limits.queueMessages);
}

bool Session::makeRoomFor(std::size_t octets, std::size_t frames)
{
    if (!isFullFor(octets, frames))
        return true;
    m_environment.owner.slowConsumer(*this);
    if (m_environment.limits.dropOldest) {
        while (isFullFor(octets, frames)) {
            if (m_outbox->gapIsComplete())
                announceGap();
            if (!m_outbox->dropOldestMessage())
                break;
        }
        if (!isFullFor(octets, frames))
            return true;
    }
    m_outbox->dropUnsent();
    close(CloseReason::SlowConsumer);
    return false;
}

void Session::flush()
{
    if (!m_outbox)
        return flushFarewell();
    if (m_outbox->gap())
        announceGap();
    const std::size_t before = m_outbox->octets();
    const Outbox::Progress progress = m_outbox->flush(m_transport);
    m_progressed = m_progressed || m_outbox->octets() != before;
    switch (progress) {
    case Outbox::Progress::Blocked:
        return;
    case Outbox::Progress::Broken:
        broken();
        return;
    case Outbox::Progress::Emptied:
        m_outbox.reset();
        updateInterest();
        if (m_state == State::Closing)
            leaveIfDone();
        else
            m_environment.owner.caughtUp(*this);
    }
}

void Session::announceGap()
{
    m_outbox->announceGap(m_environment.owner.gapFrame(*this, *m_outbox->gap()));
}

// What TLS says behind the last frame.
void Session::flushFarewell()
{
    if (m_transport.flush() == Transport::State::Alive)
        updateInterest();
    else
        broken();
}

void Session::timeUp()
{
    // Its pong may stand in what is not read; or it reads, with the ping behind a long replay.
    const bool mayHaveAnswered = m_pause != Pause::None || (m_progressed && m_outbox);
    switch (m_state) {
    case State::Open:
        if (m_peerGone)
            abort();
        else if (m_awaitingPong && mayHaveAnswered)
            awaitPong();
        else if (m_awaitingPong)
            close(CloseReason::Stale);
        else
            sendPing();
        break;
    case State::Joining:
    case State::Gone:
        break;
    case State::Closing:
    case State::Lingering:
        abort();
        break;
    }
}

void Session::sendPing()
{
    static const SharedFrame ping = makeFrame(encodeFrame(Opcode::Ping, {}));
    m_awaitingPong = true;
    m_pingSentAt = std::chrono::steady_clock::now();
    awaitPong();
    push(ping);
}

void Session::awaitPong()
{
    m_progressed = false;
    m_environment.wheel.arm(*this, m_environment.limits.pongTimeout);
}

void Session::leaveIfDone()
{
    if (!m_peerClosed || m_outbox || m_state != State::Closing)
        return;
    m_departure->clean = !m_peerGone;
    finish();
    m_transport.shutdownWrite();
    m_state = State::Lingering;
    m_pause = Pause::None;
    m_prologue.reset();
    updateInterest();
    m_environment.wheel.arm(*this, m_environment.limits.lingerTimeout);
}

void Session::finish()
{
    if (m_finished)
        return;
    m_finished = true;
    if (m_departure && m_departure->cause)
        m_departure->lostOctets = queuedOctets();
    m_outbox.reset();
    m_environment.owner.sessionFinished(*this, m_departure ? *m_departure : Departure {});
}

// Whether what has been read may be acted upon.
bool Session::hears() const
{
    const bool backpressure = m_traits.echo && m_outbox;
    return m_state >= State::Closing || (m_state == State::Open && !backpressure && !isDeaf());
}

void Session::updateInterest()
{
    const bool listening = hears() && (m_state >= State::Closing || m_pause == Pause::None);
    const bool rested = hears() && m_prologue; // who can be written to has the next turn
    const bool writing = rested || (!m_peerGone && (m_outbox || m_transport.wantsWrite()));
    const std::uint32_t wanted
        = (listening && !m_prologue ? static_cast<std::uint32_t>(EPOLLIN) : 0U)
        | (writing ? static_cast<std::uint32_t>(EPOLLOUT) : 0U);
    if (m_state == State::Joining || m_state == State::Gone || (m_watched && wanted == m_interest))
        return;
    m_interest = wanted;
    if (std::exchange(m_watched, true))
        m_environment.dispatcher.rewatch(m_transport.descriptor(), wanted);
    else
        m_environment.dispatcher.watch(m_transport.descriptor(), wanted, *this);
}

} // namespace sluice
