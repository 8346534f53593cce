#include "gui/look/appearance.h"
#include "gui/look/language.h"
#include "gui/mainwindow.h"
#include "gui/servers/environmentbadge.h"
#include "gui/servers/serverspane.h"
#include "gui/widgets/glyphlabel.h"
#include "tests/support/fleetscene.h"
#include <QAction>
#include <QLabel>
#include <QListView>
#include <QTest>
#include <QToolBar>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;

namespace {

struct Pane {
    explicit Pane(int servers = 3) : fleet(servers)
    {
        language.speak(Language::Tongue::English);
        window = std::make_unique<MainWindow>(fleet.roster, language);
        window->show();
        window->refresh();
    }
    ServersPane& pane() const { return *window->findChild<ServersPane*>(); }
    QListView& list() const { return *pane().findChild<QListView*>(); }
    QString header() const
    {
        QStringList texts;
        const auto labels = pane().titleBarWidget()->findChildren<QLabel*>();
        for (const QLabel* label : labels)
            texts << label->text();
        return texts.join(QLatin1Char(' '));
    }
    QString spoken(int row) const
    {
        return fleet.roster.index(row).data(Qt::AccessibleTextRole).toString();
    }

    FleetScene fleet;
    Language language;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestServersPane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void itCountsWhoIsInTouch();
    void everyServerIsSaidWithItsState();
    void arrowKeysShowTheNextServer();
    void aClickShowsThatServer();
    void drainingTakesASecondLine();
    void thisProcessAloneNeedsNoList();
    void removingLeavesTheOthersInPlace_data();
    void removingLeavesTheOthersInPlace();
    void theTitleSaysWhereTheOrdersGo();
};

void TestServersPane::itCountsWhoIsInTouch()
{
    Pane scene;
    QVERIFY(scene.pane().isVisible());
    QCOMPARE(scene.header(), QStringLiteral("Servers 3 of 3"));
    scene.fleet[1].link().lose();
    scene.window->refresh();
    QCOMPARE(scene.header(), QStringLiteral("Servers 2 of 3"));
}

void TestServersPane::everyServerIsSaidWithItsState()
{
    Pane scene;
    scene.fleet[1].drain("Draining",
                         { { QStringLiteral("initial"), 10 },
                           { QStringLiteral("remaining"), 4 },
                           { QStringLiteral("left"), 6 },
                           { QStringLiteral("deadline"), scene.fleet[1].ago(-78s) },
                           { QStringLiteral("remaining_ms"), 78000 } });
    scene.fleet[2].link().refuse();
    QCOMPARE(scene.spoken(0), QStringLiteral("node-1, Development, Live"));
    QCOMPARE(scene.spoken(1), QStringLiteral("node-2, Staging, Draining, 4 left, 60 %, 01:18"));
    QCOMPARE(scene.spoken(2), QStringLiteral("node-3, Production, Wrong token"));
}

void TestServersPane::arrowKeysShowTheNextServer()
{
    Pane scene;
    QVERIFY(scene.window->windowTitle().contains(QStringLiteral("node-1")));
    scene.list().setFocus();
    QTest::keyClick(&scene.list(), Qt::Key_Down);
    QTest::keyClick(&scene.list(), Qt::Key_Down);
    QVERIFY(scene.window->windowTitle().contains(QStringLiteral("node-3")));
    scene.window->showServer(1);
    QCOMPARE(scene.list().currentIndex().row(), 1);
}

void TestServersPane::aClickShowsThatServer()
{
    Pane scene;
    scene.fleet[2].link().refuse();
    const QRect place = scene.list().visualRect(scene.fleet.roster.index(2));
    QTest::mouseClick(scene.list().viewport(), Qt::LeftButton, {}, place.center());
    QCOMPARE(scene.window->findChild<GlyphLabel*>(QStringLiteral("contact"))->text(),
             QStringLiteral("Wrong token"));
}

void TestServersPane::drainingTakesASecondLine()
{
    Pane scene;
    const auto height
        = [&](int row) { return scene.list().visualRect(scene.fleet.roster.index(row)).height(); };
    const int usual = height(1);
    scene.fleet[1].drain("Draining");
    scene.window->refresh();
    QVERIFY(height(1) > usual);
    QCOMPARE(height(0), usual);
    scene.fleet[1].drain("Serving");
    scene.window->refresh();
    QCOMPARE(height(1), usual);
}

void TestServersPane::thisProcessAloneNeedsNoList()
{
    ConsoleScene scene;
    serve(scene, 3);
    Language language;
    language.speak(Language::Tongue::English);
    MainWindow window(scene.roster(), language);
    window.show();
    auto& pane = *window.findChild<ServersPane*>();
    QVERIFY(!pane.isVisible());
    pane.toggleViewAction()->trigger(); // but it can be had
    QVERIFY(pane.isVisible());
}

void TestServersPane::removingLeavesTheOthersInPlace_data()
{
    QTest::addColumn<int>("shown");
    QTest::addColumn<int>("removed");
    QTest::addColumn<QString>("then");
    QTest::newRow("the one that is shown") << 1 << 1 << QStringLiteral("node-3");
    QTest::newRow("the last, which is shown") << 2 << 2 << QStringLiteral("node-2");
    QTest::newRow("one before") << 2 << 0 << QStringLiteral("node-3");
    QTest::newRow("one behind") << 0 << 2 << QStringLiteral("node-1");
}

void TestServersPane::removingLeavesTheOthersInPlace()
{
    QFETCH(int, shown);
    QFETCH(int, removed);
    QFETCH(QString, then);
    Pane scene;
    scene.window->showServer(shown);
    scene.fleet.roster.remove(removed);
    QVERIFY2(scene.window->windowTitle().contains(then), qPrintable(scene.window->windowTitle()));
    QCOMPARE(scene.list().currentIndex().data().toString(), then);
    scene.fleet.roster.remove(0);
    scene.fleet.roster.remove(0);
    QCOMPARE(scene.window->windowTitle(), QStringLiteral("Sluice"));
    QVERIFY(!scene.window->findChild<QToolBar*>()->isVisible());
}

void TestServersPane::theTitleSaysWhereTheOrdersGo()
{
    Pane scene;
    scene.window->showServer(2);
    QCOMPARE(scene.window->windowTitle(), QStringLiteral("PROD ▌ Sluice — node-3"));
    auto& badge = *scene.window->findChild<EnvironmentBadge*>();
    QVERIFY(badge.isVisible());
    QCOMPARE(badge.accessibleName(), QStringLiteral("Production"));
    ServerProfile profile = scene.fleet.roster.profile(2);
    profile.name = QStringLiteral("prod-eu");
    profile.environment = Environment::None;
    scene.fleet.roster.setProfile(2, profile);
    QCOMPARE(scene.window->windowTitle(), QStringLiteral("Sluice — node-3 (prod-eu)"));
    QTRY_VERIFY(!badge.isVisible());
}

QTEST_MAIN(TestServersPane)
#include "tst_serverspane.moc"
