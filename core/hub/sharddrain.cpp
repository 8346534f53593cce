// How a loop's clients are seen off: the drain's half of the class, kept apart for its size.
#include "core/hub/shard.h"
#include "core/runtime/ioloop.h"
#include <QRandomGenerator>
#include <algorithm>

namespace sluice {

namespace {

// Each notice is a frame of its own: so many a turn, that reading goes on meanwhile.
constexpr std::size_t noticesAtATime = 500;

} // namespace

void Shard::announceDrain(const DrainNotice& notice)
{
    m_notice = Announcement { notice, notice.firstSlot, 0 };
    if (!m_announcing)
        announceSome();
}

void Shard::announceSome()
{
    m_announcing = false;
    if (!m_notice)
        return; // cancelled meanwhile
    std::size_t& seat = m_notice->nextSeat;
    for (std::size_t told = 0; told < noticesAtATime && seat < m_seats.size(); ++seat) {
        const Session* session = m_seats[seat].session.get();
        if (!session || !m_seats[seat].known || session->state() != Session::State::Open)
            continue;
        announceTo(m_seats[seat]);
        ++told;
    }
    m_announcing = seat < m_seats.size();
    if (m_announcing)
        m_services.loop.mailbox().post([this] { announceSome(); });
    else
        m_notice.reset();
}

void Shard::announceTo(Seat& seat)
{
    const DrainNotice& notice = m_notice->notice;
    const wire::Drain facts { notice.phase, notice.reason, notice.deadline, notice.remaining,
                              reconnectIn(seat) };
    m_fanout.catchUp(seat);
    if (seat.session)
        seat.session->send(wire::frame(wire::drain(facts), seat.session->traits().textFormat));
}

std::chrono::milliseconds Shard::reconnectIn(const Seat& seat)
{
    using std::chrono::milliseconds;
    const DrainNotice& notice = m_notice->notice;
    const std::uint64_t slot = m_notice->nextSlot++;
    // On the ramp it will be closed: who goes by himself goes a little sooner.
    if (const auto turn = m_eviction.turnOf(seat.session->key())) {
        const auto left = *turn - std::chrono::steady_clock::now();
        return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(left) * 4 / 5);
    }
    // Its own part of the window, and a random place in that part: even, and never in step.
    const double place = (static_cast<double>(slot) + QRandomGenerator::global()->generateDouble())
        / static_cast<double>(std::max(notice.totalSlots, slot + 1));
    return std::chrono::duration_cast<milliseconds>(notice.slotWindow * place);
}

void Shard::evict(std::chrono::milliseconds over)
{
    std::vector<Eviction::Candidate> candidates;
    for (const Seat& seat : m_seats)
        if (seat.session && seat.known && seat.session->state() <= Session::State::Open)
            candidates.push_back({ seat.session->key(), seat.session->activity().lastIn });
    m_eviction.start(std::move(candidates), over);
}

void Shard::evictOne(SessionKey key)
{
    Session* session = find(key);
    if (!session || session->state() > Session::State::Open)
        return;
    seatOf(*session).evicted = true;
    session->close(CloseReason::ServerShutdown);
}

void Shard::stopEviction()
{
    m_eviction.stop();
    m_notice.reset();
}

void Shard::abortAll()
{
    m_fanout.finish(); // whoever is cut off has been sent its Close
    for (Seat& seat : m_seats)
        if (seat.session)
            seat.session->abort();
}

} // namespace sluice
