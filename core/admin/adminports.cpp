#include "core/admin/adminports.h"

#include "core/admin/adminoutlet.h"
#include "core/admin/adminporch.h"
#include "core/admin/adminservice.h"
#include "core/runtime/mailbox.h"
#include <utility>

namespace sluice {

namespace {

// The service's way back to one session of a porch.
class PorchOutlet final : public AdminOutlet {
public:
    PorchOutlet(Mailbox& loop, AdminPorch& porch, SessionKey key)
        : m_loop(loop), m_porch(porch), m_key(key)
    {
    }
    void deliver(SharedText message) override
    {
        m_loop.post([&porch = m_porch, key = m_key, message = std::move(message)] {
            porch.deliver(key, *message);
        });
    }
    void end() override
    {
        m_loop.post([&porch = m_porch, key = m_key] { porch.end(key); });
    }
    bool isRemote() const override { return true; }

private:
    Mailbox& m_loop;
    AdminPorch& m_porch;
    SessionKey m_key;
};

} // namespace

void MailboxAdminIntake::attached(AdminPorch& porch, SessionKey key, adminwire::Role role)
{
    m_control.post([&service = m_service, &loop = m_loop, &porch, key, role] {
        service->attach(key, role, std::make_unique<PorchOutlet>(loop, porch, key));
    });
}

void MailboxAdminIntake::said(AdminPorch& porch, SessionKey key, AdminRequest request)
{
    m_control.post(
        [&service = m_service, &loop = m_loop, &porch, key, request = std::move(request)] {
            service->receive(key, request);
            loop.post([&porch, key] { porch.settled(key); });
        });
}

void MailboxAdminIntake::taken(SessionKey key, std::size_t octets)
{
    m_control.post([&service = m_service, key, octets] { service->taken(key, octets); });
}

void MailboxAdminIntake::left(SessionKey key)
{
    m_control.post([&service = m_service, key] { service->detach(key); });
}

} // namespace sluice
