#pragma once

#include "core/admin/adminplaces.h"
#include "core/auth/connectrate.h"
#include "core/auth/guesslimit.h"
#include "core/net/handshakeline.h"
#include "core/observe/vitals.h"
#include "core/runtime/clock.h"
#include "core/runtime/ioloop.h"
#include "core/runtime/mailbox.h"
#include "core/runtime/servicenotifier.h"
#include "core/settings/settingssource.h"
#include <QObject>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

class AdminLink;
class AdminService;
class Authenticator;
class CertificateWatch;
class ConnectionManager;
class Continuity;
class IoWorker;
class Lobbies;
class MailboxShardPort;
class Metrics;
class Reloader;
class Server;
class TlsContext;
struct Accepted;
struct Renewal;

// The threads of a running server: makes them, puts the stations into them, and takes them down in
// order. Lives in the main thread and is all that the application sees.
class ServerHost final : public QObject {
    Q_OBJECT
public:
    // How it comes to its listening descriptor; by default the settings say where to listen.
    struct Entry {
        bool takesOver = false; // from the running instance
        int listener = -1; // passed on by the service manager; the host's from now on
    };

    explicit ServerHost(const Settings& settings, QObject* parent = nullptr);
    ServerHost(const Settings& settings, Entry entry, QObject* parent = nullptr);
    ~ServerHost() override;

    // Where SIGHUP finds the settings that it was made with anew; before start(). Without this
    // there is nothing to read.
    void setSource(const LoadedSettings& loaded) { m_source = loaded; }
    // Nothing on success, else a sentence: then the host is good for nothing but its destruction.
    std::optional<std::string> start();
    std::uint16_t port() const { return m_port; } // where it listens, once started
    // A line for a console in this process, an operator's. It must go before the host does.
    std::unique_ptr<AdminLink> adminLink();

public Q_SLOTS:
    void onTerminationSignal();
    void onReloadSignal();

Q_SIGNALS:
    void reloaded(); // every thread goes by the new settings
    void finished(int exitCode); // all threads have ended

private:
    std::optional<std::string> loadTls();
    std::optional<std::string> loadAccess();
    void prepareDescriptors();
    void apply(Renewal renewal, const std::function<void()>& report);
    void onApplied(const std::function<void()>& report);
    std::optional<std::string> openContinuity();
    void startLoops();
    void forward(std::size_t loop, std::vector<Accepted> newcomers); // control thread
    std::optional<std::string> startServer();
    void reportDrain(); // to the service manager; control thread
    void stop();
    std::int64_t slowestLoopMs() const;

    void wireServer();
    void logListening() const;

    Settings m_settings; // the main thread's
    Settings m_controlSettings; // the control thread's copy of them
    Entry m_entry;
    Vitals m_vitals;
    Clock m_clock;
    std::unique_ptr<Metrics> m_metrics;
    std::shared_ptr<const TlsContext> m_tls; // null: plain
    std::optional<LoadedSettings> m_source;
    std::unique_ptr<Reloader> m_reloader;
    std::unique_ptr<CertificateWatch> m_certificateWatch;
    std::shared_ptr<const Authenticator> m_authenticator;
    GuessLimit m_guesses;
    Mailbox m_mailbox; // of the main thread
    IoLoop m_control { "control" };
    std::vector<std::unique_ptr<IoLoop>> m_loops;
    std::vector<std::unique_ptr<IoWorker>> m_workers; // each in its loop
    std::vector<std::unique_ptr<MailboxShardPort>> m_ports;
    std::unique_ptr<Lobbies> m_lobbies;
    Server* m_server = nullptr; // set and used in the control thread
    ConnectionManager* m_hub = nullptr; // the same
    AdminService* m_admin = nullptr; // the same
    AdminPlaces m_adminPlaces;
    HandshakeLine m_handshakes;
    ConnectRate m_connectRate;
    std::uint32_t m_adminLinks = 0; // made so far
    std::string m_epoch; // at the start
    std::unique_ptr<Continuity> m_continuity; // in the control thread
    std::uint16_t m_port = 0;
    ServiceNotifier m_notifier { { [this] { return m_vitals.clients.load(); },
                                   [this] { return slowestLoopMs() <= IoLoop::stuckAfterMs; } },
                                 m_clock };
};

} // namespace sluice
