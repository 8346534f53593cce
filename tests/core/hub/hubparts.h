#pragma once

#include "core/auth/sessiontoken.h"
#include "core/cluster/localbackplane.h"
#include "core/cluster/neighbours.h"
#include "core/history/memoryhistory.h"
#include "core/hub/connectionmanager.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "tests/support/defaultsettings.h"

namespace sluice {

// What a hub is made of, for a test that brings its own loops.
struct HubParts {
    ConnectionManager::Parts parts()
    {
        return { settings, vitals, metrics, backplane, history, tokens, neighbours };
    }

    Settings settings = support::defaultSettings();
    Vitals vitals;
    Metrics metrics;
    LocalBackplane backplane { "e-1" };
    MemoryHistory history { 10, std::chrono::hours(1) };
    SessionTokens tokens { "key" };
    Neighbours neighbours;
};

} // namespace sluice
