#include "gui/fleet/fleetpage.h"

#include "gui/fleet/fleetmodel.h"
#include "gui/look/appearance.h"
#include "gui/look/language.h"
#include "gui/mainwindow.h"
#include "gui/widgets/messagebar.h"
#include "tests/support/accessiblenames.h"
#include "tests/support/fleetscene.h"
#include <QAbstractItemModelTester>
#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QTabBar>
#include <QTableView>
#include <QTest>

using namespace sluice;
using namespace sluice::support;

namespace {

struct Fleet {
    explicit Fleet(int servers = 3) : scene(servers)
    {
        language.speak(Language::Tongue::English);
        window = std::make_unique<MainWindow>(scene.roster, language);
        window->show();
        window->refresh();
    }
    QTableView& table() const { return *window->findChild<FleetPage*>()->findChild<QTableView*>(); }
    QPushButton& button(const char* name) const
    {
        return *window->findChild<QPushButton*>(QLatin1String(name));
    }
    QString cell(int row, int column) const
    {
        return table().model()->index(row, column).data().toString();
    }
    QTabBar& tabs() const { return *window->findChild<QTabBar*>(); }

    FleetScene scene;
    Language language;
    std::unique_ptr<MainWindow> window;
};

} // namespace

class TestFleetPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void everyServerIsARow();
    void theModelKeepsItsWord();
    void theTabIsThereForTwoOrMore();
    void drainNextAsksAndDrains();
    void drainNextWaitsWhileOneDrains();
    void anAnswerThatComesTooLateDrainsNobody();
    void whatCameOfAnOrderIsSaidHere();
    void aDoubleClickShowsThatServer();
    void forceOnProductionWantsTheNameTyped();
    void everythingInteractiveHasAName();
};

void TestFleetPage::everyServerIsARow()
{
    Fleet fleet;
    QCOMPARE(fleet.table().model()->rowCount(), 3);
    QStringList cells;
    for (int column = 0; column < FleetModel::columns; ++column)
        cells << fleet.cell(1, column);
    QCOMPARE(cells,
             (QStringList { QStringLiteral("node-2"), QStringLiteral("Staging"),
                            QStringLiteral("Live"), QStringLiteral("0.1.0"), QStringLiteral("21"),
                            QStringLiteral("1.7/s"), QStringLiteral("19.7/s"), QString() }));
    QCOMPARE(fleet.table().rowHeight(0), fleet.table().rowHeight(2));
}

void TestFleetPage::theModelKeepsItsWord()
{
    FleetScene scene;
    FleetModel model(scene.roster);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QAbstractItemModelTester rosters(&scene.roster,
                                           QAbstractItemModelTester::FailureReportingMode::Fatal);
    QRandomGenerator dice(6);
    for (int round = 0; round < 100; ++round) {
        const int count = scene.roster.count();
        if (dice.bounded(2) == 0 || count == 0)
            scene.roster.insert(
                dice.bounded(count + 1), {},
                std::make_unique<Console>(std::make_unique<ScriptedLink>(), scene.clock));
        else
            scene.roster.remove(dice.bounded(count));
        scene.roster.refresh();
        QCOMPARE(model.rowCount(), scene.roster.count());
    }
}

void TestFleetPage::theTabIsThereForTwoOrMore()
{
    Fleet fleet;
    QVERIFY(fleet.tabs().isTabVisible(0));
    QCOMPARE(fleet.tabs().tabText(0), QStringLiteral("Fleet"));
    fleet.window->turnTo(Page::Fleet);
    fleet.scene.roster.remove(2);
    fleet.scene.roster.remove(1);
    QVERIFY(!fleet.tabs().isTabVisible(0));
    QCOMPARE(fleet.window->page(), Page::Connections);
}

void TestFleetPage::drainNextAsksAndDrains()
{
    Fleet fleet;
    fleet.window->turnTo(Page::Fleet);
    fleet.button("drainNext").click();
    QVERIFY(fleet.scene[0].link().command("drain").isEmpty());
    QCOMPARE(fleet.button("yes").text(), QStringLiteral("Drain node-1"));
    fleet.button("yes").click();
    QVERIFY(!fleet.scene[0].link().command("drain").isEmpty());
    QVERIFY(fleet.scene[1].link().command("drain").isEmpty());
    fleet.scene[0].link().answer("drain", { { QStringLiteral("ok"), true } });
    QCOMPARE(fleet.window->page(), Page::Fleet);
}

