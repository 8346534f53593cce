// What may be wrong with a history file is a sentence at the start, never a crash.
#include "core/history/historyfile.h"

#include "tests/core/history/noroom.h"
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using namespace sluice;

namespace {

struct Bench {
    std::string path(const char* name = "history.db") const
    {
        return folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    void put(const QByteArray& content) const
    {
        QFile plain(QString::fromStdString(path()));
        QVERIFY(plain.open(QIODevice::WriteOnly));
        plain.write(content);
    }
    // "": it opened.
    std::string open(const char* name = "history.db")
    {
        auto opened = HistoryFile::open(path(name));
        if (auto* why = std::get_if<std::string>(&opened))
            return *why;
        file = std::get<std::unique_ptr<HistoryFile>>(std::move(opened));
        return "";
    }
    QTemporaryDir folder;
    std::unique_ptr<HistoryFile> file;
};

bool says(const std::string& sentence, const char* pattern)
{
    const QString whole = QStringLiteral("history_file = /\\S+: ") + QLatin1String(pattern);
    const QRegularExpression expected(QRegularExpression::anchoredPattern(whole));
    const bool found = expected.match(QString::fromStdString(sentence)).hasMatch();
    if (!found)
        qWarning("it says: %s", sentence.c_str());
    return found;
}

} // namespace

class TestHistoryFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewFileIsItsOwnersAlone();
    void epochAndKeyAreOfTheFile();
    void anEmptyFileIsANewOne();
    void afterClosingOneFileIsLeft();
    void whatIsNoHistoryFileIsSaid_data();
    void whatIsNoHistoryFileIsSaid();
    void anotherProgramsDatabaseStaysAsItIs();
    void aNewerFormatIsSaid();
    void aCutOffFileIsSaid();
    void aFileInUseIsSaid();
    void aDiskWithoutRoomIsSaid();
    void aDeviceIsSaid();
    void aPlaceThatCannotBeWrittenIsSaid();
    void itKnowsWhetherItIsStillInPlace();
};

void TestHistoryFile::aNewFileIsItsOwnersAlone()
{
    Bench bench;
    QCOMPARE(bench.open(), "");
    for (const char* name : { "history.db", "history.db-wal" }) {
        struct stat facts { };
        QCOMPARE(::stat(bench.path(name).c_str(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777U, mode_t { 0600 });
    }
    QCOMPARE(bench.file->number("SELECT count(*) FROM messages"), 0);
    QCOMPARE(bench.file->number("PRAGMA synchronous"), 2); // FULL: power may fail
}

void TestHistoryFile::epochAndKeyAreOfTheFile()
{
    Bench bench;
    QCOMPARE(bench.open(), "");
    const std::string epoch = bench.file->epoch();
    const std::string key = bench.file->sessionKey();
    QVERIFY(epoch.size() == 12 && key.size() == 64);
    bench.file.reset();
    QCOMPARE(bench.open(), "");
    QCOMPARE(bench.file->epoch(), epoch);
    QCOMPARE(bench.file->sessionKey(), key);
    Bench other;
    QCOMPARE(other.open(), "");
    QVERIFY(other.file->epoch() != epoch && other.file->sessionKey() != key);
}

void TestHistoryFile::anEmptyFileIsANewOne()
{
    Bench bench;
    bench.put("");
    QCOMPARE(bench.open(), "");
    QVERIFY(!bench.file->epoch().empty());
}

void TestHistoryFile::afterClosingOneFileIsLeft()
{
    Bench bench;
    QCOMPARE(bench.open(), "");
    bench.file.reset();
    QCOMPARE(QDir(bench.folder.path()).entryList(QDir::Files), { QStringLiteral("history.db") });
}

void TestHistoryFile::whatIsNoHistoryFileIsSaid_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("sentence");
    const QByteArray stranger = "is no history file. Name another one, or one that is not there "
                                "yet.";
    QTest::newRow("a text") << QByteArray("shopping list") << stranger;
    QTest::newRow("a large file of anything") << QByteArray(100000, 'x') << stranger;
    QTest::newRow("the beginning of a database") << QByteArray("SQLite format 3\0", 16) << stranger;
}

void TestHistoryFile::whatIsNoHistoryFileIsSaid()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, sentence);
    Bench bench;
    bench.put(content);
    QVERIFY(says(bench.open(), sentence));
    QFile file(QString::fromStdString(bench.path()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content); // and is left alone
}

