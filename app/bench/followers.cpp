#include "app/bench/followers.h"
#include <algorithm>
#include <cstring>
#include <sys/epoll.h>

namespace sluice::bench {

namespace {

constexpr std::uint32_t usualArriving = 200;

} // namespace

Followers::Followers(const Plan& plan, const std::vector<Door>& doors, Poller& poller)
    : m_plan(plan), m_doors(doors), m_poller(poller), m_members(plan.connections),
      m_agenda(plan.connections)
{
    for (std::uint32_t client = 0; client < plan.connections; ++client)
        m_members[client].door = client % doors.size();
}

void Followers::arrive()
{
    const std::uint32_t atOnce = m_plan.connecting != 0 ? m_plan.connecting : usualArriving;
    while (m_begun < m_plan.connections && m_begun - m_welcomed < atOnce && m_failure.empty())
        dial(m_begun++);
}

void Followers::dial(std::uint32_t client)
{
    Member& member = m_members[client];
    const Door& door = m_doors[member.door];
    member.next = std::make_unique<Connection>(
        client, static_cast<ClientOwner&>(*this),
        makeHandshake(authority(door.target), member.place.path(door.target.path),
                      m_plan.handshakeToken(), m_plan.compression));
    member.place.dialled(Clock::now());
    if (const int error = member.next->socket.connectTo(door.address, nullptr))
        return onRefused(client, std::strerror(error));
    m_poller.add(member.next->socket, EPOLLIN | EPOLLOUT);
}

void Followers::act(Clock::time_point now)
{
    m_ended.clear();
    while (const auto client = m_agenda.takeDue(now)) {
        Member& member = m_members[*client];
        if (member.next)
            continue;
        member.door = (member.door + 1) % m_doors.size(); // what it leaves may be this one
        dial(*client);
    }
}

void Followers::onText(BenchClient& socket, std::string_view text)
{
    const std::uint32_t client = socket.index();
    const Member& member = m_members[client];
    if (member.next && &socket == &member.next->socket)
        takeWelcome(client, text);
    else if (member.current && &socket == &member.current->socket)
        takeFrame(client, text);
}

void Followers::takeWelcome(std::uint32_t client, std::string_view text)
{
    Member& member = m_members[client];
    const auto kind = frameKindOf(text);
    if (kind == FrameKind::Disconnect)
        return member.place.bidFarewell(readDisconnect(text));
    const auto welcome = kind == FrameKind::Welcome ? readWelcome(text) : std::nullopt;
    if (!welcome) {
        m_failure = "The server's first frame is no welcome of Sluice's.";
        return;
    }
    if (member.place.id().empty())
        ++m_welcomed;
    else
        m_welcomes.add(Clock::now() - member.next->socket.begun());
    member.place.welcomed(*welcome, m_counts);
    m_agenda.cancel(client);
    if (member.current) {
        BenchClient& old = member.current->socket;
        m_leaving.emplace(&old, std::move(member.current));
        old.leave();
    }
    member.current = std::move(member.next);
}

void Followers::takeFrame(std::uint32_t client, std::string_view text)
{
    Follower& place = m_members[client].place;
    const auto now = Clock::now();
    switch (frameKindOf(text)) {
    case FrameKind::Message:
        return takeMessage(client, text);
    case FrameKind::Drain:
        return m_agenda.set(client, now + place.noticed(readDrain(text), now, m_counts));
    case FrameKind::DrainCancelled:
        place.stays(m_counts);
        return m_agenda.cancel(client);
    case FrameKind::Disconnect:
        return place.bidFarewell(readDisconnect(text));
    case FrameKind::Gap:
        ++m_counts.faults.gaps;
        return;
    case FrameKind::Welcome:
    case FrameKind::Other:
        return;
    }
}

void Followers::takeMessage(std::uint32_t client, std::string_view text)
{
    const auto offset = numberAfter(text, "\"offset\"");
    Follower& place = m_members[client].place;
    if (!offset || !place.placed(*offset, m_counts))
        return;
    const PayloadCheck check = checkPayload(text, m_plan.size);
    place.checked(check, m_plan.run, m_counts);
    if (m_heard && check.kind == PayloadCheck::Kind::Whole && check.stamp.run == m_plan.run)
        m_heard(client, check.stamp.sequence);
}

void Followers::onClosed(BenchClient& socket, const std::string& why)
{
    const std::uint32_t client = socket.index();
    Member& member = m_members[client];
    if (member.next && &socket == &member.next->socket)
        return onRefused(client, why);
    if (member.current && &socket == &member.current->socket) {
        letGo(member.current);
        if (!m_over
            && member.place.ended(member.next != nullptr, m_counts) == Follower::AfterEnd::ComeBack)
            comeBack(client);
        return;
    }
    const auto leaving = m_leaving.find(&socket);
    if (leaving == m_leaving.end())
        return;
    letGo(leaving->second);
    m_leaving.erase(leaving);
}

void Followers::onRefused(std::uint32_t client, const std::string& why)
{
    Member& member = m_members[client];
    letGo(member.next);
    if (m_over)
        return;
    if (member.place.id().empty() && m_failure.empty())
        m_failure = "No connection to " + authority(m_doors[member.door].target) + ": " + why + ".";
    if (m_firstRefusal.empty())
        m_firstRefusal = why;
    member.place.refused(m_counts);
    comeBack(client); // meanwhile the old connection, if it stands, serves as ever
}

void Followers::comeBack(std::uint32_t client)
{
    const double luck = std::uniform_real_distribution<>()(m_luck);
    m_agenda.set(client, Clock::now() + m_members[client].place.pause(luck));
}

void Followers::letGo(std::unique_ptr<Connection>& connection)
{
    m_ended.push_back(std::move(connection));
}

void Followers::wantsWrite(BenchClient& socket, bool on)
{
    m_poller.change(socket, on ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

void Followers::leaveAll()
{
    m_over = true;
    for (Member& member : m_members) {
        if (member.next)
            member.next->socket.drop();
        member.next.reset();
        if (member.current)
            member.current->socket.leave();
    }
}

bool Followers::allGone() const
{
    return m_leaving.empty()
        && std::none_of(m_members.begin(), m_members.end(),
                        [](const Member& member) { return member.current != nullptr; });
}

std::uint32_t Followers::mostMoves() const
{
    std::uint32_t most = 0;
    for (const Member& member : m_members)
        most = std::max(most, member.place.moves());
    return most;
}

} // namespace sluice::bench