void TestFleetPage::drainNextWaitsWhileOneDrains()
{
    Fleet fleet;
    fleet.window->turnTo(Page::Fleet);
    fleet.scene[1].drain("Draining");
    fleet.window->refresh();
    QVERIFY(!fleet.button("drainNext").isEnabled());
    QCOMPARE(fleet.window->findChild<QLabel*>(QStringLiteral("walk"))->text(),
             QStringLiteral("node-2 is draining: the next one waits until it is back."));
}

void TestFleetPage::anAnswerThatComesTooLateDrainsNobody()
{
    Fleet fleet;
    fleet.window->turnTo(Page::Fleet);
    fleet.button("drainNext").click();
    fleet.scene[2].link().lose(); // meanwhile
    fleet.button("yes").click();
    QVERIFY(fleet.scene[0].link().command("drain").isEmpty());
}

void TestFleetPage::whatCameOfAnOrderIsSaidHere()
{
    Fleet fleet;
    fleet.window->turnTo(Page::Fleet);
    fleet.button("drainNext").click();
    fleet.button("yes").click();
    fleet.scene[0].link().answer(
        "drain",
        { { QStringLiteral("ok"), false },
          { QStringLiteral("code"), QStringLiteral("wrong_boot_id") },
          { QStringLiteral("message"), QStringLiteral("This is another process now.") } });
    const MessageBar& messages = fleet.window->findChild<FleetPage*>()->messages();
    QVERIFY(messages.isVisible());
    QCOMPARE(messages.sentence(),
             QStringLiteral("node-1: The server said no: This is another process now."));
}

void TestFleetPage::aDoubleClickShowsThatServer()
{
    Fleet fleet;
    fleet.window->turnTo(Page::Fleet);
    const QPoint place = fleet.table().visualRect(fleet.table().model()->index(2, 0)).center();
    QTest::mouseClick(fleet.table().viewport(), Qt::LeftButton, {}, place);
    QVERIFY(fleet.window->windowTitle().contains(QStringLiteral("node-3")));
    QCOMPARE(fleet.window->page(), Page::Fleet);
    QTest::mouseDClick(fleet.table().viewport(), Qt::LeftButton, {}, place);
    QVERIFY(fleet.window->page() != Page::Fleet);
    QVERIFY(fleet.window->windowTitle().contains(QStringLiteral("node-3")));
}

void TestFleetPage::forceOnProductionWantsTheNameTyped()
{
    Fleet fleet;
    const auto force = [&] {
        const auto actions = fleet.window->findChildren<QAction*>();
        for (QAction* action : actions)
            if (action->text().remove(QLatin1Char('&')).startsWith(QLatin1String("Force Close")))
                return action->trigger();
    };
    fleet.window->showServer(2);
    force();
    QVERIFY(!fleet.button("yes").isEnabled());
    auto* typed = fleet.window->findChild<QLineEdit*>(QStringLiteral("typed"));
    QTest::keyClicks(typed, QStringLiteral("node-2"));
    QVERIFY(!fleet.button("yes").isEnabled());
    typed->clear();
    QTest::keyClicks(typed, QStringLiteral("node-3"));
    fleet.button("yes").click();
    QVERIFY(!fleet.scene[2].link().command("force").isEmpty());
    delete fleet.window->findChild<QDialog*>();
    fleet.window->showServer(1); // which is not production
    force();
    QVERIFY(!fleet.window->findChild<QLineEdit*>(QStringLiteral("typed")));
    QVERIFY(fleet.button("yes").isEnabled());
}

void TestFleetPage::everythingInteractiveHasAName()
{
    Fleet fleet;
    fleet.window->turnTo(Page::Fleet);
    fleet.window->refresh();
    QCOMPARE(unnamed(*fleet.window), QStringList());
}

QTEST_MAIN(TestFleetPage)
#include "tst_fleetpage.moc"
