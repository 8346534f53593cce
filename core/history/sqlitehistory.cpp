#include "core/history/sqlitehistory.h"

#include "core/history/historyreader.h"
#include "core/history/historywriter.h"
#include "core/observe/eventlog.h"
#include <utility>

namespace sluice {

using namespace std::chrono_literals;

// Made and used in the history's thread, as Qt asks of a database connection.
struct SqliteHistory::Station {
    std::unique_ptr<HistoryFile> file; // null: closed
    std::unique_ptr<HistoryWriter> writer;
    std::unique_ptr<QTimer> sweeps; // of a file to which nothing is added

    Opened open(const std::string& path, const HistoryLimits& limits);
    void close();
    void sweep();
    Outcome outcome(bool done) const { return { done, done ? std::string() : file->why() }; }
};

SqliteHistory::Opened SqliteHistory::Station::open(const std::string& path,
                                                   const HistoryLimits& limits)
{
    auto opened = HistoryFile::open(path);
    if (const auto* whyNot = std::get_if<std::string>(&opened))
        return *whyNot;
    file = std::get<std::unique_ptr<HistoryFile>>(std::move(opened));
    auto past = readPast(*file, limits, std::chrono::system_clock::now());
    if (!past) {
        const std::string whyNot = file->why();
        file.reset();
        return whyNot;
    }
    const std::uint64_t head = past->messages.empty() ? 0 : past->messages.back()->offset;
    writer = std::make_unique<HistoryWriter>(*file, limits, head);
    sweep(); // the limits may have changed
    sweeps = std::make_unique<QTimer>();
    QObject::connect(sweeps.get(), &QTimer::timeout, sweeps.get(), [this] { sweep(); });
    sweeps->start(1min);
    return *std::move(past);
}

void SqliteHistory::Station::close()
{
    sweeps.reset();
    writer.reset();
    file.reset();
}

// A failure here is the next message's to report.
void SqliteHistory::Station::sweep()
{
    writer->sweep(std::chrono::system_clock::now());
}

SqliteHistory::SqliteHistory(std::string path, const HistoryLimits& limits, QObject* parent)
    : Journal(parent), m_path(std::move(path)), m_limits(limits),
      m_station(std::make_unique<Station>())
{
    m_answers.attach();
    m_loop.start();
    m_probe.setInterval(1s);
    connect(&m_probe, &QTimer::timeout, this, [this] {
        ask([](Station& station) { return station.outcome(station.writer->probe()); },
            [this](const Outcome& outcome) { note(outcome); });
    });
}

SqliteHistory::~SqliteHistory()
{
    m_loop.stop([this] { m_station->close(); });
    m_answers.detach();
}

void SqliteHistory::open(std::function<void(const Opened&)> answer)
{
    m_loop.mailbox().post([this, answer = std::move(answer)] {
        const auto opened = std::make_shared<const Opened>(m_station->open(m_path, m_limits));
        m_answers.post([this, answer, opened] {
            m_open = std::holds_alternative<JournalPast>(*opened);
            setUp(m_open);
            if (m_open)
                sayOpened(std::get<JournalPast>(*opened));
            answer(*opened);
        });
    });
}

void SqliteHistory::sayOpened(const JournalPast& past) const
{
    const std::uint64_t offset = past.messages.empty() ? 0 : past.messages.back()->offset;
    eventlog::write(LogLevel::Info, "history", "history_file_opened",
                    "The history file is open, and the order goes on behind offset "
                        + std::to_string(offset) + '.',
                    { { "file", m_path },
                      { "epoch", past.epoch },
                      { "offset", static_cast<std::int64_t>(offset) },
                      { "messages", static_cast<std::int64_t>(past.messages.size()) },
                      { "idempotency_keys", static_cast<std::int64_t>(past.keyed.size()) } });
}

void SqliteHistory::close(std::function<void()> closed)
{
    m_open = false;
    m_probe.stop();
    ask(
        [](Station& station) {
            station.close();
            return Outcome { true, {} };
        },
        [closed = std::move(closed)](const Outcome&) { closed(); });
}

void SqliteHistory::write(JournalBatch batch, std::function<void(bool)> answer)
{
    const std::size_t messages = batch->size();
    ask(
        [batch = std::move(batch)](Station& station) {
            return station.outcome(station.writer->write(*batch, std::chrono::system_clock::now()));
        },
        [this, messages, answer = std::move(answer)](const Outcome& outcome) {
            m_commits += outcome.done ? 1 : 0;
            m_refused += outcome.done ? 0 : messages;
            note(outcome);
            answer(outcome.done);
        });
}

void SqliteHistory::ask(std::function<Outcome(Station&)> work,
                        std::function<void(const Outcome&)> answer)
{
    m_loop.mailbox().post([this, work = std::move(work), answer = std::move(answer)] {
        const Outcome outcome = m_station->file
            ? work(*m_station)
            : Outcome { false, "history_file = " + m_path + ": is closed." };
        m_answers.post([answer, outcome] { answer(outcome); });
    });
}

void SqliteHistory::note(const Outcome& outcome)
{
    if (outcome.done == m_up || !m_open)
        return;
    if (outcome.done) {
        m_probe.stop();
        eventlog::write(LogLevel::Info, "history", "history_file_recovered",
                        "The history file can be written again. Messages refused meanwhile: "
                            + std::to_string(std::exchange(m_refused, 0)),
                        { { "file", m_path } });
    } else {
        m_probe.start();
        eventlog::write(LogLevel::Error, "history", "history_file_failed",
                        outcome.why + " Until then messages are refused as not_available.",
                        { { "file", m_path } });
    }
    setUp(outcome.done);
}

void SqliteHistory::setUp(bool up)
{
    if (std::exchange(m_up, up) != up)
        Q_EMIT upChanged(up);
}

} // namespace sluice
