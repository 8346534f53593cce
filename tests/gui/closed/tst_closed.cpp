#include "gui/closed/closedpage.h"

#include "gui/look/appearance.h"
#include "gui/widgets/emptynote.h"
#include "gui/widgets/rollingtable.h"
#include "tests/gui/stage.h"
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QRandomGenerator>
#include <QScrollBar>

using namespace sluice;
using namespace sluice::support;

namespace {

class ClosedStage : public Stage {
public:
    explicit ClosedStage(int clients = 20) : Stage(clients)
    {
        window->turnTo(Page::Closed);
        window->refresh();
    }
    ClosedPage& page() const { return *find<ClosedPage>(); }
    RollingTable& closed() const { return page().table(); }
    QAbstractItemModel& model() const { return *closed().model(); }
    QString cell(int row, ClosedColumn column) const
    {
        return model().index(row, static_cast<int>(column)).data().toString();
    }
    void type(const QString& filter) const { find<QLineEdit>()->setText(filter); }
};

} // namespace

class TestClosed : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void whoLeavesIsListedWithTheReason();
    void whoLeftBeforeIsListedToo();
    void codesHaveNames_data();
    void codesHaveNames();
    void theFilterActsOnThisTable();
    void rowsAreCopied();
    void anEmptyListSaysWhy();
    void theLastThousandAreKept();
    void newcomersDoNotMoveWhatIsRead();
    void atTheTopTheNewestComeIntoSight();
    void anyCourseKeepsPlaceAndSelection();
};

void TestClosed::whoLeavesIsListedWithTheReason()
{
    ClosedStage stage;
    stage.scene.leave(3, 4);
    stage.scene.leave(7, 8, true);
    QCOMPARE(stage.model().rowCount(), 0); // on the tick
    stage.window->refresh();
    QCOMPARE(stage.model().rowCount(), 2);
    QCOMPARE(stage.cell(0, ClosedColumn::Id), ConsoleScene::id(7));
    QCOMPARE(stage.cell(0, ClosedColumn::Code), QStringLiteral("1001 going away"));
    QCOMPARE(stage.cell(0, ClosedColumn::Reason), QStringLiteral("server_shutdown"));
    QCOMPARE(stage.cell(0, ClosedColumn::By), QStringLiteral("Server"));
    QCOMPARE(stage.cell(1, ClosedColumn::Id), ConsoleScene::id(3));
    QCOMPARE(stage.cell(1, ClosedColumn::Code), QStringLiteral("1000 normal"));
    QCOMPARE(stage.cell(1, ClosedColumn::By), QStringLiteral("Client"));
    for (const auto column : { ClosedColumn::Time, ClosedColumn::Address, ClosedColumn::Connected,
                               ClosedColumn::Received, ClosedColumn::Sent })
        QVERIFY(!stage.cell(1, column).isEmpty());
}

void TestClosed::whoLeftBeforeIsListedToo()
{
    ConsoleScene scene;
    serve(scene, 5);
    scene.leave(0, 2);
    ClosedPage page(scene.console());
    page.commit();
    QCOMPARE(page.table().model()->rowCount(), 2);
}

void TestClosed::codesHaveNames_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("name");
    QTest::newRow("1001") << 1001 << QStringLiteral("going away");
    QTest::newRow("1006") << 1006 << QStringLiteral("line lost");
    QTest::newRow("1008") << 1008 << QStringLiteral("policy");
    QTest::newRow("of an application") << 4711 << QStringLiteral("custom");
    QTest::newRow("of nobody") << 1099 << QStringLiteral("unknown");
}

void TestClosed::codesHaveNames()
{
    QFETCH(int, code);
    QFETCH(QString, name);
    QCOMPARE(closewords::codeName(code), name);
}

void TestClosed::theFilterActsOnThisTable()
{
    ClosedStage stage;
    stage.scene.leave(0, 5);
    stage.scene.leave(5, 8, true);
    stage.window->refresh();
    stage.type(QStringLiteral("by:server"));
    QCOMPARE(stage.window->page(), Page::Closed);
    QCOMPARE(stage.model().rowCount(), 3);
    QCOMPARE(stage.table().model()->rowCount(), 12); // the connections are not asked
    stage.type(QStringLiteral("nobody"));
    QCOMPARE(stage.page().findChild<EmptyNote*>()->title(),
             QStringLiteral("No closed connection fits the filter"));
    stage.window->turnTo(Page::Connections);
    QVERIFY(stage.find<QLineEdit>()->text().isEmpty());
    stage.window->turnTo(Page::Closed);
    QCOMPARE(stage.find<QLineEdit>()->text(), QStringLiteral("nobody"));
}

