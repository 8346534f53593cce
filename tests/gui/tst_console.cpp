#include "gui/console.h"

#include "tests/support/consolescene.h"
#include <QSignalSpy>
#include <QTest>
#include <optional>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;
using Contact = Console::Contact;

class TestConsole : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itAsksForWhatItShows();
    void aSnapshotInPartsFillsTheStore();
    void deltasChangeIt();
    void whoComesBackUnderTheSameIdIsSomebodyNew();
    void aGapAsksAnew();
    void aResyncKeepsWhoIsStillThere();
    void silenceMakesItStale();
    void aLostLineKeepsThePicture();
    void anEndThatWasAnnouncedIsExpected();
    void aServerElsewhereIsCalledAgain();
    void aRefusedTokenIsNotTriedAgain();
    void anotherProcessInItsPlaceHasADrainOfItsOwn();
    void answersFindTheirQuestions();
    void commandsNameTheProcessTheyMean();
    void failuresAreTold();
    void aLostLineAnswersWhatWaits();
    void whoIsGoneIsNotAnswered();
    void aViewerMayNotCommand();
    void theServersClockIsUsed();
    void messagesOfTheFutureArePassedOver();
};

void TestConsole::itAsksForWhatItShows()
{
    ConsoleScene scene;
    QCOMPARE(scene.link().sent().size(), 1);
    const QJsonObject subscribe = scene.link().sent().front();
    QCOMPARE(subscribe[QLatin1String("type")].toString(), QStringLiteral("subscribe"));
    QCOMPARE(subscribe[QLatin1String("topics")].toArray(),
             QJsonArray(
                 { QStringLiteral("stats"), QStringLiteral("clients"), QStringLiteral("drain") }));
    QCOMPARE(scene.console().contact(), Contact::Syncing);
    scene.hello();
    QCOMPARE(scene.console().identity().node, QStringLiteral("node-2"));
}

void TestConsole::aSnapshotInPartsFillsTheStore()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(1201); // three parts
    QCOMPARE(scene.console().connections().count(), std::size_t { 1201 });
    QCOMPARE(scene.console().contact(), Contact::Live);
    QVERIFY(scene.console().connections().find(ConsoleScene::id(1200)));
}

void TestConsole::deltasChangeIt()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(3);
    scene.delta({ scene.row(1, 77.0), scene.row(9) });
    QCOMPARE(scene.console().connections().count(), std::size_t { 4 });
    QCOMPARE(scene.console().connections().find(ConsoleScene::id(1))->outRate, 77.0);
    scene.leave(0, 1, true);
    QCOMPARE(scene.console().connections().count(), std::size_t { 3 });
    const Leaver& last = scene.console().leavers().newestFirst().front();
    QCOMPARE(last.last.id, ConsoleScene::id(0));
    QCOMPARE(last.code, 1001);
    QCOMPARE(last.reason, QStringLiteral("server_shutdown"));
    QVERIFY(last.byServer);
}

void TestConsole::whoComesBackUnderTheSameIdIsSomebodyNew()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(1);
    const auto before = scene.console().connections().serial(0);
    QJsonArray up;
    up.append(scene.row(0));
    QJsonArray gone;
    gone.append(QJsonArray { ConsoleScene::id(0), 1000, QString(), QStringLiteral("client") });
    scene.delta(up, gone);
    QCOMPARE(scene.console().connections().count(), std::size_t { 1 });
    QVERIFY(!scene.console().connections().isHere(0));
    QVERIFY(scene.console().connections().serial(1) > before);
}

void TestConsole::aGapAsksAnew()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(2);
    scene.link().say(R"({"type":"delta","seq":99,"up":[],"gone":[["c-00000",1000,"","client"]]})");
    QCOMPARE(scene.link().sent().size(), 2);
    QCOMPARE(scene.link().sent().back()[QLatin1String("type")].toString(),
             QStringLiteral("subscribe"));
    QCOMPARE(scene.console().contact(), Contact::Syncing);
    QCOMPARE(scene.console().connections().count(), std::size_t { 2 }); // not blanked
}

