#include "core/hub/registry.h"

#include "core/net/subnet.h"
#include "core/text/utf8.h"
#include <algorithm>
#include <cctype>

namespace sluice {

namespace {

bool contains(std::string_view text, std::string_view part)
{
    const auto equal
        = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), equal) != text.end();
}

ClientInfo describe(const std::string& id, const Registry::Record& record)
{
    return { id,
             record.ip,
             record.port,
             record.connectedAt,
             *record.userAgent,
             record.subprotocol,
             record.key.loop,
             record.user ? *record.user : std::string() };
}

// The sort key, made unique by the id: also the cursor, so that a page boundary survives
// clients that come and go.
std::string sortKey(const std::string& id, const Registry::Record& record, ClientSort sort)
{
    return sort == ClientSort::Id ? id : timestamp(record.connectedAt) + '|' + id;
}

} // namespace

void Registry::insert(const std::string& id, const Arrival& arrival, WallTime now)
{
    const auto [place, fresh] = m_byId.try_emplace(id);
    Record& record = place->second;
    record.key = arrival.key;
    record.port = arrival.peer.port;
    record.textFormat = arrival.textFormat;
    record.deflate = arrival.deflate;
    record.leaving = false;
    record.connectedAt = now;
    record.ip = arrival.peer.ip;
    record.userAgent = shared(arrival.userAgent);
    record.subprotocol = arrival.subprotocol;
    if (!arrival.identity.user.empty())
        record.user = std::make_unique<const std::string>(arrival.identity.user);

    auto& slots = m_bySlot[arrival.key.loop];
    if (slots.size() <= arrival.key.slot)
        slots.resize(arrival.key.slot + 1);
    slots[arrival.key.slot] = &*place;
    ++m_perLoop[arrival.key.loop];
    ++m_perAddress[Subnet::nameOfPeer(record.ip)];
    m_textClients += record.textFormat ? 1 : 0;
    m_deflateClients += record.deflate ? 1 : 0;
}

void Registry::erase(const std::string& id)
{
    const auto place = m_byId.find(id);
    if (place == m_byId.end())
        return;
    const Record& record = place->second;
    m_bySlot[record.key.loop][record.key.slot] = nullptr;
    --m_perLoop[record.key.loop];
    m_textClients -= record.textFormat ? 1 : 0;
    m_deflateClients -= record.deflate ? 1 : 0;
    const auto address = m_perAddress.find(Subnet::nameOfPeer(record.ip));
    if (--address->second == 0)
        m_perAddress.erase(address);
    m_byId.erase(place);
}

Registry::Record* Registry::find(const std::string& id)
{
    const auto place = m_byId.find(id);
    return place == m_byId.end() ? nullptr : &place->second;
}

const Registry::Record* Registry::find(const std::string& id) const
{
    const auto place = m_byId.find(id);
    return place == m_byId.end() ? nullptr : &place->second;
}

const std::string* Registry::idOf(SessionKey key) const
{
    const auto& slots = m_bySlot[key.loop];
    if (key.slot >= slots.size() || !slots[key.slot] || !(slots[key.slot]->second.key == key))
        return nullptr;
    return &slots[key.slot]->first;
}

std::size_t Registry::countFrom(const std::string& ip) const
{
    const auto found = m_perAddress.find(Subnet::nameOfPeer(ip));
    return found == m_perAddress.end() ? 0 : found->second;
}

std::vector<std::string> Registry::ids() const
{
    std::vector<std::string> ids;
    ids.reserve(m_byId.size());
    for (const auto& client : m_byId)
        ids.push_back(client.first);
    return ids;
}

ClientPage Registry::page(const ClientQuery& query) const
{
    std::vector<std::pair<std::string, const Clients::value_type*>> rows;
    rows.reserve(m_byId.size());
    for (const auto& client : m_byId) {
        const Record& record = client.second;
        if (query.filter.empty() || contains(client.first, query.filter)
            || contains(record.ip, query.filter) || contains(*record.userAgent, query.filter))
            rows.emplace_back(sortKey(client.first, record, query.sort), &client);
    }
    ClientPage page;
    page.total = rows.size();
    const auto before = [&](const std::string& left, const std::string& right) {
        return query.descending ? right < left : left < right;
    };
    if (!query.cursor.empty())
        std::erase_if(rows, [&](const auto& row) { return !before(query.cursor, row.first); });
    const auto byKey
        = [&](const auto& left, const auto& right) { return before(left.first, right.first); };
    const std::size_t count = std::min<std::size_t>(query.limit, rows.size());
    const auto end = rows.begin() + static_cast<std::ptrdiff_t>(count);
    std::partial_sort(rows.begin(), end, rows.end(), byKey);
    for (auto row = rows.begin(); row != end; ++row)
        page.clients.push_back(describe(row->second->first, row->second->second));
    if (count < rows.size() && count > 0)
        page.nextCursor = rows[count - 1].first;
    return page;
}

std::optional<ClientInfo> Registry::info(const std::string& id) const
{
    const auto place = m_byId.find(id);
    if (place == m_byId.end())
        return std::nullopt;
    return describe(place->first, place->second);
}

std::shared_ptr<const std::string> Registry::shared(const std::string& userAgent)
{
    constexpr std::size_t longest = 256; // octets of it that are kept
    constexpr std::size_t most = 1024; // different ones remembered; more are simply not shared
    const std::string shown(utf8Prefix(userAgent, longest));
    const auto known = m_userAgents.find(shown);
    if (known != m_userAgents.end())
        if (auto text = known->second.lock())
            return text;
    auto text = std::make_shared<const std::string>(shown);
    if (m_userAgents.size() >= most && ++m_unshared >= most) { // not at each of many newcomers
        std::erase_if(m_userAgents, [](const auto& agent) { return agent.second.expired(); });
        m_unshared = 0;
    }
    if (m_userAgents.size() < most || m_userAgents.contains(shown))
        m_userAgents[shown] = text;
    return text;
}

} // namespace sluice
