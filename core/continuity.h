#pragma once

#include "core/cluster/backplane.h"
#include "core/cluster/neighbours.h"
#include "core/history/memoryhistory.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sluice {

struct Settings;

// What goes on when a process ends, has a successor or has neighbours: the order of messages and
// what is remembered of it, the key of the sessions, and who is elsewhere. The settings choose
// which kind. Made before the loops and the server, and outlives them. Control thread.
class Continuity {
public:
    explicit Continuity(const Settings& settings);
    ~Continuity();
    Continuity(const Continuity&) = delete;
    Continuity& operator=(const Continuity&) = delete;

    // Answers once, now or later: nothing on success, else a sentence. The rest holds from then on.
    void open(const std::function<void(std::optional<std::string>)>& answer);

    Backplane& backplane() { return *m_backplane; }
    MemoryHistory& history() { return m_history; }
    Neighbours& neighbours() { return *m_neighbours; }
    const std::string& sessionKey() const { return m_sessionKey; }

private:
    void openFleet(std::function<void(std::optional<std::string>)> answer);

    const Settings& m_settings;
    std::unique_ptr<Backplane> m_backplane;
    std::unique_ptr<Neighbours> m_neighbours;
    MemoryHistory m_history;
    std::string m_sessionKey;
};

} // namespace sluice
