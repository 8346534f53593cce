#include "app/bench/swarm.h"
#include "app/bench/interrupt.h"
#include "app/bench/progress.h"
#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <sys/epoll.h>

namespace sluice::bench {

using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t usualConnecting = 200;
constexpr std::uint32_t largestConnecting = 4000; // below the usual listen backlog of 4096
constexpr auto patience = 10s;

bool isLoopback(const sockaddr_in& address)
{
    return (ntohl(address.sin_addr.s_addr) >> 24U) == 127;
}

std::uint32_t connectingAtOnce(const Plan& plan)
{
    if (plan.connecting != 0)
        return plan.connecting;
    return plan.scenario == Scenario::Storm ? largestConnecting : usualConnecting;
}

} // namespace

Swarm::Swarm(const Plan& plan) : m_plan(plan), m_wanted(plan.listeners() + plan.stalled)
{
    for (const Target& target : plan.targets) {
        const auto address = resolve(target);
        if (!address)
            m_failure = "The name " + target.host + " is not known.";
        else
            m_doors.push_back({ *address,
                                makeHandshake(authority(target), target.path, plan.handshakeToken(),
                                              plan.compression),
                                authority(target) });
    }
}

bool Swarm::connectAll(Progress& progress)
{
    if (!m_failure.empty())
        return false;
    const std::uint32_t atOnce = connectingAtOnce(m_plan);
    m_admitted.assign(m_wanted, false);
    auto lastProgress = Clock::now();
    for (std::uint32_t open = 0; m_open < m_wanted && m_failure.empty() && !interrupted();) {
        while (m_clients.size() < m_wanted && m_clients.size() - m_open < atOnce) {
            const auto index = static_cast<std::uint32_t>(m_clients.size());
            m_clients.emplace_back(index, static_cast<ClientOwner&>(*this),
                                   m_doors[index % m_doors.size()].handshake);
            if (!start(m_clients.back()))
                return false;
        }
        turn(Clock::now() + 100ms);
        if (m_open != open)
            lastProgress = Clock::now();
        open = m_open;
        progress.show("connected", m_open, m_wanted);
        if (Clock::now() - lastProgress > patience && m_failure.empty())
            m_failure = "Only " + std::to_string(m_open) + " of " + std::to_string(m_wanted)
                + " connections were welcomed; the others " + "waited 10 s in vain"
                + (m_plan.raw ? "." : ". Is it Sluice? Use --raw for other servers.");
    }
    return m_failure.empty() && m_open == m_wanted;
}

bool Swarm::start(BenchClient& client)
{
    const Door& door = m_doors[client.index() % m_doors.size()];
    const auto source = [this] { return m_source.s_addr == 0 ? nullptr : &m_source; };
    int error = client.connectTo(door.address, source());
    for (int attempt = 0; error == EADDRNOTAVAIL && isLoopback(door.address) && attempt < 50;
         ++attempt) {
        nextSource();
        error = client.connectTo(door.address, source());
    }
    if (error != 0) {
        m_failure = "Connection " + std::to_string(client.index() + 1) + " to " + door.name
            + " could not be opened: " + std::strerror(error) + ".";
        return false;
    }
    m_poller.add(client, EPOLLIN | EPOLLOUT);
    return true;
}

void Swarm::nextSource()
{
    // 28,000 ports an address: a fresh one of 127.0.0.0/8 brings as many again.
    const std::uint32_t current = m_source.s_addr == 0 ? INADDR_LOOPBACK : ntohl(m_source.s_addr);
    m_source.s_addr = htonl(current + 1);
}

void Swarm::settle(std::chrono::milliseconds quiet, std::chrono::seconds atMost)
{
    const auto end = Clock::now() + atMost;
    for (auto last = Clock::now(); Clock::now() < std::min(last + quiet, end);)
        if (turn(std::min(last + quiet, end)))
            last = Clock::now();
}

void Swarm::sendText(std::uint32_t client, std::string_view text)
{
    if (m_clients[client].state() == BenchClient::State::Open)
        m_clients[client].sendText(text);
}

void Swarm::watch(Pollable& pollable)
{
    m_poller.add(pollable, EPOLLIN | EPOLLOUT | EPOLLET);
}

void Swarm::stopReading(std::uint32_t firstClient)
{
    const int smallest = 1; // the kernel makes some 2 KB of it
    for (std::size_t i = firstClient; i < m_clients.size(); ++i) {
        setsockopt(m_clients[i].descriptor(), SOL_SOCKET, SO_RCVBUF, &smallest, sizeof smallest);
        m_poller.remove(m_clients[i]);
    }
}

const sockaddr_in& Swarm::addressOf(std::uint32_t target) const
{
    return m_doors.at(target).address;
}

void Swarm::sayGoodbye()
{
    m_leaving = true;
    for (BenchClient& client : m_clients)
        if (client.index() < m_plan.listeners())
            client.leave();
}

void Swarm::leaveAll()
{
    if (!m_leaving)
        sayGoodbye();
    settle(200ms, 3s);
    for (BenchClient& client : m_clients)
        client.drop();
}

void Swarm::admit(BenchClient& client)
{
    m_admitted[client.index()] = true;
    ++m_open;
    m_welcomes.add(Clock::now() - client.begun());
}

void Swarm::onUpgraded(BenchClient& client)
{
    if (m_plan.raw)
        admit(client);
}

void Swarm::onText(BenchClient& client, std::string_view text)
{
    ++m_texts;
    if (!m_admitted[client.index()]) {
        if (text.find("\"type\":\"welcome\"") != std::string_view::npos)
            return admit(client);
        if (m_failure.empty() && text.find("\"type\":\"disconnect\"") == std::string_view::npos)
            m_failure = "The server's first frame is no welcome. Use --raw for other servers than "
                        "Sluice.";
        return;
    }
    if (m_audience != nullptr)
        m_audience->onMessage(client.index(), text);
}

void Swarm::onClosed(BenchClient& client, const std::string& why)
{
    if (m_leaving)
        return;
    if (m_admitted[client.index()])
        ++m_lost;
    if (!m_failure.empty())
        return;
    const std::string where = m_doors[client.index() % m_doors.size()].name;
    m_failure = m_open == 0 ? "No connection to " + where + ": " + why + "."
                            : "Connection " + std::to_string(client.index() + 1) + " to " + where
            + (m_admitted[client.index()] ? " was lost: " : " failed: ") + why + ".";
}

void Swarm::wantsWrite(BenchClient& client, bool on)
{
    m_poller.change(client, on ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

} // namespace sluice::bench
