#include "gui/fleet/rollingrestart.h"

#include "gui/look/language.h"
#include "tests/support/fleetscene.h"
#include <QTest>

using namespace sluice;
using namespace sluice::support;

class TestRollingRestart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_language.speak(Language::Tongue::English); }
    void itWalksThroughAllOfThem();
    void itWaits_data();
    void itWaits();
    void startingOverForgetsWhoHasBeen();
    void oneThatCameLaterIsWalkedToo();
    void oneThatWasEditedHasStillBeen();

private:
    Language m_language;
};

namespace {

// Drained, gone, and back as another process.
void restart(ConsoleScene& server)
{
    drainDone(server, 4);
    server.hello("operator", "0.2.0", "b2");
    server.stats(0);
    server.drain("Serving");
    server.snapshot(0);
}

} // namespace

void TestRollingRestart::itWalksThroughAllOfThem()
{
    FleetScene fleet;
    RollingRestart walk;
    QCOMPARE(walk.next(fleet.roster).row, 0);
    QCOMPARE(walk.next(fleet.roster).sentence, QStringLiteral("node-1 would be the first."));
    for (int row = 0; row < 3; ++row) {
        QCOMPARE(walk.next(fleet.roster).row, row);
        walk.begin(fleet.roster);
        QVERIFY(!walk.isRestarted(fleet.roster, row));
        fleet[row].drain("Draining");
        QCOMPARE(walk.next(fleet.roster).row, -1);
        restart(fleet[row]);
        QVERIFY(walk.isRestarted(fleet.roster, row));
        if (row == 0)
            QCOMPARE(walk.next(fleet.roster).sentence,
                     QStringLiteral("node-2 is next: 1 of 3 servers have been restarted."));
    }
    QCOMPARE(walk.next(fleet.roster).row, -1);
    QCOMPARE(walk.next(fleet.roster).sentence,
             QStringLiteral("All 3 servers have been restarted."));
}

void TestRollingRestart::itWaits_data()
{
    QTest::addColumn<QString>("why");
    QTest::newRow("draining") << QStringLiteral(
        "node-2 is draining: the next one waits until it is back.");
    QTest::newRow("lost") << QStringLiteral("node-2 is away (Reconnecting in ");
    QTest::newRow("stopped") << QStringLiteral(
        "node-2 is away (Stopped as expected): the next one waits until it is back.");
    QTest::newRow("refused") << QStringLiteral(
        "node-2 is away (Wrong token): the next one waits until it is back.");
    QTest::newRow("viewer") << QStringLiteral("Your token for node-2 may only look.");
}

void TestRollingRestart::itWaits()
{
    QFETCH(QString, why);
    const QString what = QString::fromLatin1(QTest::currentDataTag());
    FleetScene fleet;
    ConsoleScene& second = fleet[1];
    if (what == QLatin1String("draining"))
        second.drain("Draining");
    else if (what == QLatin1String("lost"))
        second.link().lose();
    else if (what == QLatin1String("stopped"))
        drainDone(second, 4);
    else if (what == QLatin1String("refused"))
        second.link().refuse();
    else
        second.hello("viewer");
    const auto step = RollingRestart().next(fleet.roster);
    QCOMPARE(step.row, -1);
    QVERIFY2(step.sentence.startsWith(why), qPrintable(step.sentence));
}

void TestRollingRestart::startingOverForgetsWhoHasBeen()
{
    FleetScene fleet;
    RollingRestart walk;
    walk.begin(fleet.roster);
    restart(fleet[0]);
    QCOMPARE(walk.next(fleet.roster).row, 1);
    walk.startOver();
    QVERIFY(!walk.isUnderWay());
    QCOMPARE(walk.next(fleet.roster).row, 0);
}

void TestRollingRestart::oneThatCameLaterIsWalkedToo()
{
    FleetScene fleet(2);
    RollingRestart walk;
    walk.begin(fleet.roster);
    restart(fleet[0]);
    restart(fleet[1]);
    ConsoleScene late(fleet.clock, fleet.roster, {}, QStringLiteral("node-9"));
    serve(late, 3);
    QCOMPARE(walk.next(fleet.roster).row, 2);
}

// Another console looks at it then.
void TestRollingRestart::oneThatWasEditedHasStillBeen()
{
    FleetScene fleet(2);
    RollingRestart walk;
    walk.begin(fleet.roster);
    restart(fleet[0]);
    const ServerProfile profile = fleet.roster.profile(0);
    fleet.roster.remove(0);
    ConsoleScene again(fleet.clock, fleet.roster, profile, QStringLiteral("node-1"));
    QCOMPARE(walk.next(fleet.roster).row, -1); // not reached yet
    QVERIFY(!walk.isRestarted(fleet.roster, 1));
    serve(again, 3);
    again.hello("operator", "0.2.0", "b2");
    QVERIFY(walk.isRestarted(fleet.roster, 1));
    QCOMPARE(walk.next(fleet.roster).row, 0); // node-2, which moved up
}

QTEST_MAIN(TestRollingRestart)
#include "tst_rollingrestart.moc"
