#include "core/session/deflateoffer.h"

#include "core/text/ascii.h"
#include <algorithm>
#include <optional>
#include <utility>

namespace sluice {

namespace {

// Takes one member off the front of a comma list. A comma within quotes separates nothing.
std::string_view takeMember(std::string_view& list)
{
    bool quoted = false;
    std::size_t end = 0;
    for (; end < list.size() && (quoted || list[end] != ','); ++end) {
        if (list[end] == '"')
            quoted = !quoted;
        else if (quoted && list[end] == '\\')
            ++end;
    }
    const std::string_view member = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    return member;
}

// Reads one offer from left to right.
class Cursor {
public:
    explicit Cursor(std::string_view text) : m_text(text) { }

    bool atEnd()
    {
        skipBlanks();
        return m_at == m_text.size();
    }
    bool take(char wanted)
    {
        if (atEnd() || m_text[m_at] != wanted)
            return false;
        ++m_at;
        return true;
    }
    std::string token() // empty: there is none
    {
        skipBlanks();
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && ascii::isTokenChar(m_text[m_at]))
            ++m_at;
        return std::string(m_text.substr(begin, m_at - begin));
    }
    // A token, quoted or not (RFC 6455 §9.1: what is quoted must be one, its escapes undone).
    std::string value()
    {
        if (!take('"'))
            return token();
        std::string unquoted;
        for (; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
            if (m_at == m_text.size() || !ascii::isTokenChar(m_text[m_at]))
                return {};
            unquoted += m_text[m_at];
        }
        return m_at++ < m_text.size() ? unquoted : std::string();
    }

private:
    void skipBlanks()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

// RFC 7692 §7.1.2: 8 to 15, without leading zeros.
bool isWindowBits(std::string_view value)
{
    if (value.size() == 1)
        return value == "8" || value == "9";
    return value.size() == 2 && value[0] == '1' && value[1] >= '0' && value[1] <= '5';
}

struct Offer {
    bool serverForgets = false;
    bool clientForgets = false;
    bool serverWindow = false;
    bool clientWindow = false;

    // False: this offer cannot be agreed to.
    bool take(std::string_view name, const std::optional<std::string>& value)
    {
        const auto once
            = [](bool& seen, bool valid) { return !std::exchange(seen, true) && valid; };
        if (name == "server_no_context_takeover")
            return once(serverForgets, !value);
        if (name == "client_no_context_takeover")
            return once(clientForgets, !value);
        // A broadcast is compressed once for all, with the full window.
        if (name == "server_max_window_bits")
            return once(serverWindow, value == "15");
        if (name == "client_max_window_bits")
            return once(clientWindow, !value || isWindowBits(*value));
        return false;
    }
};

// Nothing when it is of something else or cannot be agreed to.
std::optional<Offer> readOffer(std::string_view text)
{
    Cursor cursor(text);
    if (cursor.token() != "permessage-deflate")
        return std::nullopt;
    Offer offer;
    while (cursor.take(';')) {
        const std::string name = cursor.token();
        std::optional<std::string> value;
        if (cursor.take('='))
            value = cursor.value();
        if (value == "" || !offer.take(name, value))
            return std::nullopt;
    }
    return cursor.atEnd() ? std::optional(offer) : std::nullopt;
}

} // namespace

std::string deflateAnswer(std::string_view offers)
{
    while (!offers.empty()) {
        const std::optional<Offer> offer = readOffer(takeMember(offers));
        if (!offer)
            continue;
        std::string answer
            = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
        return offer->serverWindow ? answer + "; server_max_window_bits=15" : answer;
    }
    return {};
}

} // namespace sluice
