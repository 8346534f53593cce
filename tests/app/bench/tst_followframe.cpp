#include "app/bench/followframe.h"
#include <QTest>

using namespace sluice::bench;
using namespace std::chrono_literals;
using Kind = FrameKind;

class TestFollowFrame : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTypeDecides_data();
    void theTypeDecides();
    void aWelcomeSaysWhereOneStands();
    void aWelcomeWithoutAPlaceIsNone();
    void aDrainSaysWhen();
    void aFarewellSaysWhetherToComeBack();
};

void TestFollowFrame::theTypeDecides_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, const char* text, Kind kind) {
        QTest::newRow(name) << QByteArray(text) << static_cast<int>(kind);
    };
    row("a message", R"({"type":"message","data":1})", Kind::Message);
    row("a personal one has a place, too", R"({"type":"personal"})", Kind::Message);
    row("welcome", R"({"type":"welcome"})", Kind::Welcome);
    row("drain", R"({"type":"drain"})", Kind::Drain);
    row("its end", R"({"type":"drain_cancelled"})", Kind::DrainCancelled);
    row("farewell", R"({"type":"disconnect"})", Kind::Disconnect);
    row("gap", R"({"type":"gap"})", Kind::Gap);
    row("presence", R"({"type":"presence"})", Kind::Other);
    row("what people say is not obeyed", R"({"type":"message","data":{"type":"drain"}})",
        Kind::Message);
    row("no type", R"({"drain":1})", Kind::Other);
    row("cut off", R"({"type":"dra)", Kind::Other);
    row("nothing", "", Kind::Other);
}

void TestFollowFrame::theTypeDecides()
{
    QFETCH(const QByteArray, text);
    QTEST(static_cast<int>(frameKindOf(text.toStdString())), "kind");
}

void TestFollowFrame::aWelcomeSaysWhereOneStands()
{
    const auto welcome = readWelcome(
        R"({"type":"welcome","client_id":"anna","session":"anna.RV7i","node":"vm:8000",)"
        R"("epoch":"1e103a3c5519","offset":4,"recovered":true,"replayed":3})");
    QVERIFY(welcome);
    QCOMPARE(welcome->id, std::string("anna"));
    QCOMPARE(welcome->session, std::string("anna.RV7i"));
    QCOMPARE(welcome->node, std::string("vm:8000"));
    QCOMPARE(welcome->epoch, std::string("1e103a3c5519"));
    QCOMPARE(welcome->offset, std::uint64_t { 4 });
    QVERIFY(welcome->recovered);
}

void TestFollowFrame::aWelcomeWithoutAPlaceIsNone()
{
    QVERIFY(!readWelcome(R"({"type":"welcome","client_id":"anna","epoch":"1e103a3c5519"})"));
    QVERIFY(!readWelcome(R"({"type":"welcome","client_id":"anna","offset":0})"));
    QVERIFY(!readWelcome("welcome"));
}

void TestFollowFrame::aDrainSaysWhen()
{
    const auto drain = readDrain(R"({"type":"drain","deadline":"2026-11-21T11:10:24.684Z",)"
                                 R"("reconnect_in_ms":149796})");
    QCOMPARE(drain.deadline, std::string("2026-11-21T11:10:24.684Z"));
    QCOMPARE(drain.reconnectIn, 149796ms);
}

void TestFollowFrame::aFarewellSaysWhetherToComeBack()
{
    const auto replaced = readDisconnect(R"({"type":"disconnect","reason":"replaced",)"
                                         R"("reconnect":false,"reconnect_in_ms":0})");
    QCOMPARE(replaced.reason, std::string("replaced"));
    QVERIFY(!replaced.reconnect);
    const auto shutdown = readDisconnect(R"({"type":"disconnect","reconnect_in_ms":3367})");
    QVERIFY(shutdown.reconnect);
    QCOMPARE(shutdown.reconnectIn, 3367ms);
}

QTEST_APPLESS_MAIN(TestFollowFrame)
#include "tst_followframe.moc"
