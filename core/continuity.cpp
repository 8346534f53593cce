#include "core/continuity.h"

#include "core/cluster/controlsocket.h"
#include "core/cluster/journaledbackplane.h"
#include "core/cluster/localbackplane.h"
#include "core/cluster/redisbackplane.h"
#include "core/cluster/redisneighbours.h"
#include "core/history/sqlitehistory.h"
#include "core/observe/eventlog.h"
#include "core/settings/settings.h"
#include "core/text/randomid.h"
#include <algorithm>
#include <utility>

namespace sluice {

using namespace std::chrono_literals;

namespace {

// The other one closes a file first, which may be large.
constexpr auto takeoverPatience = 15s;

} // namespace

Continuity::Continuity(const Settings& settings, Begin begin)
    : m_settings(settings), m_history(settings.historySize, settings.historyAge)
{
    if (begin == Begin::TakeOver)
        m_successor = std::make_unique<Successor>();
    auto line = std::make_unique<LineNeighbours>();
    m_line = line.get();
    m_neighbours = std::move(line);
    QObject::connect(&m_reclaimTimer, &QTimer::timeout, &m_reclaimTimer, [this] { reclaimFile(); });
}

Continuity::~Continuity() = default;

void Continuity::open(const Answer& answer)
{
    if (m_successor)
        return takeOver(answer);
    if (!m_settings.redisUrl.empty())
        return openFleet(nullptr, answer);
    if (!m_settings.historyFile.empty())
        return openFile(nullptr, answer);
    // Without a memory that outlives the process its order and its sessions end with it.
    m_sessionKey = m_settings.sessionKey.empty() ? randomHex(64) : m_settings.sessionKey;
    order(std::make_unique<LocalBackplane>(randomHex(12)));
    answer(std::nullopt);
}

// What a fleet shares needs no takeover: only the listening socket goes over then.
void Continuity::openFleet(const takeover::Estate* estate, const Answer& answer)
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
    RedisBackplane& fleet = *backplane;
    m_backplane = std::move(backplane);
    m_line = nullptr;
    m_neighbours = std::make_unique<RedisNeighbours>(fleet.link(), options.place, fleet.names(),
                                                     RedisNeighbours::Pace {});
    const std::string epoch = estate ? estate->epoch : std::string();
    fleet.open([this, &fleet, epoch, answer](WhyNot whyNot) {
        if (!whyNot && !epoch.empty() && epoch != fleet.epoch())
            whyNot = "The running instance does not share the order of redis_url: drain it, and "
                     "start this one afterwards";
        m_sessionKey = m_settings.sessionKey.empty() ? fleet.sessionKey() : m_settings.sessionKey;
        m_history.startAt(fleet.head());
        answer(std::move(whyNot));
    });
}

void Continuity::order(std::unique_ptr<Backplane> own)
{
    auto relay = std::make_unique<RelayBackplane>(std::move(own));
    m_relay = relay.get();
    m_backplane = std::move(relay);
}

void Continuity::openFile(const takeover::Estate* estate, Answer answer)
{
    using Head = std::pair<std::string, std::uint64_t>; // of an order
    std::optional<Head> expected;
    if (estate)
        expected.emplace(estate->epoch, estate->head);
    m_file = std::make_unique<SqliteHistory>(
        m_settings.historyFile, HistoryLimits { m_settings.historySize, m_settings.historyAge });
    m_file->open([this, expected, answer = std::move(answer)](const SqliteHistory::Opened& opened) {
        if (const auto* whyNot = std::get_if<std::string>(&opened))
            return answer(*whyNot);
        const auto& past = std::get<JournalPast>(opened);
        const Head found { past.epoch, past.messages.empty() ? 0 : past.messages.back()->offset };
        if (expected && *expected != found)
            return answer("history_file = " + m_settings.historyFile
                          + ": is not the file of the running instance. A takeover cannot change "
                            "it: stop that one and start this one.");
        m_sessionKey = m_settings.sessionKey.empty() ? past.sessionKey : m_settings.sessionKey;
        auto journaled = std::make_unique<JournaledBackplane>(*m_file, past);
        m_journaled = journaled.get();
        order(std::move(journaled));
        answer(std::nullopt);
    });
}

