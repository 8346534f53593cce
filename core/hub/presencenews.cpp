#include "core/hub/presencenews.h"

#include "core/settings/settings.h"

namespace sluice {

PresenceNews::PresenceNews(const Settings& settings, std::function<bool(const PresenceBatch&)> tell)
    : m_settings(settings), m_tell(std::move(tell))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(settings.presenceInterval);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { flush(); });
}

void PresenceNews::joined(const std::string& id)
{
    m_batch.join(id);
    changed();
}

void PresenceNews::left(const std::string& id)
{
    m_batch.leave(id);
    changed();
}

void PresenceNews::changed()
{
    if (m_settings.presenceInterval.count() == 0)
        flush();
    else if (!m_timer.isActive())
        m_timer.start();
}

void PresenceNews::flush()
{
    if (m_tell(m_batch))
        m_batch.clear();
}

} // namespace sluice
