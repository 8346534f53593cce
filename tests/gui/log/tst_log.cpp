#include "gui/log/logpage.h"

#include "gui/look/appearance.h"
#include "gui/widgets/emptynote.h"
#include "gui/widgets/rollingtable.h"
#include "tests/gui/stage.h"
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollBar>

using namespace sluice;
using namespace sluice::support;

namespace {

class LogStage : public Stage {
public:
    LogStage() { window->turnTo(Page::Log); }
    LogPage& page() const { return *find<LogPage>(); }
    RollingTable& lines() const { return page().table(); }
    QAbstractItemModel& model() const { return *lines().model(); }
    QString cell(int row, LogColumn column) const
    {
        return model().index(row, static_cast<int>(column)).data().toString();
    }
    void log(int from, int end)
    {
        static const char* const levels[] = { "info", "info", "debug", "warning", "error" };
        for (int line = from; line < end; ++line)
            scene.log(levels[line % 5], line % 2 == 0 ? "even" : "odd",
                      QStringLiteral("Line %1.").arg(line));
    }
    QPushButton& jump() const { return *page().findChild<QPushButton*>(); }
    QStringList topics()
    {
        QStringList found;
        for (const QJsonObject& message : scene.link().sent())
            if (message[QLatin1String("type")] == QLatin1String("subscribe")) {
                found.clear();
                const QJsonArray topics = message[QLatin1String("topics")].toArray();
                for (const auto& topic : topics)
                    found << topic.toString();
            }
        return found;
    }
};

} // namespace

class TestLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void theLogIsAskedForWhenSomebodyLooks();
    void theLastTenThousandAreKept();
    void aLineIsShownWithItsParts();
    void whatClientsSayIsNeverRich();
    void levelsAndWordsNarrowIt();
    void itFollowsTheNewestUntilSomebodyScrollsUp();
    void theKeyboardScrollsToo();
    void aResizedWindowGoesOnFollowing();
    void whatIsReadStaysWhileTheOldestGo();
    void aChosenLineIsShownWhole();
    void linesAreCopied();
    void aLostLineIsSaid();
    void anEmptyLogSaysWhy();
    void anyCourseKeepsTheRules();
};

void TestLog::theLogIsAskedForWhenSomebodyLooks()
{
    Stage plain;
    QVERIFY(!plain.scene.link().sent().last()[QLatin1String("topics")].toArray().contains(
        QStringLiteral("log")));
    LogStage stage;
    QVERIFY(stage.topics().contains(QStringLiteral("log")));
    QVERIFY(stage.topics().contains(QStringLiteral("clients")));
    const auto sent = stage.scene.link().sent().size();
    stage.window->turnTo(Page::Connections);
    stage.window->turnTo(Page::Log);
    QCOMPARE(stage.scene.link().sent().size(), sent); // it is still told
    stage.scene.link().lose();
    stage.scene.console().open();
    QVERIFY(stage.topics().contains(QStringLiteral("log"))); // on a new line, too
}

void TestLog::theLastTenThousandAreKept()
{
    LogStage stage;
    constexpr int kept = 10'000;
    stage.log(0, kept + 7);
    stage.window->refresh();
    QCOMPARE(stage.model().rowCount(), kept);
    QCOMPARE(stage.cell(0, LogColumn::Message), QStringLiteral("Line 7."));
    QCOMPARE(stage.cell(kept - 1, LogColumn::Message), QStringLiteral("Line 10006."));
}

void TestLog::aLineIsShownWithItsParts()
{
    LogStage stage;
    stage.scene.log("warning", "slow_consumer", QStringLiteral("anna reads too slowly."),
                    { { QStringLiteral("queued"), 812 } });
    QCOMPARE(stage.model().rowCount(), 0);
    stage.window->refresh();
    QCOMPARE(stage.model().rowCount(), 1);
    QVERIFY(stage.cell(0, LogColumn::Time).endsWith(QStringLiteral(".000")));
    QCOMPARE(stage.cell(0, LogColumn::Level), QStringLiteral("Warning"));
    QCOMPARE(stage.cell(0, LogColumn::Event), QStringLiteral("slow_consumer"));
    QCOMPARE(stage.cell(0, LogColumn::Message),
             QStringLiteral("anna reads too slowly.\u2003queued=812"));
    QVERIFY(!stage.model().index(0, 1).data(Qt::DecorationRole).value<QIcon>().isNull());
}