void Continuity::releaseFile(std::function<void()> released)
{
    if (!m_journaled)
        return released();
    m_releasing = true;
    m_journaled->pause([this, released = std::move(released)] {
        m_file->close([this, released] {
            m_releasing = false;
            released();
            if (m_reclaims)
                reclaimFile();
        });
    });
}

void Continuity::reclaimFile()
{
    if (!m_journaled)
        return;
    m_reclaims = true;
    if (!m_releasing) // else once it is released
        m_file->open([this](const SqliteHistory::Opened& opened) {
            const auto* whyNot = std::get_if<std::string>(&opened);
            onReopened(whyNot ? WhyNot(*whyNot) : std::nullopt);
        });
}

// The successor that did not come may hold the file for a moment more.
void Continuity::onReopened(const WhyNot& whyNot)
{
    m_journaled->resume(); // without the file they are refused, and need wait no longer
    if (!whyNot) {
        m_reclaims = false;
        return;
    }
    if (!m_reclaimTimer.isActive())
        eventlog::write(LogLevel::Error, "history", "history_file_not_reclaimed",
                        "The file that was given up for a successor is not to be had yet: "
                            + *whyNot + " Messages are refused until it is; tried every second.");
    m_reclaimTimer.start(1s);
}

void Continuity::takeOver(const Answer& answer)
{
    const std::string path = control::pathFor(m_settings.controlSocket, m_settings.port);
    if (path.empty() || (m_settings.controlSocket == "auto" && m_settings.port == 0)) {
        answer("--takeover does not know where the running instance is: set control_socket to the "
               "path of its control socket, or port and RUNTIME_DIRECTORY or XDG_RUNTIME_DIR to "
               "what it was started with.");
        return;
    }
    m_successor->ask(path, takeoverPatience, [this, answer](const WhyNot& why) {
        if (why)
            return answer(why);
        inherit([this, answer](const WhyNot& whyNot) {
            if (whyNot)
                m_successor->giveUp(*whyNot);
            answer(whyNot);
        });
    });
}

Continuity::WhyNot Continuity::objection() const
{
    const takeover::Estate& estate = m_successor->inheritance().estate;
    if (estate.file && m_settings.historyFile.empty())
        return "The running instance keeps a history file: its successor needs the same "
               "history_file";
    if (estate.fleet && m_settings.redisUrl.empty())
        return "The running instance is one of a fleet: its successor needs the same redis_url";
    if (m_settings.port == 0 || m_settings.port == estate.port)
        return std::nullopt;
    return "The running instance listens on port " + std::to_string(estate.port)
        + ", but port is set to " + std::to_string(m_settings.port)
        + ": a takeover cannot change it";
}

void Continuity::inherit(const Answer& answer)
{
    if (const WhyNot why = objection())
        return answer(why);
    Successor::Inheritance& inheritance = m_successor->inheritance();
    takeover::Estate& estate = inheritance.estate;
    if (m_settings.host != estate.host)
        eventlog::write(LogLevel::Warning, "cluster", "host_not_changed",
                        "The setting host is ignored: the address goes over with the socket.",
                        { { "host", m_settings.host }, { "listens_on", estate.host } });
    m_beginsPaused = estate.paused;
    if (!m_settings.redisUrl.empty())
        return openFleet(&estate, answer); // where all else is
    m_history.startAt(estate.head); // what there is of the past comes in through the order
    if (!m_settings.historyFile.empty())
        return openFile(&estate, answer);
    m_sessionKey = m_settings.sessionKey.empty() ? estate.sessionKey : m_settings.sessionKey;
    order(std::make_unique<LocalBackplane>(LocalBackplane::Start {
        estate.epoch, estate.head, std::move(inheritance.past), std::move(inheritance.keys) }));
    answer(std::nullopt);
}

} // namespace sluice
