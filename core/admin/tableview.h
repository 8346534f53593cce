#pragma once

#include "core/admin/dirtyset.h"
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

// One subscriber's sight of the clients' table: a snapshot in parts, then what has changed since.
// Says which message comes next; whoever asks decides when. Pure: the time is the caller's.
class TableView {
public:
    using Time = std::chrono::steady_clock::time_point;
    // Appends the client's row as it is now; false when there is no such client.
    using AppendRow = std::function<bool(std::string& rows, const std::string& id)>;

    explicit TableView(std::chrono::milliseconds interval) : m_interval(interval) { }

    void setInterval(std::chrono::milliseconds interval) { m_interval = interval; }
    std::chrono::milliseconds interval() const { return m_interval; }
    // A new snapshot is due: needsIds() until it is told who there is.
    void restart();
    bool needsIds() const { return m_phase == Phase::Asked; }
    void begin(std::vector<std::string> ids);
    void stop(); // nothing is remembered until restart()

    void up(const std::string& id);
    // False: too many went while the subscriber read nothing. It must start afresh.
    bool gone(const GoneClient& client);

    void hurry() { m_due = {}; } // the next delta need not wait for its interval
    // Nothing: not now. `room`: whether the reader keeps up; one delta an interval goes out anyway.
    std::optional<std::string> next(Time now, bool room, const AppendRow& appendRow);

private:
    enum class Phase : std::uint8_t { Stopped, Asked, Parts, Live };
    std::string part(const AppendRow& appendRow);
    std::optional<std::string> delta(Time now, bool room, const AppendRow& appendRow);

    std::chrono::milliseconds m_interval;
    Phase m_phase = Phase::Stopped;
    std::vector<std::string> m_ids; // of the snapshot
    std::size_t m_part = 0; // parts sent
    std::uint64_t m_seq = 0; // of the last delta
    DirtySet m_dirty;
    std::size_t m_batchLeft = 0; // clients of the batch under way
    Time m_due;
};

} // namespace sluice
