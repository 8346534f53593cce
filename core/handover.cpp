#include "core/handover.h"

#include "core/continuity.h"
#include "core/drain/draincontroller.h"
#include "core/hub/connectionmanager.h"
#include "core/net/listener.h"
#include "core/observe/eventlog.h"
#include "core/runtime/servicenotifier.h"
#include "core/settings/settings.h"
#include <unistd.h>

namespace sluice {

using namespace std::chrono_literals;

namespace {

constexpr auto settlingInterval = 20ms;

} // namespace

Handover::Handover(const Parts& parts, QObject* parent)
    : QObject(parent), m_parts(parts),
      m_incumbent({ parts.continuity.relay(), parts.continuity.line(),
                    [this] { return whoWeAre(); }, [this] { return objection(); },
                    [this] { return bequest(); },
                    [this](std::function<void()> closed) {
                        m_parts.continuity.releaseFile(std::move(closed));
                    },
                    [this] { m_parts.continuity.reclaimFile(); } })
{
    connect(&m_socket, &ControlSocket::visited, &m_incumbent, &Incumbent::receive);
    connect(&m_incumbent, &Incumbent::begun, this, [this] { m_parts.listener.pause(); });
    connect(&m_incumbent, &Incumbent::resumed, this, [this] { m_parts.listener.resume(); });
    connect(&m_incumbent, &Incumbent::handedOver, this, &Handover::onHandedOver);
    connect(&m_settling, &QTimer::timeout, this, &Handover::drainOnceSettled);
    if (LineNeighbours* line = parts.continuity.line())
        line->setOwn([this] { return m_parts.connections.registry().ids(); });
    if (Successor* successor = parts.continuity.successor())
        connect(successor, &Successor::predecessorGone, this, &Handover::predecessorGone);
}

Handover::~Handover() = default;

void Handover::begin(const std::function<void(std::optional<std::string>)>& answer)
{
    Continuity& continuity = m_parts.continuity;
    Successor* successor = continuity.successor();
    if (!successor) {
        openControlSocket();
        answer(std::nullopt);
        return;
    }
    m_parts.listener.pause();
    successor->claim(continuity.relay(), continuity.line(),
                     [this, answer](const std::optional<std::string>& why) {
                         if (!why) {
                             m_parts.listener.resume();
                             openControlSocket();
                         }
                         answer(why);
                     });
}

void Handover::giveUp(const std::string& why)
{
    if (Successor* successor = m_parts.continuity.successor())
        successor->giveUp(why);
}

bool Handover::isNeededByPredecessor() const
{
    const Successor* successor = m_parts.continuity.successor();
    return successor && successor->hasPredecessor()
        && (m_parts.continuity.relay() || ServiceNotifier::isHeard());
}

std::optional<std::uint64_t> Handover::predecessorsClients() const
{
    const LineNeighbours* line = m_parts.continuity.line();
    return line ? std::optional(line->count()) : std::nullopt;
}

void Handover::openControlSocket()
{
    const std::string path
        = control::pathFor(m_parts.settings.controlSocket, m_parts.listener.port());
    if (path.empty())
        return;
    const auto inherit
        = m_parts.continuity.successor() ? ControlSocket::Inherit::Yes : ControlSocket::Inherit::No;
    if (const auto why = m_socket.open(path, inherit))
        eventlog::write(LogLevel::Warning, "cluster", "no_control_socket", *why);
}

std::optional<std::string> Handover::objection() const
{
    if (m_parts.continuity.isReclaiming())
        return "it is still taking its history file back from a successor that did not come";
    if (m_parts.drain.state() == drain::State::Serving)
        return std::nullopt;
    return "it is draining already (" + std::to_string(m_parts.connections.count())
        + " clients left); cancel that first, or start without --takeover when it has ended";
}

takeover::Instance Handover::whoWeAre() const
{
    takeover::Instance instance;
    instance.version = SLUICE_VERSION;
    instance.pid = ::getpid();
    instance.port = m_parts.listener.port();
    instance.clients = m_parts.connections.count();
    instance.elsewhere = m_parts.continuity.neighbours().count();
    instance.draining = m_parts.drain.state() != drain::State::Serving;
    return instance;
}

Incumbent::Bequest Handover::bequest()
{
    Continuity& continuity = m_parts.continuity;
    Incumbent::Bequest bequest;
    takeover::Estate& estate = bequest.estate;
    estate.version = SLUICE_VERSION;
    estate.pid = ::getpid();
    estate.host = m_parts.settings.host;
    estate.port = m_parts.listener.port();
    estate.epoch = continuity.backplane().epoch();
    estate.head = continuity.backplane().head();
    estate.sessionKey = continuity.sessionKey();
    estate.paused = m_parts.vitals.paused;
    estate.fleet = !continuity.relay();
    estate.file = continuity.historyFile() != nullptr;
    bequest.past = continuity.history().kept(std::chrono::system_clock::now());
    bequest.listener = m_parts.listener.descriptor();
    return bequest;
}

void Handover::onHandedOver()
{
    m_parts.listener.close();
    m_parts.vitals.handedOver = true;
    Q_EMIT handedOver();
    m_parts.drain.forbidCancel("a successor has taken over; newcomers are its guests");
    m_settledBy = std::chrono::steady_clock::now() + m_parts.settings.headTimeout;
    m_settling.start(settlingInterval);
}

// Whose handshake had begun becomes a client first, and hears of the drain like the others. Idle
// connections cannot be told from those that are about to ask for one: they may delay it as long as
// a head may take.
void Handover::drainOnceSettled()
{
    const Vitals& vitals = m_parts.vitals;
    if (vitals.openDescriptors > vitals.clients && std::chrono::steady_clock::now() < m_settledBy)
        return;
    m_settling.stop();
    DrainOrder order;
    order.delay = 0ms; // of load balancers, who need not look away
    order.reason = "takeover";
    m_parts.drain.request(order);
}

} // namespace sluice