void TestLog::whatClientsSayIsNeverRich()
{
    LogStage stage;
    stage.scene.log("info", "said", QStringLiteral("<img src=x onerror=alert(1)> joined."));
    stage.window->refresh();
    const QModelIndex cell = stage.model().index(0, static_cast<int>(LogColumn::Message));
    QVERIFY(cell.data().toString().startsWith(QStringLiteral("<img ")));
    QVERIFY(!cell.data(Qt::ToolTipRole).toString().contains(QStringLiteral("<img")));
    stage.lines().selectRow(0);
    QVERIFY(stage.page().findChild<QPlainTextEdit*>()->toPlainText().startsWith(
        QStringLiteral("<img ")));
}

void TestLog::levelsAndWordsNarrowIt()
{
    LogStage stage;
    stage.log(0, 50);
    stage.window->refresh();
    QCOMPARE(stage.model().rowCount(), 50);
    auto* level = stage.page().findChild<QComboBox*>();
    level->setCurrentIndex(2);
    QCOMPARE(stage.model().rowCount(), 20); // warnings and errors
    stage.find<QLineEdit>()->setText(QStringLiteral("event:odd"));
    QCOMPARE(stage.window->page(), Page::Log);
    QCOMPARE(stage.model().rowCount(), 10);
    stage.find<QLineEdit>()->setText(QStringLiteral("level:error Line 14"));
    QCOMPARE(stage.model().rowCount(), 1);
    QCOMPARE(stage.cell(0, LogColumn::Message), QStringLiteral("Line 14."));
    stage.log(50, 100);
    stage.window->refresh();
    QCOMPARE(stage.model().rowCount(), 1);
    level->setCurrentIndex(0);
    stage.find<QLineEdit>()->clear();
    QCOMPARE(stage.model().rowCount(), 100);
}

void TestLog::itFollowsTheNewestUntilSomebodyScrollsUp()
{
    LogStage stage;
    stage.log(0, 200);
    stage.window->refresh();
    QScrollBar& bar = *stage.lines().verticalScrollBar();
    QVERIFY(bar.maximum() > 0);
    QCOMPARE(bar.value(), bar.maximum());
    QVERIFY(!stage.jump().isVisible());
    bar.setValue(700);
    QVERIFY(stage.jump().isVisible());
    stage.log(200, 300);
    stage.window->refresh();
    QCOMPARE(bar.value(), 700);
    QTest::mouseClick(&stage.jump(), Qt::LeftButton);
    QCOMPARE(bar.value(), bar.maximum());
    QVERIFY(!stage.jump().isVisible());
    stage.log(300, 310);
    stage.window->refresh();
    QCOMPARE(bar.value(), bar.maximum());
    bar.setValue(0);
    QVERIFY(stage.jump().isVisible());
    bar.setValue(bar.maximum()); // scrolled down again
    QVERIFY(!stage.jump().isVisible());
}

