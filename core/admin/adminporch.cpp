#include "core/admin/adminporch.h"

#include "core/admin/admindoor.h"
#include "core/admin/adminplaces.h"
#include "core/admin/adminports.h"
#include "core/observe/vitals.h"
#include "core/runtime/ioloop.h"
#include "core/settings/settings.h"
#include <utility>

namespace sluice {

namespace {

constexpr std::uint32_t maxUnsettled = 32;

SessionLimits limitsFrom(const Settings& settings)
{
    SessionLimits limits;
    limits.maxMessageBytes = adminwire::requestBytes;
    limits.closeTimeout = settings.closeTimeout;
    limits.pingInterval = settings.pingInterval;
    limits.pongTimeout = settings.pongTimeout;
    return limits;
}

// As on /echo: whoever does not read is not read from, and nothing of the clients' protocol is
// said. How much may be queued is for the admin service to decide.
constexpr Session::Traits traits { false, true };

} // namespace

AdminPorch::AdminPorch(std::uint16_t loop, const Services& services)
    : m_index(loop),
      m_services(services), m_environment { services.loop.dispatcher(), services.loop.wheel(),
                                            *this, services.loop.shares().leftovers(),
                                            limitsFrom(services.settings) },
      m_graveyard(services.loop.mailbox(), services.vitals)
{
}

AdminPorch::~AdminPorch() = default;

void AdminPorch::adopt(Transport transport, std::string_view handshake, std::string leftover,
                       adminwire::Role role)
{
    if (!m_services.places.take()) { // other loops have doors, too
        transport.send(serialize(noAdminPlace(), false, false));
        --m_services.vitals.openDescriptors;
        return;
    }
    const SessionKey key { m_index, m_nextSlot++, 0 };
    Seat& seat = m_seats[key.slot];
    seat.session = std::make_unique<Session>(m_environment, key, std::move(transport), traits);
    seat.session->begin(handshake, std::move(leftover));
    m_services.service.attached(*this, key, role);
    if (Seat* stayed = find(key))
        stayed->session->open({});
}

AdminPorch::Seat* AdminPorch::find(SessionKey key)
{
    const auto place = m_seats.find(key.slot);
    return place == m_seats.end() ? nullptr : &place->second;
}

void AdminPorch::deliver(SessionKey key, const std::string& message)
{
    Seat* seat = find(key);
    if (!seat || seat->session->state() != Session::State::Open)
        return;
    seat->unread += adminwire::queued(message);
    seat->session->send(makeFrame(encodeFrame(Opcode::Text, message)));
    seat = find(key); // sending may have been its end
    if (seat && seat->session->queuedOctets() == 0)
        reportTaken(*seat);
}

void AdminPorch::reportTaken(Seat& seat)
{
    if (const std::size_t octets = std::exchange(seat.unread, 0); octets > 0)
        m_services.service.taken(seat.session->key(), octets);
}

void AdminPorch::caughtUp(Session& session)
{
    if (Seat* seat = find(session.key()))
        reportTaken(*seat);
}

void AdminPorch::end(SessionKey key)
{
    if (Seat* seat = find(key))
        seat->session->close(CloseReason::ServerShutdown);
}

void AdminPorch::settled(SessionKey key)
{
    Seat* seat = find(key);
    if (seat && --seat->unsettled == maxUnsettled / 2)
        seat->session->pause(Session::Pause::None);
}

void AdminPorch::textReceived(Session& session, std::string_view text)
{
    Seat* seat = find(session.key());
    if (++seat->unsettled == maxUnsettled)
        session.pause(Session::Pause::Reading);
    m_services.service.said(*this, session.key(), parseAdminRequest(text));
}

void AdminPorch::binaryReceived(Session& session, std::string_view /*octets*/)
{
    session.close(CloseReason::BinaryNotSupported);
}

void AdminPorch::sessionFinished(Session& session, const Departure& /*departure*/)
{
    m_services.places.release();
    m_services.service.left(session.key());
}

void AdminPorch::sessionGone(Session& session)
{
    const auto place = m_seats.find(session.key().slot);
    m_graveyard.take(std::move(place->second.session));
    m_seats.erase(place);
}

void AdminPorch::slowConsumer(Session& /*session*/) { }

SharedFrame AdminPorch::disconnectFrame(const Session& /*session*/, CloseReason /*reason*/)
{
    return nullptr; // not asked for with these traits
}

SharedFrame AdminPorch::gapFrame(const Session& /*session*/, const Outbox::Gap& /*gap*/)
{
    return nullptr; // the same
}

} // namespace sluice
