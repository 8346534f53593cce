#pragma once

#include "core/cluster/lineneighbours.h"
#include "core/cluster/relaybackplane.h"
#include "core/cluster/successor.h"
#include "core/history/memoryhistory.h"
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sluice {

class JournaledBackplane;
class SqliteHistory;
struct Settings;

// What goes on when a process ends, has a successor or has neighbours: the order of messages and
// what is remembered of it, the key of the sessions, and who is elsewhere. The settings choose
// which kind. Made before the loops and the server, and outlives them. Control thread.
class Continuity {
public:
    enum class Begin : std::uint8_t {
        Afresh,
        TakeOver // from the instance that runs
    };
    using WhyNot = std::optional<std::string>; // a sentence; nothing on success
    using Answer = std::function<void(WhyNot)>;

    explicit Continuity(const Settings& settings, Begin begin = Begin::Afresh);
    ~Continuity();
    Continuity(const Continuity&) = delete;
    Continuity& operator=(const Continuity&) = delete;

    // Answers once, now or later. The rest holds from then on.
    void open(const Answer& answer);
    // For a successor: calls back when all that was said is in the history file, and that is free
    // for it. What is said meanwhile waits, until the file is reclaimed.
    void releaseFile(std::function<void()> released);
    void reclaimFile(); // the successor did not come; tried until it is ours again
    bool isReclaiming() const { return m_releasing || m_reclaims; }

    Backplane& backplane() { return *m_backplane; }
    // For a takeover. Null: the order and the neighbours are shared without one.
    RelayBackplane* relay() { return m_relay; }
    LineNeighbours* line() { return m_line; }
    bool beginsPaused() const { return m_beginsPaused; } // as the predecessor was
    Successor* successor() { return m_successor.get(); } // null: began afresh
    MemoryHistory& history() { return m_history; }
    Neighbours& neighbours() { return *m_neighbours; }
    const std::string& sessionKey() const { return m_sessionKey; }
    const SqliteHistory* historyFile() const { return m_file.get(); } // null: there is none

private:
    // `estate`: of the order that is to be found; null: whichever is.
    void openFleet(const takeover::Estate* estate, const Answer& answer);
    void openFile(const takeover::Estate* estate, Answer answer);
    void onReopened(const WhyNot& whyNot);
    void takeOver(const Answer& answer);
    void inherit(const Answer& answer);
    WhyNot objection() const;
    void order(std::unique_ptr<Backplane> own);

    const Settings& m_settings;
    std::unique_ptr<Successor> m_successor;
    std::unique_ptr<SqliteHistory> m_file; // outlives the backplane that writes to it
    std::unique_ptr<Backplane> m_backplane;
    JournaledBackplane* m_journaled = nullptr; // in there, when there is a file
    std::unique_ptr<Neighbours> m_neighbours;
    RelayBackplane* m_relay = nullptr;
    LineNeighbours* m_line = nullptr;
    MemoryHistory m_history;
    std::string m_sessionKey;
    bool m_beginsPaused = false;
    bool m_releasing = false;
    bool m_reclaims = false;
    QTimer m_reclaimTimer; // until the next attempt
};

} // namespace sluice
