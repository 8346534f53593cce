#include "core/session/framecodec.h"
#include "core/session/framemask.h"
#include <limits>

namespace sluice {

namespace {

constexpr std::uint64_t lengthIn16Bits = 126;
constexpr std::uint64_t lengthIn64Bits = 127;
constexpr std::uint8_t rsv1 = 0x40;

void appendHead(std::string& out, Opcode opcode, bool fin, std::uint64_t length, bool masked)
{
    const std::uint8_t mask = masked ? 0x80 : 0;
    const auto put = [&out](std::uint64_t octet) {
        out += static_cast<char>(static_cast<std::uint8_t>(octet & 0xff));
    };
    put(static_cast<std::uint64_t>(opcode) | (fin ? 0x80U : 0U));
    if (length < lengthIn16Bits) {
        put(mask | length);
        return;
    }
    const bool fits16 = length <= std::numeric_limits<std::uint16_t>::max();
    put(static_cast<std::uint64_t>(mask | (fits16 ? lengthIn16Bits : lengthIn64Bits)));
    for (int shift = fits16 ? 8 : 56; shift >= 0; shift -= 8)
        put(length >> shift);
}

} // namespace

std::string encodeFrame(Opcode opcode, std::string_view payload, bool deflated)
{
    std::string frame;
    frame.reserve(10 + payload.size());
    appendHead(frame, opcode, true, payload.size(), false);
    if (deflated)
        frame.front() = static_cast<char>(static_cast<std::uint8_t>(frame.front()) | rsv1);
    frame += payload;
    return frame;
}

std::string encodeClose(std::uint16_t code, std::string_view reason)
{
    constexpr std::size_t maxReason = 123;
    std::string payload { static_cast<char>(static_cast<std::uint8_t>(code >> 8)),
                          static_cast<char>(static_cast<std::uint8_t>(code & 0xff)) };
    payload += utf8Prefix(reason, maxReason);
    return encodeFrame(Opcode::Close, payload);
}

std::string encodeMaskedFrame(Opcode opcode, std::string_view payload, std::uint32_t mask, bool fin)
{
    FrameMask key {};
    for (std::size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<std::uint8_t>(mask >> (24 - 8 * i));
    std::string frame;
    frame.reserve(14 + payload.size());
    appendHead(frame, opcode, fin, payload.size(), true);
    frame.append(key.begin(), key.end());
    const std::size_t head = frame.size();
    frame += payload;
    applyMask(std::span(frame).subspan(head), key, 0);
    return frame;
}

} // namespace sluice
