#include "gui/servers/contactwords.h"

#include "gui/look/language.h"
#include "gui/look/tones.h"
#include "tests/gui/shots/scenes.h"
#include <QTest>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;

class TestContactWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_language.speak(Language::Tongue::English); }
    void everyStateHasItsOwnWord_data();
    void everyStateHasItsOwnWord();
    void beforeItAnswers();
    void aDrainIsToldInFigures();
    void aRestartIsWorthSayingForAMinute();

private:
    Language m_language;
};

void TestContactWords::everyStateHasItsOwnWord_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("readable");
    for (const auto& [what, word, readable] :
         { std::array { "syncing", "Syncing 500 of 1,200", "syncing" },
           std::array { "live", "Live", "live" },
           std::array { "paused", "Live, accepting is paused", "live" },
           std::array { "stale", "Stale", "stale" },
           std::array { "waiting", "Reconnecting in 0s", "lost" },
           std::array { "refused", "Wrong token", "wrong_token" },
           std::array { "restarted", "Restarted (0.2.0)", "live" },
           std::array { "stopped", "Stopped as expected", "stopped" },
           std::array { "lost", "Lost", "lost" }, std::array { "draining", "Draining", "live" },
           std::array { "draining unseen", "Reconnecting in 0s", "lost" } })
        QTest::newRow(what) << QString::fromLatin1(word) << QString::fromLatin1(readable);
}

void TestContactWords::everyStateHasItsOwnWord()
{
    QFETCH(QString, word);
    QFETCH(QString, readable);
    const QString what = QString::fromLatin1(QTest::currentDataTag());
    const bool once = what == QLatin1String("lost");
    ConsoleScene scene(once ? Console::Persistence::Once : Console::Persistence::ComesBack);
    const auto is = [&](const char* name) { return what == QLatin1String(name); };
    if (is("syncing")) {
        scene.hello();
        scene.stats(1200);
        QJsonArray rows;
        for (int client = 0; client < 500; ++client)
            rows.append(scene.row(client));
        scene.link().say({ { QStringLiteral("type"), QStringLiteral("snapshot") },
                           { QStringLiteral("part"), 1 },
                           { QStringLiteral("of"), 3 },
                           { QStringLiteral("columns"), ConsoleScene::columns() },
                           { QStringLiteral("rows"), rows } });
    } else if (!is("refused"))
        serve(scene, 20);
    if (is("paused"))
        scene.stats(20, false, "paused");
    if (is("stale")) {
        scene.clock().pass(6s);
        scene.console().checkContact();
    }
    if (is("restarted")) {
        scene.link().lose();
        scene.hello("operator", "0.2.0", "b2");
        scene.snapshot(3);
    }
    if (is("draining") || is("draining unseen"))
        scene.drain("Draining");
    if (is("stopped"))
        scene.link().say(R"({"type":"bye","expected":true})");
    if (is("waiting") || is("stopped") || is("lost") || is("draining unseen"))
        scene.link().lose();
    if (is("refused"))
        scene.link().refuse();
    const auto sign = contactwords::sign(scene.console());
    if (word.startsWith(QLatin1String("Reconnecting"))) // when is a matter of chance
        QVERIFY2(sign.word.startsWith(QLatin1String("Reconnecting in ")), qPrintable(sign.word));
    else
        QCOMPARE(sign.word, word);
    QCOMPARE(contactwords::readable(scene.console()), readable);
}

void TestContactWords::beforeItAnswers()
{
    const ManualClock clock;
    const Console console(std::make_unique<ScriptedLink>(), clock);
    QCOMPARE(contactwords::sign(console).word, QStringLiteral("Connecting"));
    QCOMPARE(contactwords::readable(console), QStringLiteral("connecting"));
}

void TestContactWords::aDrainIsToldInFigures()
{
    ConsoleScene scene;
    serve(scene, 10482);
    QCOMPARE(contactwords::drainFigures(scene.console()), QString());
    scene.drain("Draining",
                { { QStringLiteral("initial"), 10482 },
                  { QStringLiteral("remaining"), 3911 },
                  { QStringLiteral("left"), 6571 },
                  { QStringLiteral("deadline"), scene.ago(-78s) },
                  { QStringLiteral("remaining_ms"), 78000 } });
    QCOMPARE(contactwords::drainFigures(scene.console()), QStringLiteral("3,911   62 %   01:18"));
}

void TestContactWords::aRestartIsWorthSayingForAMinute()
{
    ConsoleScene scene(Console::Persistence::ComesBack);
    serve(scene, 3);
    scene.link().lose();
    scene.hello("operator", "0.2.0", "b2");
    scene.snapshot(3);
    scene.clock().pass(59s);
    QCOMPARE(contactwords::sign(scene.console()).word, QStringLiteral("Restarted (0.2.0)"));
    scene.clock().pass(2s);
    scene.stats(3);
    QCOMPARE(contactwords::sign(scene.console()).word, QStringLiteral("Live"));
}

QTEST_MAIN(TestContactWords)
#include "tst_contactwords.moc"
