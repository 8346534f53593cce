#include "core/net/headreader.h"

#include "core/text/ascii.h"
#include <algorithm>
#include <utility>

namespace sluice {

namespace {

constexpr std::size_t shortest = 8; // no method that we know is longer than this

// Trying again after each octet of a slow head would cost the square of its length.
bool mayDecide(std::string_view octets, std::size_t total)
{
    // the end, or no HTTP at all
    const auto isOdd = [](char c) { return !ascii::isVisible(c) && c != ' '; };
    return total <= shortest || total >= HttpHead::maxBytes
        || std::any_of(octets.begin(), octets.end(), isOdd);
}

} // namespace

HeadResult HeadReader::read(std::string_view octets)
{
    if (!octets.empty() && !mayDecide(octets, m_kept.size() + octets.size())) {
        m_kept += octets;
        return {};
    }
    const bool direct = m_kept.empty(); // the usual head comes in one piece and is never copied
    if (!direct)
        m_kept += octets;
    HeadResult result = parseHttpHead(direct ? octets : std::string_view(m_kept));
    if (result.outcome == HeadOutcome::Complete) {
        if (direct)
            m_kept = octets.substr(result.head.bytes);
        else
            m_kept.erase(0, result.head.bytes);
        if (m_kept.empty())
            std::string().swap(m_kept);
    } else if (direct) {
        m_kept = octets;
    }
    return result;
}

std::string HeadReader::takeRest()
{
    return std::exchange(m_kept, {});
}

} // namespace sluice
