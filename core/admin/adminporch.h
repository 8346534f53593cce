#pragma once

#include "core/admin/adminwire.h"
#include "core/session/sessiongraveyard.h"
#include "core/session/sessionowner.h"
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

class AdminIntake;
class AdminPlaces;
class IoLoop;
struct Settings;
struct Vitals;

// One loop's admin streams: sessions that are no clients, so that no drain waits for them or
// refuses them. Speaks frames with the consoles and letters with the admin service. Lives in its
// loop.
class AdminPorch final : public SessionOwner {
public:
    struct Services {
        const Settings& settings;
        Vitals& vitals;
        AdminPlaces& places;
        AdminIntake& service;
        IoLoop& loop;
    };

    AdminPorch(std::uint16_t loop, const Services& services);
    ~AdminPorch();
    AdminPorch(const AdminPorch&) = delete;
    AdminPorch& operator=(const AdminPorch&) = delete;

    // A finished handshake, whose answer is not yet sent: without a place it is another one.
    void adopt(Transport transport, std::string_view handshake, std::string leftover,
               adminwire::Role role);

    // Orders of the admin service.
    void deliver(SessionKey key, const std::string& message);
    void end(SessionKey key);
    void settled(SessionKey key);

    void textReceived(Session& session, std::string_view text) override;
    void binaryReceived(Session& session, std::string_view octets) override;
    void sessionFinished(Session& session, const Departure& departure) override;
    void sessionGone(Session& session) override;
    void slowConsumer(Session& session) override;
    void caughtUp(Session& session) override;
    SharedFrame disconnectFrame(const Session& session, CloseReason reason) override;
    SharedFrame gapFrame(const Session& session, const Outbox::Gap& gap) override;

private:
    struct Seat {
        std::unique_ptr<Session> session;
        std::size_t unread = 0; // adminwire::queued() of the session's queue
        std::uint32_t unsettled = 0; // requests that the service has not looked at yet
    };
    Seat* find(SessionKey key);
    void reportTaken(Seat& seat);

    std::uint16_t m_index;
    Services m_services;
    SessionEnvironment m_environment;
    std::map<std::uint32_t, Seat> m_seats; // by the key's slot, which is used once
    std::uint32_t m_nextSlot = 0;
    SessionGraveyard m_graveyard;
};

} // namespace sluice
