#pragma once

#include "core/admin/clientrow.h"
#include "core/hub/hubletters.h"
#include <chrono>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace sluice {

// The traffic of all clients, as the loops' samples tell it, with rates over a second or so. Empty
// while nobody watches. Control thread.
class ClientFigures {
public:
    using Time = std::chrono::steady_clock::time_point;

    void take(const std::string& id, const SessionSample& sample, Time now);
    void forget(const std::string& id);
    void clear() { *this = ClientFigures(); }
    // Once a second at most: who has other rates now.
    std::vector<std::string> rate(Time now);

    // Fills in what is known; `wallZero` is the wall clock's time at the steady clock's zero.
    void describe(ClientRow& row, const std::string& id, WallTime wallZero) const;

private:
    struct Client {
        SessionSample last;
        std::uint64_t inBefore = 0; // octets, at `since`
        std::uint64_t outBefore = 0;
        Time since;
        std::optional<double> inRate;
        std::optional<double> outRate;
    };
    static bool rate(Client& client, Time now);

    std::unordered_map<std::string, Client> m_clients;
    std::unordered_set<std::string> m_moving; // whose rates are not known to be 0
    Time m_ratedAt;
};

} // namespace sluice