void TestConsole::aResyncKeepsWhoIsStillThere()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(3);
    const auto serial = scene.console().connections().serial(1);
    scene.link().say(R"({"type":"resync","reason":"overflow"})");
    QCOMPARE(scene.console().connections().count(), std::size_t { 3 });
    scene.snapshot(2);
    QCOMPARE(scene.console().connections().count(), std::size_t { 2 });
    QCOMPARE(scene.console().connections().serial(1), serial);
    QCOMPARE(scene.console().contact(), Contact::Live);
}

void TestConsole::silenceMakesItStale()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(1);
    scene.clock().pass(5s);
    scene.console().checkContact();
    QCOMPARE(scene.console().contact(), Contact::Live);
    scene.clock().pass(1s);
    scene.console().checkContact();
    QCOMPARE(scene.console().contact(), Contact::Stale);
    scene.stats(1);
    QCOMPARE(scene.console().contact(), Contact::Live);
}

void TestConsole::aLostLineKeepsThePicture()
{
    ConsoleScene scene;
    scene.hello();
    scene.stats(2);
    scene.snapshot(2);
    scene.link().lose();
    QCOMPARE(scene.console().contact(), Contact::Lost);
    QVERIFY(!scene.console().endedAsExpected());
    QCOMPARE(scene.console().connections().count(), std::size_t { 2 });
    QCOMPARE(scene.console().stats().clients, quint64 { 2 });
    scene.clock().pass(60s);
    scene.console().checkContact();
    QCOMPARE(scene.console().contact(), Contact::Lost);
}

void TestConsole::anEndThatWasAnnouncedIsExpected()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(0);
    scene.link().say(R"({"type":"bye","expected":true})");
    scene.link().lose();
    QVERIFY(scene.console().endedAsExpected());
}

void TestConsole::aServerElsewhereIsCalledAgain()
{
    ConsoleScene scene(Console::Persistence::ComesBack);
    scene.hello();
    scene.snapshot(2);
    scene.link().lose();
    QCOMPARE(scene.console().contact(), Contact::Waiting);
    QVERIFY(!scene.console().isFresh());
    QCOMPARE(scene.console().trouble(), QStringLiteral("the line broke"));
    QCOMPARE(scene.console().connections().count(), std::size_t { 2 });
    QTRY_COMPARE(scene.console().contact(), Contact::Syncing); // by itself, within half a second
    QCOMPARE(scene.console().connections().count(), std::size_t { 2 }); // not blanked
    scene.hello();
    scene.snapshot(3);
    QCOMPARE(scene.console().contact(), Contact::Live);
    QVERIFY(scene.console().trouble().isEmpty());
    scene.link().lose();
    scene.console().reconnect();
    QCOMPARE(scene.console().contact(), Contact::Syncing);
}

void TestConsole::aRefusedTokenIsNotTriedAgain()
{
    ConsoleScene scene(Console::Persistence::ComesBack);
    scene.link().refuse();
    QCOMPARE(scene.console().contact(), Contact::Refused);
    QCOMPARE(scene.console().untilNextCall(), 0ms);
    scene.console().reconnect(); // with a better one, perhaps
    QCOMPARE(scene.console().contact(), Contact::Syncing);
}

void TestConsole::anotherProcessInItsPlaceHasADrainOfItsOwn()
{
    ConsoleScene scene(Console::Persistence::ComesBack);
    scene.hello();
    scene.snapshot(1);
    scene.drain("Finished", { { QStringLiteral("exit_code"), 0 } });
    scene.link().say(R"({"type":"bye","expected":true})");
    scene.link().lose();
    QVERIFY(scene.console().endedAsExpected());
    QSignalSpy restarted(&scene.console(), &Console::restarted);
    scene.console().reconnect();
    QVERIFY(scene.console().endedAsExpected()); // until it answers
    scene.link().say(
        R"({"type":"hello","node":"node-2","version":"0.2.0","boot_id":"b2","role":"operator"})");
    QVERIFY(!scene.console().endedAsExpected());
    QCOMPARE(scene.console().drain().facts().state, drain::State::Serving);
    QCOMPARE(restarted.size(), 1);
    QCOMPARE(restarted[0][0].toString(), QStringLiteral("0.1.0"));
}

