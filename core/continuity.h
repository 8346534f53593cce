#pragma once

#include "core/cluster/lineneighbours.h"
#include "core/cluster/relaybackplane.h"
#include "core/cluster/successor.h"
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
    enum class Begin : std::uint8_t {
        Afresh,
        TakeOver // from the instance that runs
    };
    explicit Continuity(const Settings& settings, Begin begin = Begin::Afresh);
    ~Continuity();
    Continuity(const Continuity&) = delete;
    Continuity& operator=(const Continuity&) = delete;

    // Answers once, now or later: nothing on success, else a sentence. The rest holds from then on.
    void open(const std::function<void(std::optional<std::string>)>& answer);

    Backplane& backplane() { return *m_backplane; }
    // For a takeover. Null: the order and the neighbours are shared without one.
    RelayBackplane* relay() { return m_relay; }
    LineNeighbours* line() { return m_line; }
    bool beginsPaused() const { return m_beginsPaused; } // as the predecessor was
    Successor* successor() { return m_successor.get(); } // null: began afresh
    MemoryHistory& history() { return m_history; }
    Neighbours& neighbours() { return *m_neighbours; }
    const std::string& sessionKey() const { return m_sessionKey; }

private:
    using Answer = std::function<void(std::optional<std::string>)>;
    void openFleet(const Answer& answer);
    void takeOver(const Answer& answer);
    std::optional<std::string> settle(Successor::Inheritance& inheritance);
    void order(std::unique_ptr<Backplane> own);

    const Settings& m_settings;
    std::unique_ptr<Successor> m_successor;
    std::unique_ptr<Backplane> m_backplane;
    std::unique_ptr<Neighbours> m_neighbours;
    RelayBackplane* m_relay = nullptr;
    LineNeighbours* m_line = nullptr;
    MemoryHistory m_history;
    std::string m_sessionKey;
    bool m_beginsPaused = false;
};

} // namespace sluice
