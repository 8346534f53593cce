#include "app/bench/follower.h"
#include <QTest>

using namespace sluice::bench;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t run = 7;
const Follower::Time noon {};

// One client at "a", at offset 10 of an epoch; the first number of the run has offset 11.
struct Client {
    FollowCounts counts;
    Follower follower;
    Client()
    {
        follower.dialled(noon);
        follower.welcomed({ "anna", "secret", "a", "epoch", 10, false }, counts);
    }
    bool hear(std::uint32_t sequence) // over the current connection
    {
        if (!follower.placed(11 + sequence, counts))
            return false;
        follower.checked({ PayloadCheck::Kind::Whole, { run, sequence } }, run, counts);
        return true;
    }
    void hearDrain(const char* deadline = "13:00", Follower::Time at = noon)
    {
        follower.noticed({ deadline, 5ms }, at, counts);
    }
    void moveTo(const char* node, std::uint64_t offset, bool recovered = true)
    {
        follower.welcomed({ "anna", "secret", node, "epoch", offset, recovered }, counts);
    }
};

} // namespace

class TestFollower : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itAsksForWhereItStands();
    void theOldConnectionCountsUntilTheWelcome();
    void aMessageTwiceOnOneConnectionIsAFault();
    void aNumberThatIsSkippedIsLost();
    void aResumeThatFailsIsAFault_data();
    void aResumeThatFailsIsAFault();
    void aMoveAfterANoticeIsNotForced();
    void aCloseWithoutANoticeForces();
    void aSecondNoticeOfTheSameDrainIsNoSecondOne();
    void whoIsToldToStayWasNotTold();
    void aMoveToAServerKnownToDrainIsAFault();
    void aSuccessorOfTheSameNameIsNotTheOneThatDrains();
    void replacedDuringAMoveIsNotTheEnd();
    void whoIsNotToComeBackStops();
    void pausesAreRandomAndGrowButKeepToWhatTheServerAsks();
};

void TestFollower::itAsksForWhereItStands()
{
    QCOMPARE(Follower().path("/ws"), std::string("/ws"));
    Client client;
    client.hear(0);
    QCOMPARE(client.follower.query(), std::string("session=secret&epoch=epoch&offset=11"));
    QCOMPARE(client.follower.path("/ws?format=json"),
             std::string("/ws?format=json&session=secret&epoch=epoch&offset=11"));
}

void TestFollower::theOldConnectionCountsUntilTheWelcome()
{
    Client client;
    client.hear(0);
    client.follower.dialled(noon); // asks for what comes after 11
    client.hear(1); // over the old one, meanwhile
    client.moveTo("b", 11);
    QVERIFY(!client.hear(1)); // replayed
    QVERIFY(client.hear(2));
    QCOMPARE(client.counts.deliveries, std::uint64_t { 3 });
    QCOMPARE(client.counts.moves, std::uint64_t { 1 });
    QVERIFY(!client.counts.faults.any());
}

void TestFollower::aMessageTwiceOnOneConnectionIsAFault()
{
    Client client;
    client.hear(0);
    QVERIFY(!client.hear(0));
    QCOMPARE(client.counts.faults.repeated, std::uint64_t { 1 });
    client.follower.dialled(noon);
    client.moveTo("b", 11);
    client.hear(0); // what it said that it had
    QCOMPARE(client.counts.faults.repeated, std::uint64_t { 2 });
}

void TestFollower::aNumberThatIsSkippedIsLost()
{
    Client client;
    client.hear(0);
    client.hear(3);
    QCOMPARE(client.counts.faults.lost, std::uint64_t { 2 });
    QCOMPARE(client.follower.due(), 4U);
}

void TestFollower::aResumeThatFailsIsAFault_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("epoch");
    QTest::addColumn<qulonglong>("offset");
    QTest::addColumn<bool>("recovered");
    QTest::addColumn<qulonglong>("faults");
    QTest::newRow("goes on") << QByteArray("anna") << QByteArray("epoch") << 10ULL << true << 0ULL;
    QTest::newRow("not recovered")
        << QByteArray("anna") << QByteArray("epoch") << 10ULL << false << 1ULL;
    QTest::newRow("another epoch")
        << QByteArray("anna") << QByteArray("other") << 10ULL << true << 1ULL;
    QTest::newRow("elsewhere") << QByteArray("anna") << QByteArray("epoch") << 12ULL << true
                               << 1ULL;
    QTest::newRow("as another") << QByteArray("bob") << QByteArray("epoch") << 10ULL << true
                                << 1ULL;
}

