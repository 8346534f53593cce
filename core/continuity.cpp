#include "core/continuity.h"

#include "core/cluster/journaledbackplane.h"
#include "core/cluster/localbackplane.h"
#include "core/history/sqlitehistory.h"
#include "core/settings/settings.h"
#include "core/text/randomid.h"
#include <utility>

namespace sluice {

Continuity::Continuity(const Settings& settings)
    : m_settings(settings), m_neighbours(std::make_unique<Neighbours>()),
      m_history(settings.historySize, settings.historyAge)
{
}

Continuity::~Continuity() = default;

void Continuity::open(std::function<void(WhyNot)> answer)
{
    if (!m_settings.historyFile.empty()) {
        openFile(std::move(answer));
        return;
    }
    // Without a memory that outlives the process its order and its sessions end with it.
    m_sessionKey = m_settings.sessionKey.empty() ? randomHex(64) : m_settings.sessionKey;
    m_backplane = std::make_unique<LocalBackplane>(randomHex(12));
    answer(std::nullopt);
}

void Continuity::openFile(std::function<void(WhyNot)> answer)
{
    m_file = std::make_unique<SqliteHistory>(
        m_settings.historyFile, HistoryLimits { m_settings.historySize, m_settings.historyAge });
    m_file->open([this, answer = std::move(answer)](const SqliteHistory::Opened& opened) {
        if (const auto* whyNot = std::get_if<std::string>(&opened)) {
            answer(*whyNot);
            return;
        }
        const auto& past = std::get<JournalPast>(opened);
        m_sessionKey = m_settings.sessionKey.empty() ? past.sessionKey : m_settings.sessionKey;
        auto backplane = std::make_unique<JournaledBackplane>(*m_file, past);
        m_journaled = backplane.get();
        m_backplane = std::move(backplane);
        answer(std::nullopt);
    });
}

void Continuity::releaseFile(std::function<void()> released)
{
    if (!m_journaled)
        released();
    else
        m_journaled->pause([this, released = std::move(released)] { m_file->close(released); });
}

void Continuity::reclaimFile(std::function<void(WhyNot)> answer)
{
    if (!m_journaled) {
        answer(std::nullopt);
        return;
    }
    m_file->open([this, answer = std::move(answer)](const SqliteHistory::Opened& opened) {
        m_journaled->resume(); // without the file they are refused, and need wait no longer
        const auto* whyNot = std::get_if<std::string>(&opened);
        answer(whyNot ? WhyNot(*whyNot) : std::nullopt);
    });
}

void Continuity::passOn(Backplane& successor)
{
    if (m_journaled)
        m_journaled->passOn(successor);
}

} // namespace sluice
