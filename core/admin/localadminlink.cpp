#include "core/admin/localadminlink.h"

#include "core/admin/adminservice.h"
#include "core/admin/adminwire.h"
#include "core/runtime/mailbox.h"
#include <QJsonDocument>
#include <utility>

namespace sluice {

// The service's way back. Control thread.
class LocalAdminLink::Outlet final : public AdminOutlet {
public:
    Outlet(Mailbox& own, std::shared_ptr<Line> line) : m_own(own), m_line(std::move(line)) { }
    ~Outlet() override { end(); }
    Outlet(const Outlet&) = delete;
    Outlet& operator=(const Outlet&) = delete;

    void deliver(SharedText message) override
    {
        m_own.post([line = m_line, message = std::move(message)] {
            if (line->link)
                line->link->onMessage(*message);
        });
    }
    void end() override
    {
        m_own.post([line = m_line] {
            if (line->link)
                line->link->onEnd();
        });
    }
    bool isRemote() const override { return false; } // letters are never lost

private:
    Mailbox& m_own;
    std::shared_ptr<Line> m_line;
};

LocalAdminLink::LocalAdminLink(SessionKey key, const Services& services, QObject* parent)
    : AdminLink(parent), m_key(key), m_services(services)
{
}

LocalAdminLink::~LocalAdminLink()
{
    if (!m_line)
        return;
    m_line->link = nullptr;
    m_services.control.post([&service = m_services.service, key = m_key] {
        if (service)
            service->detach(key);
    });
}

void LocalAdminLink::open()
{
    if (m_line)
        return;
    m_greeted = false;
    m_line = std::make_shared<Line>(Line { this });
    const auto attach
        = [&service = m_services.service, &own = m_services.own, key = m_key, line = m_line] {
              auto outlet = std::make_unique<Outlet>(own, line);
              if (service) // else the outlet's end is the answer
                  service->attach(key, adminwire::Role::Operator, std::move(outlet));
          };
    if (!m_services.control.post(attach))
        Outlet(m_services.own, m_line).end();
}

void LocalAdminLink::send(const QJsonObject& message)
{
    m_services.control.post(
        [&service = m_services.service, key = m_key, request = parseAdminRequest(message)] {
            if (service)
                service->receive(key, request);
        });
}

void LocalAdminLink::onMessage(const std::string& text)
{
    m_services.control.post(
        [&service = m_services.service, key = m_key, octets = adminwire::queued(text)] {
            if (service)
                service->taken(key, octets);
        });
    const QJsonObject message = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    const auto line = m_line; // a slot may end this object
    if (!std::exchange(m_greeted, true))
        Q_EMIT opened();
    if (line->link)
        Q_EMIT received(message);
}

void LocalAdminLink::onEnd()
{
    const auto line = std::exchange(m_line, nullptr);
    line->link = nullptr;
    Q_EMIT closed(End::Lost, QStringLiteral("The server has ended.")); // for logs
}

} // namespace sluice