void TestClosed::rowsAreCopied()
{
    ClosedStage stage;
    stage.scene.leave(0, 5, true);
    stage.window->refresh();
    QVERIFY(!stage.action(QStringLiteral("Copy"))->isEnabled());
    stage.closed().selectAll();
    stage.action(QStringLiteral("Copy"))->trigger();
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), qsizetype { 5 });
    QVERIFY2(lines[0].contains(QStringLiteral("\t1001 going away\tserver_shutdown\tServer\t")),
             qPrintable(lines[0]));
    QCOMPARE(stage.message(), QStringLiteral("5 rows are in the clipboard."));
}

void TestClosed::anEmptyListSaysWhy()
{
    const ClosedStage stage;
    auto* note = stage.page().findChild<EmptyNote*>();
    QVERIFY(note->isVisible());
    QCOMPARE(note->title(), QStringLiteral("No one has left yet"));
}

void TestClosed::theLastThousandAreKept()
{
    ClosedStage stage(1200);
    stage.scene.leave(0, 1200);
    stage.window->refresh();
    QCOMPARE(stage.model().rowCount(), 1000);
    QCOMPARE(stage.cell(0, ClosedColumn::Id), ConsoleScene::id(1199));
    QCOMPARE(stage.cell(999, ClosedColumn::Id), ConsoleScene::id(200));
}

void TestClosed::newcomersDoNotMoveWhatIsRead()
{
    ClosedStage stage(500);
    stage.scene.leave(0, 200);
    stage.window->refresh();
    stage.closed().verticalScrollBar()->setValue(1234);
    const int row = stage.closed().rowAt(100);
    const QString id = stage.cell(row, ClosedColumn::Id);
    const int place = stage.closed().rowViewportPosition(row);
    stage.closed().selectRow(row);
    stage.scene.leave(200, 260);
    stage.window->refresh();
    QCOMPARE(stage.cell(row + 60, ClosedColumn::Id), id);
    QCOMPARE(stage.closed().rowViewportPosition(row + 60), place);
    QCOMPARE(stage.closed().selectionModel()->selectedRows().front().row(), row + 60);
}

void TestClosed::atTheTopTheNewestComeIntoSight()
{
    ClosedStage stage(500);
    stage.scene.leave(0, 200);
    stage.window->refresh();
    stage.scene.leave(200, 201);
    stage.window->refresh();
    QCOMPARE(stage.closed().verticalScrollBar()->value(), 0);
    QCOMPARE(stage.cell(stage.closed().rowAt(0), ClosedColumn::Id), ConsoleScene::id(200));
}

void TestClosed::anyCourseKeepsPlaceAndSelection()
{
    ClosedStage stage(6000);
    const QAbstractItemModelTester tester(&stage.model(),
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    QRandomGenerator dice(3);
    int next = 0;
    QString chosen;
    for (int round = 0; round < 40; ++round) {
        const int more = dice.bounded(120);
        stage.scene.leave(next, next + more, dice.bounded(2) == 0);
        next += more;
        auto* bar = stage.closed().verticalScrollBar();
        const bool read = bar->value() > 0 && bar->value() < bar->maximum() / 2;
        const int row = stage.closed().rowAt(50);
        const QString id = read ? stage.cell(row, ClosedColumn::Id) : QString();
        stage.window->refresh();
        if (read) // what was read stands where it stood
            QCOMPARE(stage.cell(stage.closed().rowAt(50), ClosedColumn::Id), id);
        const auto selected = stage.closed().selectionModel()->selectedRows();
        if (!selected.empty())
            QCOMPARE(stage.cell(selected.front().row(), ClosedColumn::Id), chosen);
        if (stage.model().rowCount() == 0)
            continue;
        bar->setValue(dice.bounded(bar->maximum() + 1));
        const int pick = dice.bounded(stage.model().rowCount());
        stage.closed().selectRow(pick);
        chosen = stage.cell(pick, ClosedColumn::Id);
    }
}

QTEST_MAIN(TestClosed)
#include "tst_closed.moc"
