#pragma once

#include "core/history/sqlitehistory.h"
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <optional>
#include <string>

namespace sluice {

// A history file in a folder of its own, and how a test speaks of it.
struct HistoryBench {
    using Opened = SqliteHistory::Opened;

    std::string path(const char* name = "history.db") const
    {
        return folder.filePath(QString::fromLatin1(name)).toStdString();
    }

    // Nothing: it did not answer.
    std::optional<Opened> open(HistoryLimits limits = { 1000, std::chrono::minutes(5) })
    {
        history.reset();
        history = std::make_unique<SqliteHistory>(path(), limits);
        std::optional<Opened> answer;
        history->open([&answer](const Opened& opened) { answer = opened; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 30000))
            return std::nullopt;
        if (const auto* found = std::get_if<JournalPast>(&*answer)) {
            past = *found;
            head = past.messages.empty() ? 0 : past.messages.back()->offset;
        }
        return answer;
    }
    // "": it is open; else the sentence.
    std::string whyNotOpen(HistoryLimits limits = { 1000, std::chrono::minutes(5) })
    {
        const auto opened = open(limits);
        if (!opened)
            return "no answer";
        const auto* whyNot = std::get_if<std::string>(&*opened);
        return whyNot ? *whyNot : "";
    }

    SharedMessage message(std::uint64_t offset, std::string data = "1",
                          WallTime time = std::chrono::system_clock::now()) const
    {
        return std::make_shared<const Message>(Message { past.epoch + '-' + std::to_string(offset),
                                                         offset, "anna", "", std::move(data), time,
                                                         3 });
    }
    // Puts `count` messages behind the last one; their answer comes later.
    void post(std::size_t count, const std::string& data = "1", const std::string& key = {},
              WallTime time = std::chrono::system_clock::now())
    {
        std::vector<JournalLine> lines;
        for (std::size_t i = 0; i < count; ++i)
            lines.push_back({ message(head + i + 1, data, time), key });
        head += count;
        ++posted;
        history->write(std::make_shared<const std::vector<JournalLine>>(std::move(lines)),
                       [this, count](bool kept) {
                           ++answered;
                           if (!kept)
                               head -= count;
                           lastKept = kept;
                       });
    }
    bool answersCame()
    {
        return QTest::qWaitFor([this] { return answered == posted; }, 30000);
    }
    // The same, waited for: whether it was kept.
    bool write(std::size_t count, const std::string& data = "1", const std::string& key = {},
               WallTime time = std::chrono::system_clock::now())
    {
        post(count, data, key, time);
        return answersCame() && lastKept;
    }

    std::uint64_t octets(const char* name = "history.db") const
    {
        std::error_code none;
        const auto size = std::filesystem::file_size(path(name), none);
        return none ? 0 : size;
    }

    QTemporaryDir folder;
    std::unique_ptr<SqliteHistory> history;
    JournalPast past; // as last opened
    std::uint64_t head = 0;
    int posted = 0;
    int answered = 0;
    bool lastKept = false;
};

} // namespace sluice
