#include "core/admin/logfeed.h"

#include "core/admin/adminwire.h"
#include "core/observe/logtap.h"

namespace sluice {

using namespace std::chrono_literals;

namespace {

constexpr auto interval = 250ms;
constexpr std::size_t linesAtATime = 100;

} // namespace

LogFeed::LogFeed(QObject* parent) : QObject(parent)
{
    connect(&m_beat, &QTimer::timeout, this, &LogFeed::fetch);
}

LogFeed::~LogFeed()
{
    setWatched(false);
}

void LogFeed::setWatched(bool watched)
{
    if (watched == m_beat.isActive())
        return;
    if (watched) {
        eventlog::tap().open();
        m_beat.start(interval);
    } else {
        eventlog::tap().close();
        m_beat.stop();
    }
}

void LogFeed::fetch()
{
    const LogTap::Batch batch = eventlog::tap().take(linesAtATime);
    if (batch.lost > 0 && !batch.lines.empty())
        Q_EMIT due(adminwire::log(
            { batch.lines.front().time,
              LogLevel::Warning,
              "observe",
              "log_lines_left_out",
              std::to_string(batch.lost) + " log lines are left out here: there were too many.",
              {} }));
    for (const LogLine& line : batch.lines)
        Q_EMIT due(adminwire::log(line));
}

} // namespace sluice
