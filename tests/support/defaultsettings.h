#pragma once

#include "core/settings/settingssource.h"

namespace sluice::support {

// What holds when nobody says anything.
inline Settings defaultSettings()
{
    return std::get<LoadedSettings>(loadSettings({})).settings;
}

// A server for one test: a free port of its own, two loops, and nothing said unasked.
inline Settings serverSettings()
{
    Settings settings = defaultSettings();
    settings.host = "127.0.0.1";
    settings.port = 0;
    settings.ioThreads = 2;
    settings.broadcastInterval = {};
    return settings;
}

} // namespace sluice::support
