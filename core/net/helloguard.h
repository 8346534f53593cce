#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sluice {

// Looks at the first octets of what should be TLS (RFC 8446 §4, §5.1) before the library does: it
// would set aside 128 KiB for a ClientHello that only announces them, and answer plain HTTP with an
// alert that no browser shows. Pure; of use until the handshake is done.
class HelloGuard {
public:
    static constexpr std::size_t maxHello = 16384; // real ones have 200 to 2000 octets
    enum class Verdict : std::uint8_t { Fine, PlainHttp, NoTls, TooLong };

    // The next octets in order. Up to TLS 1.2 what follows ChangeCipherSpec is encrypted and looks
    // like anything; `isTls13` says that this is not so. Whatever is not Fine is final.
    Verdict look(std::string_view octets, bool isTls13);

private:
    void lookAtHeader(std::string_view& octets, bool isTls13);
    Verdict lookAtMessage(std::string_view& octets);
    void pass(std::string_view& octets);

    std::uint32_t m_messageLeft = 0; // its octets that are still to come
    std::uint32_t m_messageLength = 0;
    std::uint16_t m_recordLeft = 0;
    std::uint8_t m_recordType = 0;
    std::uint8_t m_headerSeen = 0; // of a record's five octets
    std::uint8_t m_messageHeaderSeen = 0; // of a message's four
    bool m_begun = false;
    bool m_blind = false; // encrypted from here on
};

} // namespace sluice
