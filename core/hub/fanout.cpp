#include "core/hub/fanout.h"

#include "core/observe/metrics.h"
#include "core/runtime/mailbox.h"
#include <algorithm>
#include <limits>
#include <utility>

namespace sluice {

namespace {

// A large frame takes the time of several small ones.
constexpr std::size_t octetsASend = 16384;

// What the session is to hear of the delivery; null: nothing.
const SharedFrame* frameFor(const Delivery& delivery, const Session& session)
{
    const SessionKey key = session.key();
    const bool textFormat = session.traits().textFormat;
    if (delivery.except == key)
        return nullptr;
    const auto other = std::lower_bound(
        delivery.instead.begin(), delivery.instead.end(), key,
        [](const auto& left, const SessionKey& right) { return left.first < right; });
    const bool named = other != delivery.instead.end() && other->first == key;
    const SharedFrame& frame = (named ? other->second : delivery.frame).in(textFormat);
    return frame ? &frame : nullptr;
}

} // namespace

Fanout::Fanout(std::vector<Seat>& seats, Mailbox& loop, Metrics& metrics, const Means& means)
    : m_seats(seats), m_loop(loop), m_metrics(metrics), m_most(means.sendsATurn),
      m_sender(means.ring), m_ringLost(means.ringLost)
{
}

void Fanout::deliver(SharedDelivery delivery)
{
    add({ std::move(delivery), {}, 0, 0, {} });
}

void Fanout::closeAll(CloseReason reason)
{
    add({ nullptr, reason, 0, 0, {} });
}

void Fanout::add(Round round)
{
    if (m_rounds.empty())
        m_cursor = 0;
    round.lap = m_lap;
    round.start = m_cursor;
    m_rounds.push_back(std::move(round));
    ++m_newest;
    askForTurn();
}

// By a letter even for the first turn: orders that stand behind this one in the mailbox are then
// under way as well, and share its sends.
void Fanout::askForTurn()
{
    if (m_turnAsked)
        return;
    m_turnAsked = true;
    m_loop.post([this] {
        m_turnAsked = false;
        turn();
    });
}

void Fanout::turn()
{
    serve(m_most);
    if (!m_rounds.empty())
        askForTurn();
}

void Fanout::finish()
{
    serve(std::numeric_limits<std::size_t>::max());
}

void Fanout::serve(std::size_t cost)
{
    const auto now = std::chrono::steady_clock::now();
    for (auto round = m_rounds.rbegin(); round != m_rounds.rend() && !round->begun; ++round)
        round->begun = now;
    for (std::size_t spent = 0; !m_rounds.empty() && spent < cost; advance())
        if (m_cursor < m_seats.size())
            spent += serve(m_seats[m_cursor], true);
    sendBatch();
    count();
}

void Fanout::advance()
{
    if (++m_cursor >= m_seats.size()) {
        m_cursor = 0;
        ++m_lap;
    }
    while (!m_rounds.empty() && isDone(m_rounds.front())) {
        sendBatch(); // of frames that this round may hold
        retire();
    }
}

bool Fanout::isDone(const Round& round) const
{
    return m_lap > round.lap + 1 || (m_lap == round.lap + 1 && m_cursor >= round.start);
}

void Fanout::retire()
{
    const Round round = std::move(m_rounds.front());
    m_rounds.pop_front();
    if (!round.delivery)
        return;
    using Seconds = std::chrono::duration<double>;
    const auto now = std::chrono::steady_clock::now();
    m_metrics.fanoutSeconds.Observe(Seconds(now - *round.begun).count());
    if (round.delivery->publishedAt != WallTime {})
        m_metrics.deliverySeconds.Observe(
            Seconds(std::chrono::system_clock::now() - round.delivery->publishedAt).count());
}

void Fanout::catchUp(Seat& seat)
{
    if (seat.round == m_newest)
        return;
    serve(seat, false);
    count();
}

std::size_t Fanout::serve(Seat& seat, bool mayWait)
{
    const std::size_t behind
        = std::min<std::size_t>(std::uint32_t { m_newest - seat.round }, m_rounds.size());
    // First, for what is sent now may lead back here.
    seat.round = m_newest;
    if (behind == 0 || !seat.session)
        return 0;
    m_gathered.clear();
    std::size_t cost = 0;
    for (std::size_t i = m_rounds.size() - behind; i < m_rounds.size() && seat.session; ++i) {
        const Round& round = m_rounds[i];
        if (round.delivery) {
            gather(round, seat);
            continue;
        }
        sendGathered(seat);
        if (seat.session)
            seat.session->close(round.reason);
        ++cost;
    }
    if (seat.session)
        cost += costOfGathered(*seat.session);
    if (!mayWait || !joinsBatch(seat))
        sendGathered(seat);
    return cost;
}

std::size_t Fanout::costOfGathered(const Session& session) const
{
    std::size_t octets = 0;
    for (const SharedFrame* frame : m_gathered)
        octets += session.octetsOf(**frame).size();
    return octets / octetsASend + session.writesFor(m_gathered.size());
}

void Fanout::gather(const Round& round, const Seat& seat)
{
    if (!seat.known || seat.session->state() != Session::State::Open)
        return;
    if (const SharedFrame* frame = frameFor(*round.delivery, *seat.session))
        m_gathered.push_back(frame);
}

void Fanout::sendGathered(Seat& seat)
{
    if (m_gathered.empty())
        return;
    if (seat.session)
        seat.session->send(m_gathered);
    // A broken connection leaves its seat at once.
    (seat.session ? m_sent : m_failed) += m_gathered.size();
    m_gathered.clear();
}

// A single frame, and nothing ahead of it. Several for one client are one system call already.
bool Fanout::joinsBatch(Seat& seat)
{
    if (!m_sender.isThere() || m_gathered.size() != 1 || !seat.session)
        return false;
    const int descriptor = seat.session->batchDescriptor();
    if (descriptor < 0)
        return false;
    const SharedFrame& frame = *m_gathered.front();
    m_batch.push_back({ descriptor, seat.session->octetsOf(*frame), {} });
    m_addressees.push_back({ seat, frame });
    m_gathered.clear();
    if (m_batch.size() == BatchSender::most)
        sendBatch();
    return true;
}

void Fanout::sendBatch()
{
    if (m_batch.empty())
        return;
    m_sender.send(m_batch);
    if (!m_sender.isThere() && m_ringLost)
        m_ringLost();
    for (std::size_t i = 0; i < m_batch.size(); ++i) {
        const auto& [seat, frame] = m_addressees[i];
        seat.session->sent(frame, m_batch[i].outcome);
        ++(seat.session ? m_sent : m_failed);
    }
    m_batch.clear();
    m_addressees.clear();
}

void Fanout::count()
{
    m_metrics.messagesSent.Increment(static_cast<double>(std::exchange(m_sent, 0)));
    m_metrics.failedBroadcasts.Increment(static_cast<double>(std::exchange(m_failed, 0)));
}

} // namespace sluice
