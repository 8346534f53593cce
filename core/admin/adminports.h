#pragma once

#include "core/admin/adminrequest.h"
#include "core/admin/adminwire.h"
#include "core/session/sessionkey.h"
#include <cstddef>

namespace sluice {

class AdminPorch;
class AdminService;
class Mailbox;

// What a loop's porch tells the admin service. Held by the loop.
class AdminIntake {
public:
    virtual ~AdminIntake() = default;
    // From now on the service speaks to the porch's session.
    virtual void attached(AdminPorch& porch, SessionKey key, adminwire::Role role) = 0;
    virtual void said(AdminPorch& porch, SessionKey key, AdminRequest request)
        = 0; // answered by AdminPorch::settled
    virtual void taken(SessionKey key, std::size_t octets) = 0;
    virtual void left(SessionKey key) = 0;
};

// As letters between the loop and the control thread.
class MailboxAdminIntake final : public AdminIntake {
public:
    // The service is made after the loops: it is looked up when a letter is read.
    MailboxAdminIntake(Mailbox& loop, Mailbox& control, AdminService* const& service)
        : m_loop(loop), m_control(control), m_service(service)
    {
    }

    void attached(AdminPorch& porch, SessionKey key, adminwire::Role role) override;
    void said(AdminPorch& porch, SessionKey key, AdminRequest request) override;
    void taken(SessionKey key, std::size_t octets) override;
    void left(SessionKey key) override;

private:
    Mailbox& m_loop;
    Mailbox& m_control;
    AdminService* const& m_service;
};

} // namespace sluice
