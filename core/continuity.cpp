#include "core/continuity.h"

#include "core/cluster/localbackplane.h"
#include "core/settings/settings.h"
#include "core/text/randomid.h"

namespace sluice {

Continuity::Continuity(const Settings& settings)
    : m_settings(settings), m_neighbours(std::make_unique<Neighbours>()),
      m_history(settings.historySize, settings.historyAge)
{
}

Continuity::~Continuity() = default;

void Continuity::open(const std::function<void(std::optional<std::string>)>& answer)
{
    // Without a memory that outlives the process its order and its sessions end with it.
    m_sessionKey = m_settings.sessionKey.empty() ? randomHex(64) : m_settings.sessionKey;
    m_backplane = std::make_unique<LocalBackplane>(randomHex(12));
    answer(std::nullopt);
}

} // namespace sluice
