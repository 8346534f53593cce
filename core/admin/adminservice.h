#pragma once

#include "core/admin/admincommands.h"
#include "core/admin/adminsubscriber.h"
#include "core/admin/clientfeed.h"
#include "core/admin/drainfeed.h"
#include "core/admin/logfeed.h"
#include "core/admin/statsfeed.h"
#include "core/session/sessionkey.h"
#include <QObject>
#include <QTimer>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace sluice {

// Shows consoles what the server does and does what they order: the admin stream of
// `sluice-admin.v1`, whichever way it travels. Control thread.
class AdminService final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        const Vitals& vitals;
        const Metrics& metrics;
        const Clock& clock;
        AdminCommands::Parts commands;
    };

    explicit AdminService(const Parts& parts, QObject* parent = nullptr);
    ~AdminService() override;

    const std::string& bootId() const { return m_bootId; }
    bool isWatched() const { return !m_subscribers.empty(); }

    // The key is the transport's. The subscriber is greeted at once.
    void attach(SessionKey key, adminwire::Role role, std::unique_ptr<AdminOutlet> outlet);
    void detach(SessionKey key);
    void receive(SessionKey key, const AdminRequest& request);
    void taken(SessionKey key, std::size_t octets); // see AdminOutlet::deliver

    // Tells everyone how the drain ended and says goodbye. `done` is called once: when all have
    // left, or at the latest in a tenth of a second.
    void finish(std::function<void()> done);

private:
    void obey(SessionKey key, const adminrequest::Subscribe& subscribe);
    void obey(SessionKey key, const adminrequest::Command& command);
    void obey(SessionKey key, const adminrequest::BadCommand& command);
    void obey(SessionKey key, const adminrequest::Nonsense& nonsense);
    void tell(SessionKey key, std::string message);
    void startFeeds(AdminSubscriber& subscriber);
    void adjustFeeds();
    void report(std::string message, bool adminrequest::Topics::*topic);
    void sayGoodbyeToAll();
    void sayGoodbye(AdminSubscriber& subscriber);
    void leaveIfAlone();
    void leave();

    const Vitals& m_vitals;
    const std::string m_bootId;
    AdminCommands m_commands;
    ClientFeed m_clients;
    StatsFeed m_stats;
    DrainFeed m_drain;
    LogFeed m_log;
    std::map<SessionKey, std::unique_ptr<AdminSubscriber>> m_subscribers;
    std::function<void()> m_finished; // not empty while the end is waited for
    QTimer m_patience { this };
    bool m_saidGoodbye = false;
};

} // namespace sluice
