#pragma once

#include "tests/gui/shots/scenes.h"
#include <deque>

namespace sluice::support {

// Three servers in one window: node-1 (development), node-2 (staging), node-3 (production). They
// serve, until a test has them do something else.
class FleetScene {
public:
    explicit FleetScene(int servers = 3)
    {
        using namespace std::chrono_literals;
        clock.pass(14h + 28min);
        for (int i = 0; i < servers; ++i) {
            ServerProfile profile;
            profile.url = QStringLiteral("https://node-%1.example.net:8000").arg(i + 1);
            profile.environment = static_cast<Environment>(1 + i % 3);
            m_servers.emplace_back(clock, roster, profile, QStringLiteral("node-%1").arg(i + 1));
            serve(m_servers.back(), 20 + i);
        }
    }
    ConsoleScene& operator[](int server) { return m_servers[static_cast<std::size_t>(server)]; }

    ManualClock clock;
    ServerRoster roster;

private:
    std::deque<ConsoleScene> m_servers; // a deque: they never move
};

} // namespace sluice::support
