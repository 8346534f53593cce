#include "core/continuity.h"

#include "core/cluster/localbackplane.h"
#include "core/history/sqlitehistory.h"
#include "tests/support/defaultsettings.h"
#include <QTemporaryDir>
#include <QTest>

using namespace sluice;

namespace {

// A process after another, on one file.
struct FileBench {
    FileBench()
    {
        eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 });
        settings.historyFile = folder.filePath(QStringLiteral("history.db")).toStdString();
    }
    std::string open() // "": it is open
    {
        continuity.reset();
        continuity = std::make_unique<Continuity>(settings);
        bool answered = false;
        std::string whyNot;
        continuity->open([&](const Continuity::WhyNot& why) {
            answered = true;
            whyNot = why.value_or("");
        });
        return QTest::qWaitFor([&] { return answered; }, 30000) ? whyNot : "no answer";
    }
    void post(const std::string& data)
    {
        continuity->backplane().append({ "anna", "", data, "key " + data },
                                       [this](const Backplane::Result& result) { last = result; });
    }
    // The offset it was given; 0: it was not taken.
    std::uint64_t say(const std::string& data)
    {
        last.reset();
        post(data);
        const bool came = QTest::qWaitFor([this] { return last.has_value(); }, 30000);
        return came && last->message ? last->message->offset : 0;
    }
    bool release()
    {
        bool released = false;
        continuity->releaseFile([&] { released = true; });
        return QTest::qWaitFor([&] { return released; }, 30000);
    }
    bool reclaim()
    {
        continuity->reclaimFile();
        return isReclaimed();
    }
    bool isReclaimed() const
    {
        return QTest::qWaitFor([&] { return !continuity->isReclaiming(); }, 30000);
    }

    QTemporaryDir folder;
    Settings settings = support::defaultSettings();
    std::unique_ptr<Continuity> continuity;
    std::optional<Backplane::Result> last;
};

} // namespace

class TestContinuity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutASharedMemoryNoTwoProcessesAgree();
    void theSessionKeyOfTheSettingsHolds();
    void inAFileEverythingGoesOn();
    void theSessionKeyOfTheSettingsHoldsBesideAFile();
    void aBadFileIsSaid();
    void whatIsSaidAtTheEndIsInTheFile();
    void aSuccessorFindsTheFileFree();
    void aFileReleasedInVainIsReclaimed();
    void aFileIsReclaimedBeforeItIsReleased();
    void withoutAFileThereIsNothingToRelease();
};

void TestContinuity::withoutASharedMemoryNoTwoProcessesAgree()
{
    const Settings settings = support::defaultSettings();
    Continuity one(settings);
    Continuity two(settings);
    int opened = 0;
    for (Continuity* continuity : { &one, &two })
        continuity->open([&](const std::optional<std::string>& why) { opened += why ? 0 : 1; });
    QCOMPARE(opened, 2);
    QVERIFY(one.sessionKey() != two.sessionKey());
    QVERIFY(one.sessionKey().size() >= 32);
    QVERIFY(one.backplane().epoch() != two.backplane().epoch());
    QVERIFY(one.backplane().past().empty());
    QCOMPARE(one.neighbours().count(), std::uint64_t { 0 });
}

void TestContinuity::theSessionKeyOfTheSettingsHolds()
{
    Settings settings = support::defaultSettings();
    settings.sessionKey = "a key of at least thirty-two octets";
    Continuity continuity(settings);
    continuity.open([](const std::optional<std::string>&) {});
    QCOMPARE(continuity.sessionKey(), settings.sessionKey);
}

void TestContinuity::inAFileEverythingGoesOn()
{
    FileBench bench;
    QCOMPARE(bench.open(), "");
    const std::string epoch = bench.continuity->backplane().epoch();
    const std::string key = bench.continuity->sessionKey();
    QCOMPARE(bench.say("1"), std::uint64_t { 1 });
    QCOMPARE(bench.say("2"), std::uint64_t { 2 });
    QCOMPARE(bench.open(), "");
    QCOMPARE(bench.continuity->backplane().epoch(), epoch);
    QCOMPARE(bench.continuity->sessionKey(), key);
    QCOMPARE(bench.continuity->backplane().head(), std::uint64_t { 2 });
    QCOMPARE(bench.continuity->backplane().past().size(), std::size_t { 2 });
    QCOMPARE(bench.say("2"), std::uint64_t { 2 }); // its key is known
    QCOMPARE(bench.last->outcome, Backplane::Outcome::Repeated);
    QCOMPARE(bench.say("3"), std::uint64_t { 3 });
}

