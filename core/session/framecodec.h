#pragma once

#include "core/session/framemask.h"
#include "core/text/utf8.h"
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

// RFC 6455 §5.2, §11.8
enum class Opcode : std::uint8_t {
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10
};

// Server side: unmasked, one frame. `deflated`: the payload is, so RSV1 is set (RFC 7692 §6).
std::string encodeFrame(Opcode opcode, std::string_view payload, bool deflated = false);
std::string encodeClose(std::uint16_t code,
                        std::string_view reason); // reason cut at 123 octets, on a character
// Client side (sluice listen, bench): masked with `mask`.
std::string encodeMaskedFrame(Opcode opcode, std::string_view payload, std::uint32_t mask,
                              bool fin = true);

struct FrameEvent {
    enum class Kind {
        NeedMore, // the input is used up
        Text, // a whole message in `payload`
        Binary,
        Ping,
        Pong,
        Close, // `code` (1005 when the frame had none), `payload` = reason
        Violation // the stream is dead: `code` 1002, 1007 or 1009, `payload` = a sentence for the
                  // log
    };
    Kind kind = Kind::NeedMore;
    std::uint16_t code = 0;
    std::string_view payload; // valid until the next call of next() or the end of the input buffer
    bool deflated = false; // `payload` is still compressed, and a Text not yet known to be UTF-8
};

// The most octets that a message of `limit` octets can take up compressed, by whatever settings
// zlib's deflateBound() knows.
constexpr std::size_t deflatedLimit(std::size_t limit)
{
    return limit + (limit + 7) / 8 + (limit + 63) / 64 + 16;
}

// Decodes one peer's byte stream (RFC 6455 §5-7, complete: fragmentation, control frames between
// fragments, UTF-8 across fragments, masking, reserved bits, close codes, limits). Never allocates
// before a length is known to be allowed, and nothing at all for an unfragmented message that lies
// whole in the input: that is unmasked in place. Small, because every session holds one. Pure.
class FrameDecoder {
public:
    enum class Peer : std::uint8_t {
        Client,
        Server
    }; // frames of clients must be masked, of servers must not

    // `deflate`: permessage-deflate was agreed to (RFC 7692). What comes compressed is delivered
    // so, and may be as long as a message of the limit can become by compressing.
    explicit FrameDecoder(std::uint32_t maxMessageBytes, Peer peer = Peer::Client,
                          bool deflate = false);

    // Takes octets off the front of `input` until one event is complete. After Close or Violation
    // every call answers NeedMore and discards.
    FrameEvent next(std::span<char>& input);
    // What was delivered last is not needed any more; next() does so by itself.
    void releaseDelivered();
    std::uint32_t maxMessageBytes() const { return m_maxMessageBytes; }

    // From now on nobody wants messages: they are read over and not kept. Close, ping and pong are
    // still told, and what breaks the rules.
    void passOverMessages() { m_passesOver = true; }

private:
    enum class Step : std::uint8_t { Flags, Length, ExtendedLength, MaskKey, Payload, Dead };

    bool gather(std::span<char>& input, std::size_t count);
    std::size_t octetsOfStep() const;
    FrameEvent takeHeaderStep();
    FrameEvent checkFlags();
    bool mayBeReserved() const;
    FrameEvent checkLength();
    FrameEvent setLength(std::uint64_t length);
    FrameEvent takePayload(std::span<char>& input);
    FrameEvent finishFrame(std::string_view payload);
    FrameEvent finishControl(std::string_view payload);
    FrameEvent finishClose(std::string_view payload);
    FrameEvent violation(std::uint16_t code, std::string_view why);
    std::size_t messageLimit() const; // as it is sent
    Opcode opcode() const;
    bool isFinal() const;
    bool isControl() const;
    void die();

    std::vector<char> m_message; // what arrived of a message that does not lie whole in the input
    std::vector<char> m_control; // the same for a control frame, which may stand between fragments
    std::uint32_t m_maxMessageBytes;
    std::uint32_t m_remaining = 0; // of the current frame's payload
    std::uint32_t m_taken = 0;
    std::array<std::uint8_t, 8> m_gathered {}; // octets of the current step
    FrameMask m_mask {};
    std::uint8_t m_gatheredCount = 0;
    std::uint8_t m_flags = 0; // the frame's first octet
    std::uint8_t m_length = 0; // and its second
    Utf8Validator m_utf8;
    Peer m_peer;
    Step m_step = Step::Flags;
    Opcode m_messageType = Opcode::Continuation; // Continuation: no fragmented message is open
    bool m_messageDelivered = false; // its buffer is the caller's until the next call
    bool m_controlDelivered = false;
    bool m_mayDeflate;
    bool m_passesOver = false;
    bool m_deflated = false; // the message that is open, or was last
};
static_assert(sizeof(FrameDecoder) <= 96);

} // namespace sluice