void TestFollower::aResumeThatFailsIsAFault()
{
    QFETCH(const QByteArray, id);
    QFETCH(const QByteArray, epoch);
    QFETCH(const qulonglong, offset);
    QFETCH(const bool, recovered);
    Client client;
    client.follower.dialled(noon);
    client.follower.welcomed(
        { id.toStdString(), "secret", "b", epoch.toStdString(), offset, recovered }, client.counts);
    QTEST(static_cast<qulonglong>(client.counts.faults.unrecovered), "faults");
}

void TestFollower::aMoveAfterANoticeIsNotForced()
{
    Client client;
    client.hearDrain();
    // Its turn had not come when the connection closed: it had been told.
    QCOMPARE(client.follower.ended(false, client.counts), Follower::AfterEnd::ComeBack);
    client.follower.dialled(noon);
    client.moveTo("b", 10);
    QCOMPARE(client.counts.notices, std::uint64_t { 1 });
    QCOMPARE(client.counts.moves, std::uint64_t { 1 });
    QCOMPARE(client.counts.forcedMoves, std::uint64_t { 0 });
}

void TestFollower::aCloseWithoutANoticeForces()
{
    Client client;
    QCOMPARE(client.follower.ended(false, client.counts), Follower::AfterEnd::ComeBack);
    client.follower.dialled(noon);
    client.moveTo("b", 10);
    QCOMPARE(client.counts.forcedMoves, std::uint64_t { 1 });
    QVERIFY(!client.counts.faults.any());
}

void TestFollower::aSecondNoticeOfTheSameDrainIsNoSecondOne()
{
    Client client;
    client.hearDrain();
    client.hearDrain("14:00"); // the deadline has moved
    QCOMPARE(client.counts.notices, std::uint64_t { 1 });
}

void TestFollower::whoIsToldToStayWasNotTold()
{
    Client client;
    client.follower.stays(client.counts); // a cancelled drain that was announced to nobody
    client.hearDrain();
    client.follower.stays(client.counts);
    QCOMPARE(client.counts.notices, std::uint64_t { 0 });
    client.hearDrain("14:00");
    QCOMPARE(client.counts.notices, std::uint64_t { 1 });
}

void TestFollower::aMoveToAServerKnownToDrainIsAFault()
{
    Client client;
    client.counts.drains[{ "b", "13:30" }].heard = noon; // by another client
    client.follower.dialled(noon + 1ms);
    client.moveTo("b", 10);
    client.hearDrain("13:30", noon + 2ms);
    QCOMPARE(client.counts.faults.ontoDraining, std::uint64_t { 1 });
}

void TestFollower::aSuccessorOfTheSameNameIsNotTheOneThatDrains()
{
    Client client;
    client.hearDrain("13:00", noon);
    client.follower.dialled(noon + 1ms);
    client.moveTo("a", 10);
    client.hearDrain("14:00", noon + 2ms); // a drain of its own
    QCOMPARE(client.counts.notices, std::uint64_t { 2 });
    QVERIFY(!client.counts.faults.any());
}

void TestFollower::replacedDuringAMoveIsNotTheEnd()
{
    Client client;
    client.follower.dialled(noon);
    client.follower.bidFarewell({ "replaced", false, 0ms });
    QCOMPARE(client.follower.ended(true, client.counts), Follower::AfterEnd::Wait);
    client.moveTo("b", 10);
    QVERIFY(!client.counts.faults.any());
}

void TestFollower::whoIsNotToComeBackStops()
{
    Client client;
    client.follower.bidFarewell({ "kicked", false, 0ms });
    QCOMPARE(client.follower.ended(false, client.counts), Follower::AfterEnd::Stop);
    QCOMPARE(client.counts.faults.closed, std::uint64_t { 1 });
}

void TestFollower::pausesAreRandomAndGrowButKeepToWhatTheServerAsks()
{
    Client client;
    QCOMPARE(client.follower.pause(0.5), 500ms);
    QCOMPARE(client.follower.pause(0.5), 1000ms);
    client.follower.bidFarewell({ "server_shutdown", true, 9s });
    QCOMPARE(client.follower.pause(0.5), 9s);
    for (int i = 0; i < 9; ++i)
        QVERIFY(client.follower.pause(0.99) <= 30s);
    QCOMPARE(client.follower.pause(0), 0ms);
    client.moveTo("b", 10);
    QCOMPARE(client.follower.pause(0.5), 500ms);
}

QTEST_APPLESS_MAIN(TestFollower)
#include "tst_follower.moc"
