#pragma once

#include "core/admin/adminlink.h"
#include "core/runtime/backoff.h"
#include "core/runtime/clock.h"
#include "gui/model/connectionstore.h"
#include "gui/model/draincourse.h"
#include "gui/model/leaverlog.h"
#include "gui/model/logentry.h"
#include "gui/model/rowreader.h"
#include "gui/model/serverfacts.h"
#include "gui/model/statshistory.h"
#include <QHash>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

namespace sluice {

// One server seen through its admin stream: who it is, its connections, its figures, its drain,
// and the commands given to it. Main thread. What was heard last stays when the line is lost; a
// server elsewhere is then called again and again, until it answers or refuses our token.
class Console final : public QObject {
    Q_OBJECT
public:
    enum class Contact : quint8 {
        Connecting,
        Syncing, // the list of connections is on its way
        Live,
        Stale, // silent, though the line is there
        Waiting, // to call again
        Refused, // the token is not good enough
        Lost // for good
    };
    enum class Persistence : quint8 {
        Once, // a server in this process: when it ends, it ends
        ComesBack
    };
    using Reply = std::function<void(const CommandResult& result, const QJsonObject& whole)>;

    Console(std::unique_ptr<AdminLink> link, const Clock& clock,
            Persistence persistence = Persistence::Once, QObject* parent = nullptr);
    ~Console() override;

    void open();
    void reconnect(); // now rather than later, when there is no line
    // `reply` is called once, unless `context` is gone by then: also when the line is lost.
    void command(const QString& what, QJsonObject details, QObject* context, Reply reply);
    void watchLog(); // from now on: logged() tells what the server logs
    void checkContact(); // has the line fallen silent? Called by a timer of the window

    Contact contact() const { return m_contact; }
    bool isFresh() const { return m_contact == Contact::Live || m_contact == Contact::Syncing; }
    bool endedAsExpected() const { return m_bye; } // the server said so, and is not back
    bool metWrongKey() const { return m_cause == AdminLink::Cause::WrongKey; } // the last time
    const QString& trouble() const { return m_trouble; } // why there is no line, for details
    AdminLink::Cause cause() const { return m_cause; } // the same, of the usual ones
    std::chrono::milliseconds untilNextCall() const; // while Waiting
    std::optional<std::chrono::milliseconds> sinceRestart() const; // of another process here
    std::optional<std::chrono::milliseconds> roundTrip() const { return m_roundTrip; }
    const ServerIdentity& identity() const { return m_identity; }
    const ServerStats& stats() const { return m_stats; }
    const StatsHistory& history() const { return m_history; }
    const DrainCourse& drain() const { return m_drain; }
    DrainCourse& drain() { return m_drain; }
    const LeaverLog& leavers() const { return m_leavers; }
    ConnectionStore& connections() { return m_connections; }
    const ConnectionStore& connections() const { return m_connections; }
    std::chrono::milliseconds sinceLastMessage() const;
    qint64 serverTime() const; // milliseconds since 1970, by the server's clock
    Clock::Instant now() const { return m_clock.now(); }
    bool mayCommand() const; // there is a line, and our token may change things

Q_SIGNALS:
    void contactChanged();
    void identityChanged();
    void statsChanged();
    void drainChanged();
    void clientLeft(const sluice::Leaver& leaver);
    void logged(const sluice::LogEntry& entry);
    void restarted(const QString& formerVersion); // another process answers in its place

private:
    struct Pending {
        QPointer<QObject> context;
        Reply reply;
    };
    void subscribe();
    void onReceived(const QJsonObject& message);
    void onClosed(AdminLink::End end, const QString& why);
    void onHello(const QJsonObject& message);
    void onSnapshot(const QJsonObject& message);
    void onSynced(const QJsonObject& message);
    void onDelta(const QJsonObject& message);
    void onStats(const QJsonObject& message);
    void onDrain(const QJsonObject& message);
    void onLog(const QJsonObject& message);
    void onResult(const QJsonObject& message);
    void putRows(const QJsonArray& rows);
    void setContact(Contact contact);

    std::unique_ptr<AdminLink> m_link;
    const Clock& m_clock;
    const Persistence m_persistence;
    Contact m_contact = Contact::Connecting;
    QString m_trouble;
    AdminLink::Cause m_cause = AdminLink::Cause::Other;
    Backoff m_backoff;
    QTimer m_retry;
    bool m_bye = false;
    ServerIdentity m_identity;
    ServerStats m_stats;
    StatsHistory m_history;
    RowReader m_reader;
    ConnectionStore m_connections;
    LeaverLog m_leavers;
    DrainCourse m_drain;
    QHash<QString, Pending> m_pending; // by ref
    std::optional<Clock::Instant> m_restarted;
    std::optional<std::chrono::milliseconds> m_roundTrip; // as last measured
    Clock::Instant m_lastMessage {};
    Clock::Instant m_statsCame {};
    qint64 m_seq = -1; // of the last delta; -1 while a snapshot is under way
    int m_lastRef = 0;
    bool m_watchesLog = false;
};

} // namespace sluice
