#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace sluice::bench {

// When each of many clients has something to do; one time a client. Pure.
class Agenda {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Agenda(std::uint32_t clients) : m_times(clients) { }

    void set(std::uint32_t client, Time at) // in place of an earlier one
    {
        cancel(client);
        m_times[client] = at;
        m_order.emplace(at, client);
    }
    void cancel(std::uint32_t client)
    {
        if (m_times[client])
            m_order.erase({ *m_times[client], client });
        m_times[client].reset();
    }
    [[nodiscard]] std::optional<Time> next() const
    {
        return m_order.empty() ? std::nullopt : std::optional(m_order.begin()->first);
    }
    // The client whose time came first and has come; it is then off the agenda.
    std::optional<std::uint32_t> takeDue(Time now)
    {
        if (m_order.empty() || m_order.begin()->first > now)
            return std::nullopt;
        const std::uint32_t client = m_order.begin()->second;
        cancel(client);
        return client;
    }

private:
    std::set<std::pair<Time, std::uint32_t>> m_order;
    std::vector<std::optional<Time>> m_times; // by client
};

} // namespace sluice::bench
