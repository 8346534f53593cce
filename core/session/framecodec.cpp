#include "core/session/framecodec.h"
#include "core/session/framemask.h"
#include <algorithm>
#include <utility>

namespace sluice {

namespace {

constexpr std::uint8_t finBit = 0x80;
constexpr std::uint8_t reservedBits = 0x70;
constexpr std::uint8_t deflatedBit = 0x40; // RSV1
constexpr std::uint8_t opcodeBits = 0x0f;
constexpr std::uint8_t controlBit = 0x08;
constexpr std::uint8_t maskBit = 0x80;
constexpr std::uint8_t lengthBits = 0x7f;
constexpr std::uint8_t lengthIn16Bits = 126;

constexpr std::uint16_t protocolError = 1002;
constexpr std::uint16_t noStatus = 1005;
constexpr std::uint16_t invalidUtf8 = 1007;
constexpr std::uint16_t messageTooBig = 1009;

std::uint64_t bigEndian(std::span<const std::uint8_t> octets)
{
    std::uint64_t value = 0;
    for (const std::uint8_t octet : octets)
        value = (value << 8) | octet;
    return value;
}

// RFC 6455 §7.4.2 and the IANA registry: what may stand in a Close frame.
bool isCloseCode(std::uint64_t code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
}

std::string_view view(const std::vector<char>& octets)
{
    return { octets.data(), octets.size() };
}

// Grows with what has arrived, by doubling, and never past `most`.
void append(std::vector<char>& to, std::span<const char> chunk, std::size_t most)
{
    const std::size_t needed = to.size() + chunk.size();
    if (needed > to.capacity())
        to.reserve(std::min(std::max(needed, 2 * to.capacity()), most));
    to.insert(to.end(), chunk.begin(), chunk.end());
}

void release(std::vector<char>& buffer)
{
    std::vector<char>().swap(buffer);
}

} // namespace

FrameDecoder::FrameDecoder(std::uint32_t maxMessageBytes, Peer peer, bool deflate)
    : m_maxMessageBytes(maxMessageBytes), m_peer(peer), m_mayDeflate(deflate)
{
}

void FrameDecoder::releaseDelivered()
{
    if (std::exchange(m_messageDelivered, false))
        release(m_message);
    if (std::exchange(m_controlDelivered, false))
        release(m_control);
}

FrameEvent FrameDecoder::next(std::span<char>& input)
{
    releaseDelivered();
    if (m_passesOver && !m_message.empty())
        release(m_message);
    for (;;) {
        if (m_step == Step::Dead) {
            input = {};
            return {};
        }
        FrameEvent event;
        if (m_step == Step::Payload)
            event = takePayload(input);
        else if (gather(input, octetsOfStep()))
            event = takeHeaderStep();
        if (event.kind == FrameEvent::Kind::Violation)
            input = {};
        // An empty payload is complete without any input.
        const bool mayContinue = !input.empty() || (m_step == Step::Payload && m_remaining == 0);
        if (event.kind != FrameEvent::Kind::NeedMore || !mayContinue)
            return event;
    }
}

bool FrameDecoder::gather(std::span<char>& input, std::size_t count)
{
    const std::size_t taken = std::min(count - m_gatheredCount, input.size());
    std::copy_n(input.begin(), taken, m_gathered.begin() + m_gatheredCount);
    input = input.subspan(taken);
    m_gatheredCount = static_cast<std::uint8_t>(m_gatheredCount + taken);
    if (m_gatheredCount < count)
        return false;
    m_gatheredCount = 0;
    return true;
}

std::size_t FrameDecoder::octetsOfStep() const
{
    switch (m_step) {
    case Step::Flags:
    case Step::Length:
        return 1;
    case Step::ExtendedLength:
        return (m_length & lengthBits) == lengthIn16Bits ? 2 : 8;
    case Step::MaskKey:
        return m_mask.size();
    case Step::Payload:
    case Step::Dead:
        break;
    }
    return 0;
}

// Every rule is checked at the octet that breaks it, however the stream was cut.
FrameEvent FrameDecoder::takeHeaderStep()
{
    switch (m_step) {
    case Step::Flags:
        m_flags = m_gathered[0];
        return checkFlags();
    case Step::Length:
        m_length = m_gathered[0];
        return checkLength();
    case Step::ExtendedLength: {
        const std::uint64_t length = bigEndian(std::span(m_gathered).first(octetsOfStep()));
        const bool in16Bits = (m_length & lengthBits) == lengthIn16Bits;
        if (length >> 63 != 0)
            return violation(protocolError, "a frame's length has its highest bit set");
        if (length < lengthIn16Bits || (!in16Bits && length <= 0xffff))
            return violation(protocolError, "a frame's length is not encoded in the shortest form");
        return setLength(length);
    }
    case Step::MaskKey:
        std::copy_n(m_gathered.begin(), m_mask.size(), m_mask.begin());
        m_step = Step::Payload;
        return {};
    case Step::Payload:
    case Step::Dead:
        break;
    }
    return {};
}

FrameEvent FrameDecoder::checkFlags()
{
    if ((m_flags & reservedBits) != 0 && !mayBeReserved())
        return violation(protocolError, "a frame has a reserved bit set");
    const bool messageOpen = m_messageType != Opcode::Continuation;
    switch (opcode()) {
    case Opcode::Continuation:
        if (!messageOpen)
            return violation(protocolError, "a continuation frame has no message to continue");
        break;
    case Opcode::Text:
    case Opcode::Binary:
        if (messageOpen)
            return violation(protocolError, "a new message begins inside a fragmented one");
        m_deflated = (m_flags & deflatedBit) != 0;
        break;
    case Opcode::Close:
    case Opcode::Ping:
    case Opcode::Pong:
        if (!isFinal())
            return violation(protocolError, "a control frame is fragmented");
        break;
    default:
        return violation(protocolError, "a frame has a reserved opcode");
    }
    m_step = Step::Length;
    return {};
}

// RSV1 says "compressed", once for a whole message (RFC 7692 §6).
bool FrameDecoder::mayBeReserved() const
{
    return m_mayDeflate && (m_flags & reservedBits) == deflatedBit
        && (opcode() == Opcode::Text || opcode() == Opcode::Binary);
}

FrameEvent FrameDecoder::checkLength()
{
    const bool masked = (m_length & maskBit) != 0;
    if (m_peer == Peer::Client && !masked)
        return violation(protocolError, "a client's frame is not masked");
    if (m_peer == Peer::Server && masked)
        return violation(protocolError, "a server's frame is masked");
    const std::uint8_t length = m_length & lengthBits;
    if (isControl() && length >= lengthIn16Bits)
        return violation(protocolError, "a control frame is longer than 125 octets");
    if (length < lengthIn16Bits)
        return setLength(length);
    m_step = Step::ExtendedLength;
    return {};
}

FrameEvent FrameDecoder::setLength(std::uint64_t length)
{
    if (!isControl() && length > messageLimit() - m_message.size())
        return violation(messageTooBig, "a message is longer than the limit");
    m_remaining = static_cast<std::uint32_t>(length);
    m_taken = 0;
    m_step = (m_length & maskBit) != 0 ? Step::MaskKey : Step::Payload;
    return {};
}

FrameEvent FrameDecoder::takePayload(std::span<char>& input)
{
    const std::size_t size = std::min<std::size_t>(m_remaining, input.size());
    const std::span<char> chunk = input.first(size);
    input = input.subspan(size);
    if ((m_length & maskBit) != 0)
        applyMask(chunk, m_mask, m_taken);
    const bool isText = opcode() == Opcode::Text
        || (opcode() == Opcode::Continuation && m_messageType == Opcode::Text);
    if (isText && !m_deflated && !m_utf8.feed({ chunk.data(), chunk.size() }))
        return violation(invalidUtf8, "a text message is not valid UTF-8");

    std::vector<char>& buffer = isControl() ? m_control : m_message;
    const bool frameComplete = size == m_remaining;
    const bool keeps = isControl() || !m_passesOver;
    if (frameComplete && isFinal() && buffer.empty() && keeps)
        return finishFrame({ chunk.data(), chunk.size() });
    // Only a last frame tells how long the message is: room for no more than each of many small
    // ones would be room for the whole message again with each.
    if (keeps)
        append(buffer, chunk, isFinal() ? buffer.size() + m_remaining : messageLimit());
    m_remaining -= static_cast<std::uint32_t>(size);
    m_taken += static_cast<std::uint32_t>(size);
    return frameComplete ? finishFrame(view(buffer)) : FrameEvent {};
}

FrameEvent FrameDecoder::finishFrame(std::string_view payload)
{
    m_step = Step::Flags;
    if (isControl())
        return finishControl(payload);
    if (opcode() != Opcode::Continuation)
        m_messageType = opcode();
    if (!isFinal())
        return {};
    if (m_messageType == Opcode::Text && !m_deflated && !m_utf8.complete())
        return violation(invalidUtf8, "a text message ends inside a UTF-8 character");
    if (m_passesOver) {
        m_messageType = Opcode::Continuation;
        return {};
    }
    m_messageDelivered = true;
    const Opcode type = std::exchange(m_messageType, Opcode::Continuation);
    return { type == Opcode::Text ? FrameEvent::Kind::Text : FrameEvent::Kind::Binary, 0, payload,
             m_deflated };
}

FrameEvent FrameDecoder::finishControl(std::string_view payload)
{
    if (opcode() == Opcode::Close)
        return finishClose(payload);
    m_controlDelivered = true;
    return { opcode() == Opcode::Ping ? FrameEvent::Kind::Ping : FrameEvent::Kind::Pong, 0,
             payload };
}

FrameEvent FrameDecoder::finishClose(std::string_view payload)
{
    if (payload.empty()) {
        die();
        return { FrameEvent::Kind::Close, noStatus, {} };
    }
    if (payload.size() == 1)
        return violation(protocolError, "a close frame has half a code");
    const auto octet = [payload](std::size_t i) { return static_cast<std::uint8_t>(payload[i]); };
    const auto code = static_cast<std::uint16_t>((octet(0) << 8) | octet(1));
    const std::string_view reason = payload.substr(2);
    if (!isCloseCode(code))
        return violation(protocolError, "a close frame has a code that must not be sent");
    if (!isValidUtf8(reason))
        return violation(invalidUtf8, "a close frame's reason is not valid UTF-8");
    m_controlDelivered = true;
    die();
    return { FrameEvent::Kind::Close, code, reason };
}

FrameEvent FrameDecoder::violation(std::uint16_t code, std::string_view why)
{
    release(m_control);
    die();
    return { FrameEvent::Kind::Violation, code, why };
}

std::size_t FrameDecoder::messageLimit() const
{
    return m_deflated ? deflatedLimit(m_maxMessageBytes) : m_maxMessageBytes;
}

Opcode FrameDecoder::opcode() const
{
    return static_cast<Opcode>(m_flags & opcodeBits);
}

bool FrameDecoder::isFinal() const
{
    return (m_flags & finBit) != 0;
}

bool FrameDecoder::isControl() const
{
    return (m_flags & controlBit) != 0;
}

void FrameDecoder::die()
{
    m_step = Step::Dead;
    release(m_message);
}

} // namespace sluice
