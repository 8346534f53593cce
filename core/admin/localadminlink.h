#pragma once

#include "core/admin/adminlink.h"
#include "core/session/sessionkey.h"
#include <memory>
#include <string>

namespace sluice {

class AdminService;
class Mailbox;

// The line of a console in the server's own process: the admin stream as letters between the two
// threads. Lives in the console's thread, not longer than the mailboxes. A console that stands
// still leaves messages unread and is treated as any slow reader.
class LocalAdminLink final : public AdminLink {
    Q_OBJECT
public:
    struct Services {
        Mailbox& own; // of the console's thread
        Mailbox& control;
        AdminService* const& service; // looked up in the control thread; null: it has ended
    };

    LocalAdminLink(SessionKey key, const Services& services, QObject* parent = nullptr);
    ~LocalAdminLink() override;

    void open() override;
    void send(const QJsonObject& message) override;

private:
    // What letters find the link by; cut when it goes. Console's thread.
    struct Line {
        LocalAdminLink* link;
    };
    class Outlet;
    void onMessage(const std::string& text);
    void onEnd();

    SessionKey m_key;
    Services m_services;
    std::shared_ptr<Line> m_line; // while open
    bool m_greeted = false;
};

} // namespace sluice