void TestConsole::answersFindTheirQuestions()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(0);
    QStringList answers;
    scene.console().command(
        QStringLiteral("force"), {}, this,
        [&](const CommandResult&, const QJsonObject&) { answers << QStringLiteral("force"); });
    scene.console().command(
        QStringLiteral("cancel_drain"), {}, this,
        [&](const CommandResult&, const QJsonObject&) { answers << QStringLiteral("cancel"); });
    scene.link().answer("cancel_drain", { { QStringLiteral("ok"), true } });
    scene.link().answer("force", { { QStringLiteral("ok"), true } });
    scene.link().answer("force", { { QStringLiteral("ok"), true } }); // once is enough
    scene.link().say(R"({"type":"result","ref":"nobody's","ok":true})");
    QCOMPARE(answers, QStringList({ QStringLiteral("cancel"), QStringLiteral("force") }));
}

void TestConsole::commandsNameTheProcessTheyMean()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(0);
    scene.console().command(QStringLiteral("close"),
                            { { QStringLiteral("ids"), QJsonArray { QStringLiteral("a") } } }, this,
                            [](const CommandResult&, const QJsonObject&) {});
    const QJsonObject sent = scene.link().command("close");
    QCOMPARE(sent[QLatin1String("type")].toString(), QStringLiteral("command"));
    QCOMPARE(sent[QLatin1String("expect_boot_id")].toString(), QStringLiteral("b1"));
    QCOMPARE(sent[QLatin1String("ids")].toArray().size(), 1);
}

void TestConsole::failuresAreTold()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(0);
    CommandResult heard;
    scene.console().command(
        QStringLiteral("cancel_drain"), {}, this,
        [&](const CommandResult& result, const QJsonObject&) { heard = result; });
    scene.link().answer("cancel_drain",
                        { { QStringLiteral("ok"), false },
                          { QStringLiteral("code"), QStringLiteral("too_late") },
                          { QStringLiteral("message"), QStringLiteral("Too late.") } });
    QVERIFY(!heard.ok);
    QCOMPARE(heard.code, QStringLiteral("too_late"));
    QCOMPARE(heard.message, QStringLiteral("Too late."));
}

void TestConsole::aLostLineAnswersWhatWaits()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(0);
    QStringList codes;
    const auto note
        = [&](const CommandResult& result, const QJsonObject&) { codes << result.code; };
    scene.console().command(QStringLiteral("force"), {}, this, note);
    scene.link().lose();
    scene.console().command(QStringLiteral("force"), {}, this, note);
    QCOMPARE(codes, QStringList({ QStringLiteral("no_contact"), QStringLiteral("no_contact") }));
}

void TestConsole::whoIsGoneIsNotAnswered()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(0);
    int answers = 0;
    auto asker = std::make_unique<QObject>();
    scene.console().command(QStringLiteral("force"), {}, asker.get(),
                            [&](const CommandResult&, const QJsonObject&) { ++answers; });
    asker.reset();
    scene.link().answer("force", { { QStringLiteral("ok"), true } });
    scene.link().lose();
    QCOMPARE(answers, 0);
}

void TestConsole::aViewerMayNotCommand()
{
    ConsoleScene scene;
    scene.hello("viewer");
    scene.snapshot(0);
    QVERIFY(!scene.console().mayCommand());
    scene.hello("operator");
    QVERIFY(scene.console().mayCommand());
    scene.link().lose();
    QVERIFY(!scene.console().mayCommand());
}

void TestConsole::theServersClockIsUsed()
{
    ConsoleScene scene;
    scene.hello();
    scene.link().say(R"({"type":"stats","time":"2001-01-01T00:00:00.000Z"})");
    scene.clock().pass(1500ms);
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(scene.console().serverTime()).toUTC(),
             QDateTime(QDate(2001, 1, 1), QTime(0, 0, 1, 500), Qt::UTC));
}

void TestConsole::messagesOfTheFutureArePassedOver()
{
    ConsoleScene scene;
    scene.hello();
    scene.snapshot(1);
    scene.link().say(R"({"type":"weather","sunny":true})");
    scene.link().say(QJsonObject());
    QCOMPARE(scene.console().contact(), Contact::Live);
    QCOMPARE(scene.console().connections().count(), std::size_t { 1 });
}

QTEST_GUILESS_MAIN(TestConsole)
#include "tst_console.moc"