void TestHistoryFile::anotherProgramsDatabaseStaysAsItIs()
{
    Bench bench;
    QCOMPARE(bench.open(), "");
    QVERIFY(bench.file->run("PRAGMA application_id=7"));
    bench.file.reset();
    const auto before = std::filesystem::last_write_time(bench.path());
    QVERIFY(says(bench.open(), "is a database of another program. Name another file."));
    QCOMPARE(std::filesystem::last_write_time(bench.path()), before);
}

void TestHistoryFile::aNewerFormatIsSaid()
{
    Bench bench;
    QCOMPARE(bench.open(), "");
    QVERIFY(bench.file->run("PRAGMA user_version=2"));
    bench.file.reset();
    QVERIFY(says(bench.open(),
                 "was written by a newer Sluice \\(its format is 2, this one knows 1"
                 "\\). Run the newer one, or name another file."));
}

void TestHistoryFile::aCutOffFileIsSaid()
{
    Bench bench;
    QCOMPARE(bench.open(), "");
    bench.file.reset();
    std::filesystem::resize_file(bench.path(), 4096 + 100);
    QVERIFY(says(bench.open(), "is damaged: .*Move it away; with a new one a new order begins."));
}

void TestHistoryFile::aFileInUseIsSaid()
{
    Bench bench;
    QCOMPARE(bench.open(), "");
    const auto again = HistoryFile::open(bench.path());
    QVERIFY(std::holds_alternative<std::string>(again));
    QVERIFY(says(std::get<std::string>(again),
                 "is in use by another running Sluice.*. Each needs a file of its own."));
    bench.file.reset();
    QCOMPARE(bench.open(), "");
}

void TestHistoryFile::aDiskWithoutRoomIsSaid()
{
    const NoRoom noRoom;
    Bench bench;
    QVERIFY(says(bench.open(), "cannot be (read or )?written: .*"));
}

void TestHistoryFile::aDeviceIsSaid()
{
    Bench bench;
    QCOMPARE(::symlink("/dev/null", bench.path().c_str()), 0);
    QVERIFY(says(bench.open(), "is no regular file."));
}

void TestHistoryFile::aPlaceThatCannotBeWrittenIsSaid()
{
    const auto why = [](const std::string& path) {
        const auto opened = HistoryFile::open(path);
        const auto* sentence = std::get_if<std::string>(&opened);
        return sentence ? *sentence : "";
    };
    Bench bench;
    QVERIFY(says(why(bench.path("no/history.db")),
                 "cannot be opened for reading and writing: No such file or directory. Make its "
                 "directory first."));
    QVERIFY(says(why(bench.folder.path().toStdString()),
                 "cannot be opened for reading and writing: Is a directory. Name a file in it."));
    // Nobody may make a file there, not even root.
    QVERIFY(says(why("/sys/history.db"),
                 "cannot be opened for reading and writing: .*. The server's user must be able to "
                 "write it."));
    const std::string unspeakable = bench.path("x") + '\xff';
    QVERIFY(says(why(unspeakable), "its name is no valid UTF-8."));
    QVERIFY(!std::filesystem::exists(unspeakable));
}

void TestHistoryFile::itKnowsWhetherItIsStillInPlace()
{
    Bench bench;
    QCOMPARE(bench.open(), "");
    QVERIFY(bench.file->isInPlace());
    std::filesystem::rename(bench.path(), bench.path("elsewhere"));
    QVERIFY(!bench.file->isInPlace());
    bench.put("");
    QVERIFY(!bench.file->isInPlace());
    std::filesystem::rename(bench.path("elsewhere"), bench.path());
    QVERIFY(bench.file->isInPlace());
}

QTEST_GUILESS_MAIN(TestHistoryFile)
#include "tst_historyfile.moc"
