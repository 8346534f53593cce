#include "gui/overview/overviewpage.h"

#include "gui/look/appearance.h"
#include "gui/overview/figuretile.h"
#include "tests/gui/stage.h"
#include <QLabel>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;

namespace {

OverviewPage& overview(const Stage& stage)
{
    return *stage.find<OverviewPage>();
}

bool says(const Stage& stage, const QString& text)
{
    const auto labels = overview(stage).findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->text() == text; });
}

QString readiness(const Stage& stage)
{
    return stage.find<GlyphLabel>(QStringLiteral("readiness"))->text();
}

} // namespace

class TestOverview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void itTellsWhoTheServerIs();
    void sixFiguresOfNow_data();
    void sixFiguresOfNow();
    void theStartDoesNotFlicker();
    void readinessHasItsWords_data();
    void readinessHasItsWords();
    void aSilentServerIsMarkedAsOld();
    void nothingIsInventedBeforeTheFirstFigures();
    void figuresAreGatheredWhileAnotherPageIsShown();
    void itFitsBesideAListOfServers();
};

void TestOverview::itTellsWhoTheServerIs()
{
    Stage stage;
    stage.window->turnTo(Page::Overview);
    for (const char* text : { "node-2", "0.1.0", "5h 14m", "72", "28,400", "334,000" })
        QVERIFY2(says(stage, QString::fromLatin1(text)), text);
}

void TestOverview::sixFiguresOfNow_data()
{
    QTest::addColumn<int>("figure");
    QTest::addColumn<QString>("value");
    QTest::newRow("clients") << int { StatsHistory::Clients } << QStringLiteral("1,000");
    QTest::newRow("in") << int { StatsHistory::InRate } << QStringLiteral("80/s");
    QTest::newRow("out") << int { StatsHistory::OutRate } << QStringLiteral("940/s");
    QTest::newRow("queued") << int { StatsHistory::QueuedBytes } << QStringLiteral("16.6 KiB");
    QTest::newRow("lag") << int { StatsHistory::LoopLagMs } << QStringLiteral("1 ms");
    QTest::newRow("memory") << int { StatsHistory::MemoryBytes } << QStringLiteral("31.9 MiB");
}

void TestOverview::sixFiguresOfNow()
{
    QFETCH(int, figure);
    QFETCH(QString, value);
    Stage stage(1000);
    stage.window->turnTo(Page::Overview);
    QCOMPARE(overview(stage).tile(static_cast<StatsHistory::Figure>(figure)).value(), value);
}

void TestOverview::theStartDoesNotFlicker()
{
    Stage stage;
    stage.window->turnTo(Page::Overview);
    constexpr int uptime = 5 * 3600 + 842;
    const auto start
        = QDateTime::fromMSecsSinceEpoch(stage.scene.console().serverTime()).addSecs(-uptime);
    const QString expected = QLocale().toString(start.toLocalTime(), QStringLiteral("d MMM HH:mm"));
    for (int second = 1; second < 70; ++second) {
        stage.scene.clock().pass(1s + 13ms); // never a whole second
        stage.scene.stats(20, true, "ready",
                          { { QStringLiteral("uptime_s"), uptime + second * 1013 / 1000 } });
        QVERIFY2(says(stage, expected), qPrintable(expected));
    }
}

void TestOverview::readinessHasItsWords_data()
{
    QTest::addColumn<QByteArray>("readiness");
    QTest::addColumn<QString>("words");
    QTest::newRow("ready") << QByteArray("ready") << QStringLiteral("Ready");
    QTest::newRow("paused") << QByteArray("paused")
                            << QStringLiteral("Paused: newcomers are refused");
    QTest::newRow("draining") << QByteArray("draining") << QStringLiteral("Draining");
    QTest::newRow("starting") << QByteArray("starting") << QStringLiteral("Starting");
}

void TestOverview::readinessHasItsWords()
{
    QFETCH(QByteArray, readiness);
    QFETCH(QString, words);
    Stage stage;
    stage.window->turnTo(Page::Overview);
    stage.scene.stats(20, readiness == "ready", readiness.constData());
    QCOMPARE(::readiness(stage), words);
}

void TestOverview::aSilentServerIsMarkedAsOld()
{
    Stage stage;
    stage.window->turnTo(Page::Overview);
    stage.scene.link().lose();
    stage.window->refresh();
    QVERIFY2(readiness(stage).startsWith(QStringLiteral("As it was at ")),
             qPrintable(readiness(stage)));
    QCOMPARE(overview(stage).tile(StatsHistory::Clients).value(), QStringLiteral("20"));
}

void TestOverview::nothingIsInventedBeforeTheFirstFigures()
{
    ConsoleScene scene;
    OverviewPage page(scene.console());
    page.refresh();
    QCOMPARE(page.tile(StatsHistory::Clients).value(), QStringLiteral("–"));
    QCOMPARE(page.tile(StatsHistory::MemoryBytes).value(), QStringLiteral("–"));
}

void TestOverview::figuresAreGatheredWhileAnotherPageIsShown()
{
    Stage stage;
    for (int second = 0; second < 10; ++second) {
        stage.scene.clock().pass(1s);
        stage.scene.stats(30 + second);
    }
    QCOMPARE(stage.scene.console().history().values(StatsHistory::Clients).size(),
             qsizetype { 11 });
    stage.window->turnTo(Page::Overview);
    QCOMPARE(overview(stage).tile(StatsHistory::Clients).value(), QStringLiteral("39"));
}

// In the smallest window that the console is made for, with a list at its side.
void TestOverview::itFitsBesideAListOfServers()
{
    constexpr int room = 1024 - 260;
    Stage stage(10'000);
    stage.window->turnTo(Page::Overview);
    for (const auto tongue : { Language::Tongue::English, Language::Tongue::Ukrainian }) {
        QVERIFY(stage.language.speak(tongue));
        QCoreApplication::sendPostedEvents();
        stage.window->refresh();
        const int needed = overview(stage).minimumSizeHint().width();
        QVERIFY2(needed <= room, qPrintable(QString::number(needed)));
    }
}

QTEST_MAIN(TestOverview)
#include "tst_overview.moc"
