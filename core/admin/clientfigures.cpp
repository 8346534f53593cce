#include "core/admin/clientfigures.h"

#include "core/text/jsonwriter.h"
#include <cmath>
#include <iterator>

namespace sluice {

namespace {

constexpr std::chrono::milliseconds window { 950 }; // a beat of one second may come a little early

double perSecond(std::uint64_t octets, std::chrono::duration<double> time)
{
    return oneDecimal(static_cast<double>(octets) / time.count());
}

// No second is as long as the next: thousands of rates that only tremble are no news.
bool hasMoved(std::optional<double> before, double now)
{
    return !before || (now == 0) != (*before == 0) || std::abs(now - *before) > *before / 20;
}

} // namespace

void ClientFigures::take(const std::string& id, const SessionSample& sample, Time now)
{
    const auto [place, fresh] = m_clients.try_emplace(id);
    Client& client = place->second;
    const bool stood = m_moving.insert(id).second;
    if (fresh) {
        client.inBefore = sample.inOctets;
        client.outBefore = sample.outOctets;
        client.since = now;
    } else if (stood) {
        client.since = m_ratedAt;
    }
    client.last = sample;
}

void ClientFigures::forget(const std::string& id)
{
    m_clients.erase(id);
    m_moving.erase(id);
}

std::vector<std::string> ClientFigures::rate(Time now)
{
    std::vector<std::string> changed;
    if (now - m_ratedAt < window)
        return changed;
    m_ratedAt = now;
    for (auto place = m_moving.begin(); place != m_moving.end();) {
        Client& client = m_clients.at(*place);
        if (now - client.since >= window && rate(client, now))
            changed.push_back(*place);
        const bool stands = client.inRate == 0.0 && client.outRate == 0.0;
        place = stands ? m_moving.erase(place) : std::next(place);
    }
    return changed;
}

bool ClientFigures::rate(Client& client, Time now)
{
    const std::chrono::duration<double> time = now - client.since;
    const double in = perSecond(client.last.inOctets - client.inBefore, time);
    const double out = perSecond(client.last.outOctets - client.outBefore, time);
    const bool inMoved = hasMoved(client.inRate, in);
    const bool outMoved = hasMoved(client.outRate, out);
    if (inMoved)
        client.inRate = in;
    if (outMoved)
        client.outRate = out;
    client.inBefore = client.last.inOctets;
    client.outBefore = client.last.outOctets;
    client.since = now;
    return inMoved || outMoved;
}

void ClientFigures::describe(ClientRow& row, const std::string& id, WallTime wallZero) const
{
    const auto place = m_clients.find(id);
    if (place == m_clients.end())
        return;
    const Client& client = place->second;
    const SessionSample& last = client.last;
    std::optional<WallTime> lastIn;
    if (last.lastIn != Time())
        lastIn = wallZero
            + std::chrono::duration_cast<WallTime::duration>(last.lastIn.time_since_epoch());
    row.figures = { lastIn,        last.roundTripMs, client.inRate,    client.outRate,
                    last.inOctets, last.outOctets,   last.queuedOctets };
    row.closing = row.closing || last.closing;
}

} // namespace sluice
