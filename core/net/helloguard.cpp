#include "core/net/helloguard.h"

#include <algorithm>

namespace sluice {

namespace {

constexpr std::uint8_t changeCipherSpec = 20;
constexpr std::uint8_t handshake = 22;
constexpr std::uint8_t recordHeader = 5; // type, version, length
constexpr std::uint8_t messageHeader = 4; // type, length

bool isLetter(std::uint8_t octet)
{
    return octet >= 'A' && octet <= 'Z';
}

} // namespace

HelloGuard::Verdict HelloGuard::look(std::string_view octets, bool isTls13)
{
    if (!m_begun && !octets.empty()) {
        m_begun = true;
        const auto first = static_cast<std::uint8_t>(octets.front());
        if (first != handshake)
            return isLetter(first) ? Verdict::PlainHttp : Verdict::NoTls;
    }
    Verdict verdict = Verdict::Fine;
    while (!octets.empty() && !m_blind && verdict == Verdict::Fine) {
        if (m_headerSeen < recordHeader)
            lookAtHeader(octets, isTls13);
        else if (m_recordType == handshake && m_messageLeft == 0)
            verdict = lookAtMessage(octets);
        else
            pass(octets);
        if (m_headerSeen == recordHeader && m_recordLeft == 0)
            m_headerSeen = 0;
    }
    return verdict;
}

void HelloGuard::lookAtHeader(std::string_view& octets, bool isTls13)
{
    const auto octet = static_cast<std::uint8_t>(octets.front());
    octets.remove_prefix(1);
    if (m_headerSeen == 0)
        m_recordType = octet;
    else if (m_headerSeen >= 3)
        m_recordLeft = static_cast<std::uint16_t>(m_recordLeft << 8U | octet);
    ++m_headerSeen;
    m_blind = m_headerSeen == recordHeader && m_recordType == changeCipherSpec && !isTls13;
}

// Inside a message, or in a record of another kind.
void HelloGuard::pass(std::string_view& octets)
{
    auto count = static_cast<std::uint32_t>(std::min<std::size_t>(octets.size(), m_recordLeft));
    if (m_recordType == handshake) {
        count = std::min(count, m_messageLeft);
        m_messageLeft -= count;
    }
    m_recordLeft = static_cast<std::uint16_t>(m_recordLeft - count);
    octets.remove_prefix(count);
}

HelloGuard::Verdict HelloGuard::lookAtMessage(std::string_view& octets)
{
    const auto octet = static_cast<std::uint8_t>(octets.front());
    octets.remove_prefix(1);
    --m_recordLeft;
    if (m_messageHeaderSeen > 0)
        m_messageLength = m_messageLength << 8U | octet;
    if (++m_messageHeaderSeen < messageHeader)
        return Verdict::Fine;
    m_messageLeft = m_messageLength;
    m_messageLength = 0;
    m_messageHeaderSeen = 0;
    return m_messageLeft > maxHello ? Verdict::TooLong : Verdict::Fine;
}

} // namespace sluice