void TestContinuity::theSessionKeyOfTheSettingsHoldsBesideAFile()
{
    FileBench bench;
    QCOMPARE(bench.open(), "");
    const std::string key = bench.continuity->sessionKey();
    bench.settings.sessionKey = "a key that every node knows, and that is long";
    QCOMPARE(bench.open(), "");
    QCOMPARE(bench.continuity->sessionKey(), bench.settings.sessionKey);
    bench.settings.sessionKey.clear();
    QCOMPARE(bench.open(), "");
    QCOMPARE(bench.continuity->sessionKey(), key);
}

void TestContinuity::aBadFileIsSaid()
{
    FileBench bench;
    bench.settings.historyFile = bench.folder.path().toStdString();
    QVERIFY(bench.open().find("Is a directory") != std::string::npos);
}

void TestContinuity::whatIsSaidAtTheEndIsInTheFile()
{
    FileBench bench;
    QCOMPARE(bench.open(), "");
    for (int i = 1; i <= 100; ++i)
        bench.post(std::to_string(i));
    QCOMPARE(bench.open(), "");
    QCOMPARE(bench.continuity->backplane().head(), std::uint64_t { 100 });
}

void TestContinuity::aSuccessorFindsTheFileFree()
{
    FileBench predecessor;
    QCOMPARE(predecessor.open(), "");
    for (const char* data : { "1", "2", "3" })
        predecessor.post(data);
    QVERIFY(predecessor.release());
    QCOMPARE(predecessor.last->message->offset, std::uint64_t { 3 }); // all are answered
    FileBench successor;
    successor.settings.historyFile = predecessor.settings.historyFile;
    QCOMPARE(successor.open(), "");
    QCOMPARE(successor.continuity->backplane().epoch(),
             predecessor.continuity->backplane().epoch());
    predecessor.last.reset();
    predecessor.post("4");
    QVERIFY(!predecessor.last); // it waits
    QCOMPARE(successor.say("5"), std::uint64_t { 4 });
}

void TestContinuity::aFileReleasedInVainIsReclaimed()
{
    FileBench bench;
    QCOMPARE(bench.open(), "");
    QCOMPARE(bench.say("1"), std::uint64_t { 1 });
    QVERIFY(bench.release());
    bench.last.reset();
    bench.post("2");
    QVERIFY(bench.reclaim());
    QTRY_VERIFY(bench.last.has_value());
    QCOMPARE(bench.last->message->offset, std::uint64_t { 2 });
    QCOMPARE(bench.say("3"), std::uint64_t { 3 });

    QVERIFY(bench.release());
    // The successor holds it, and takes its time to go.
    FileBench successor;
    successor.settings.historyFile = bench.settings.historyFile;
    QCOMPARE(successor.open(), "");
    bench.continuity->reclaimFile();
    QCOMPARE(bench.say("4"), std::uint64_t { 0 }); // refused, not kept waiting
    QVERIFY(bench.continuity->isReclaiming());
    successor.continuity.reset();
    QVERIFY(bench.isReclaimed());
    QCOMPARE(bench.say("4 again"), std::uint64_t { 4 });
}

// A takeover that comes to nothing while the last batch is still being written.
void TestContinuity::aFileIsReclaimedBeforeItIsReleased()
{
    FileBench bench;
    QCOMPARE(bench.open(), "");
    bench.post("1");
    bench.post("2");
    int released = 0;
    bench.continuity->releaseFile([&] { ++released; });
    QVERIFY(bench.reclaim());
    QCOMPARE(released, 1);
    QCOMPARE(bench.say("3"), std::uint64_t { 3 });
}

void TestContinuity::withoutAFileThereIsNothingToRelease()
{
    FileBench bench;
    bench.settings.historyFile.clear();
    QCOMPARE(bench.open(), "");
    QVERIFY(!bench.continuity->historyFile());
    QVERIFY(bench.release());
    QCOMPARE(bench.say("1"), std::uint64_t { 1 });
    QVERIFY(bench.reclaim());
    QCOMPARE(bench.say("2"), std::uint64_t { 2 });
}

QTEST_GUILESS_MAIN(TestContinuity)
#include "tst_continuity.moc"
