#pragma once

#include "core/hub/presencebatch.h"
#include <QTimer>
#include <functional>

namespace sluice {

struct Settings;

// Gathers who came and went, and has it told once an interval: N arrivals are one message, not N.
// Control thread.
class PresenceNews {
public:
    // `tell` may say no: then it is asked again with the next news.
    PresenceNews(const Settings& settings, std::function<bool(const PresenceBatch&)> tell);

    void joined(const std::string& id);
    void left(const std::string& id);
    void changed(); // somebody came, went, or may hear now

private:
    void flush();

    const Settings& m_settings;
    std::function<bool(const PresenceBatch&)> m_tell;
    PresenceBatch m_batch;
    QTimer m_timer;
};

} // namespace sluice