void TestLog::theKeyboardScrollsToo()
{
    LogStage stage;
    stage.log(0, 200);
    stage.window->refresh();
    QScrollBar& bar = *stage.lines().verticalScrollBar();
    QTest::keyClick(&stage.lines(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(bar.value(), 0);
    QVERIFY(!stage.lines().isFollowing());
    stage.log(200, 220);
    stage.window->refresh();
    QCOMPARE(bar.value(), 0);
    QTest::keyClick(&stage.lines(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(bar.value(), bar.maximum());
    QVERIFY(stage.lines().isFollowing());
}

void TestLog::aResizedWindowGoesOnFollowing()
{
    LogStage stage;
    stage.log(0, 200);
    stage.window->refresh();
    const QScrollBar& bar = *stage.lines().verticalScrollBar();
    for (const int height : { 500, 760, 640 }) {
        stage.window->resize(1024, height);
        QCoreApplication::processEvents();
        QCOMPARE(bar.value(), bar.maximum());
        QVERIFY(stage.lines().isFollowing());
    }
    stage.window->turnTo(Page::Connections);
    stage.log(200, 260);
    stage.window->refresh();
    stage.window->turnTo(Page::Log);
    QCOMPARE(bar.value(), bar.maximum());
}

void TestLog::whatIsReadStaysWhileTheOldestGo()
{
    LogStage stage;
    stage.log(0, 10'000);
    stage.window->refresh();
    stage.lines().verticalScrollBar()->setValue(50'000);
    const int row = stage.lines().rowAt(40);
    const QString text = stage.cell(row, LogColumn::Message);
    const int place = stage.lines().rowViewportPosition(row);
    stage.lines().selectRow(row);
    stage.log(10'000, 10'400);
    stage.window->refresh();
    QCOMPARE(stage.model().rowCount(), 10'000);
    QCOMPARE(stage.cell(row - 400, LogColumn::Message), text);
    QCOMPARE(stage.lines().rowViewportPosition(row - 400), place);
    QCOMPARE(stage.lines().selectionModel()->selectedRows().front().row(), row - 400);
}

void TestLog::aChosenLineIsShownWhole()
{
    LogStage stage;
    stage.log(0, 3);
    stage.window->refresh();
    stage.lines().selectRow(1);
    auto* whole = stage.page().findChild<QPlainTextEdit*>();
    QCOMPARE(whole->toPlainText(), QStringLiteral("Line 1."));
    stage.lines().clearSelection();
    QVERIFY(whole->toPlainText().isEmpty());
}

void TestLog::linesAreCopied()
{
    LogStage stage;
    stage.log(0, 3);
    stage.window->refresh();
    stage.lines().selectAll();
    stage.action(QStringLiteral("Copy"))->trigger();
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), qsizetype { 3 });
    QVERIFY2(lines[1].endsWith(QStringLiteral("\tInfo\todd\tLine 1.")), qPrintable(lines[1]));
}

void TestLog::aLostLineIsSaid()
{
    LogStage stage;
    stage.log(0, 1);
    stage.window->refresh();
    stage.scene.link().lose();
    stage.scene.console().open();
    stage.scene.hello();
    stage.scene.snapshot(3);
    stage.window->refresh();
    QCOMPARE(stage.model().rowCount(), 2);
    QVERIFY(stage.cell(1, LogColumn::Message).startsWith(QStringLiteral("The line to the server")));
}

void TestLog::anEmptyLogSaysWhy()
{
    LogStage stage;
    auto* note = stage.page().findChild<EmptyNote*>();
    QVERIFY(note->isVisible());
    QCOMPARE(note->title(), QStringLiteral("Nothing has been logged yet"));
    stage.log(0, 1);
    stage.window->refresh();
    QVERIFY(!note->isVisible());
    stage.find<QLineEdit>()->setText(QStringLiteral("nothing like that"));
    QCOMPARE(note->title(), QStringLiteral("No line fits the filter"));
}

void TestLog::anyCourseKeepsTheRules()
{
    LogStage stage;
    const QAbstractItemModelTester tester(&stage.model(),
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    QRandomGenerator dice(9);
    auto* level = stage.page().findChild<QComboBox*>();
    int next = 0;
    for (int round = 0; round < 60; ++round) {
        const int more = dice.bounded(round % 20 == 19 ? 4000 : 200);
        stage.log(next, next + more);
        next += more;
        if (dice.bounded(5) == 0)
            level->setCurrentIndex(dice.bounded(level->count()));
        QScrollBar& bar = *stage.lines().verticalScrollBar();
        const bool follows = stage.lines().isFollowing();
        stage.window->refresh();
        if (follows)
            QCOMPARE(bar.value(), bar.maximum());
        bar.setValue(dice.bounded(3) == 0 ? bar.maximum() : dice.bounded(bar.maximum() + 1));
        if (stage.model().rowCount() > 0)
            stage.lines().selectRow(dice.bounded(stage.model().rowCount()));
    }
}

QTEST_MAIN(TestLog)
#include "tst_log.moc"
