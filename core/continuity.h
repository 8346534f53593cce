#pragma once

#include "core/cluster/backplane.h"
#include "core/cluster/neighbours.h"
#include "core/history/memoryhistory.h"
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
    using WhyNot = std::optional<std::string>; // a sentence; nothing on success

    explicit Continuity(const Settings& settings);
    ~Continuity();
    Continuity(const Continuity&) = delete;
    Continuity& operator=(const Continuity&) = delete;

    // Answers once, now or later. The rest holds from then on.
    void open(std::function<void(WhyNot)> answer);
    // For a successor: calls back when all that was said is in the history file, and that is free
    // for it. What is said meanwhile waits, until the file is reclaimed or passed on.
    void releaseFile(std::function<void()> released);
    void reclaimFile(std::function<void(WhyNot)> answer); // the successor did not come
    void passOn(Backplane& successor); // what waits

    Backplane& backplane() { return *m_backplane; }
    MemoryHistory& history() { return m_history; }
    Neighbours& neighbours() { return *m_neighbours; }
    const std::string& sessionKey() const { return m_sessionKey; }
    const SqliteHistory* historyFile() const { return m_file.get(); } // null: there is none

private:
    void openFile(std::function<void(WhyNot)> answer);

    const Settings& m_settings;
    std::unique_ptr<SqliteHistory> m_file; // outlives the backplane that writes to it
    std::unique_ptr<Backplane> m_backplane;
    JournaledBackplane* m_journaled = nullptr; // the same, when there is a file
    std::unique_ptr<Neighbours> m_neighbours;
    MemoryHistory m_history;
    std::string m_sessionKey;
};

} // namespace sluice
