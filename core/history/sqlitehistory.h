#pragma once

#include "core/cluster/journal.h"
#include "core/history/historylimits.h"
#include "core/runtime/ioloop.h"
#include <QTimer>
#include <memory>
#include <string>
#include <variant>

namespace sluice {

class HistoryWriter;

// The journal in a file: a thread of its own in which SQLite may take its time. Control thread, or
// any other with an event loop; nothing here blocks it but the destructor.
class SqliteHistory final : public Journal {
    Q_OBJECT
public:
    // What was found, or a sentence about what is wrong with the file.
    using Opened = std::variant<JournalPast, std::string>;

    SqliteHistory(std::string path, const HistoryLimits& limits, QObject* parent = nullptr);
    ~SqliteHistory() override; // everything given to write() is in the file by then, if it can be

    void open(std::function<void(const Opened&)> answer);
    // Answers once everything is in the one file and the file is free for another process; until
    // open() is called again nothing is kept.
    void close(std::function<void()> closed);

    void write(JournalBatch batch, std::function<void(bool kept)> answer) override;
    bool isUp() const override { return m_up; }
    std::uint64_t commits() const { return m_commits; } // batches kept since the start

private:
    struct Station; // what lives in the history's thread
    struct Outcome {
        bool done = false;
        std::string why;
    };

    // Runs `work` there, then `answer` here.
    void ask(std::function<Outcome(Station&)> work, std::function<void(const Outcome&)> answer);
    void sayOpened(const JournalPast& past) const;
    void note(const Outcome& outcome);
    void setUp(bool up);

    const std::string m_path;
    const HistoryLimits m_limits;
    Mailbox m_answers;
    std::unique_ptr<Station> m_station;
    IoLoop m_loop { "history" };
    QTimer m_probe; // while it is down
    bool m_up = true;
    bool m_open = false;
    std::uint64_t m_commits = 0;
    std::uint64_t m_refused = 0; // messages, since it went down
};

} // namespace sluice
