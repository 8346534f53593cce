#include "core/continuity.h"

#include "core/cluster/localbackplane.h"
#include "core/cluster/redisbackplane.h"
#include "core/cluster/redisneighbours.h"
#include "core/settings/settings.h"
#include "core/text/randomid.h"
#include <algorithm>
#include <utility>

namespace sluice {

Continuity::Continuity(const Settings& settings)
    : m_settings(settings), m_neighbours(std::make_unique<Neighbours>()),
      m_history(settings.historySize, settings.historyAge)
{
}

Continuity::~Continuity() = default;

void Continuity::open(const std::function<void(std::optional<std::string>)>& answer)
{
    if (!m_settings.redisUrl.empty()) {
        openFleet(answer);
        return;
    }
    // Without a memory that outlives the process its order and its sessions end with it.
    m_sessionKey = m_settings.sessionKey.empty() ? randomHex(64) : m_settings.sessionKey;
    m_backplane = std::make_unique<LocalBackplane>(randomHex(12));
    answer(std::nullopt);
}

void Continuity::openFleet(std::function<void(std::optional<std::string>)> answer)
{
    RedisBackplane::Options options;
    options.place.url = *RedisUrl::parse(m_settings.redisUrl); // the settings are checked
    options.place.authority = m_settings.redisAuthority;
    options.prefix = m_settings.redisPrefix;
    options.historySize = m_settings.historySize;
    options.historyAge = m_settings.historyAge;
    options.outageQueue = m_settings.outageQueue;
    // As JSON a text may be up to six times as long.
    options.largestMessage
        = std::max<std::uint64_t>(m_settings.maxBodyBytes, 6ULL * m_settings.maxMessageBytes);
    auto backplane = std::make_unique<RedisBackplane>(options);
    RedisBackplane& order = *backplane;
    m_backplane = std::move(backplane);
    m_neighbours = std::make_unique<RedisNeighbours>(order.link(), options.place, order.names(),
                                                     RedisNeighbours::Pace {});
    order.open([this, &order, answer = std::move(answer)](std::optional<std::string> whyNot) {
        m_sessionKey = m_settings.sessionKey.empty() ? order.sessionKey() : m_settings.sessionKey;
        answer(std::move(whyNot));
    });
}

} // namespace sluice
