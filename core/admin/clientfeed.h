#pragma once

#include "core/admin/clientfigures.h"
#include "core/admin/tableview.h"
#include "core/runtime/clock.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace sluice {

class AdminSubscriber;
class ConnectionManager;
struct Departure;

// The admin stream's topic `clients`: keeps every watcher's view of the table up to date, a part of
// a view at each turn of the loop, so that no view holds the loop up. Idle while nobody watches.
// Control thread.
class ClientFeed final : public QObject {
    Q_OBJECT
public:
    ClientFeed(ConnectionManager& hub, const Clock& clock, QObject* parent = nullptr);
    ~ClientFeed() override;

    // From the start, at so many deltas a second; also for one that watches already.
    void watch(AdminSubscriber& subscriber, int maxHz);
    void unwatch(const AdminSubscriber& subscriber);
    bool isWatched() const { return !m_watchers.empty(); }
    void goOn(); // somebody has room again
    void tellTheLast(); // at once, as far as there is room: there is no next turn

private:
    struct Watcher {
        AdminSubscriber& subscriber;
        TableView view;
    };

    void start();
    void stop();
    void setBeat();
    void onBeat();
    void sample(Sampling sampling);
    void onTurn();
    bool serve(Watcher& watcher);
    void onListed(const std::string& id);
    void onUnlisted(const std::string& id, const Departure& departure);
    void onSampled(std::uint16_t loop, const std::vector<SessionSample>& samples);
    bool appendRow(std::string& rows, const std::string& id) const;

    ConnectionManager& m_hub;
    const Clock& m_clock;
    std::vector<std::unique_ptr<Watcher>> m_watchers;
    std::size_t m_nextWatcher = 0;
    ClientFigures m_figures;
    WallTime m_wallZero; // the wall clock's time at the steady clock's zero
    std::size_t m_samplesDue = 0; // loops that have not answered yet
    std::chrono::steady_clock::time_point m_sampledAt;
    QTimer m_beat { this };
    QTimer m_turn { this };
};

} // namespace sluice
