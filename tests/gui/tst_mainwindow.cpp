#include "tests/gui/stage.h"

#include "gui/look/appearance.h"
#include "tests/support/accessiblenames.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenuBar>
#include <QScrollBar>
#include <QTimer>
#include <algorithm>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void theTitleNamesServerAndState();
    void theFilterNarrowsTheTable();
    void theFilterIsReadAnewOnAnotherPage();
    void whatIsOutOfSightIsLeftAlone();
    void copyActsOnThePageThatIsShown();
    void withoutAServerThereIsNothingToDo();
    void aServerNeverReachedIsNotDescribed_data();
    void aServerNeverReachedIsNotDescribed();
    void closingSendsTheIdsThatWereChosen();
    void nothingIsClosedWithoutAYes();
    void chosenRowsAreCopied();
    void theTableStaysWhereItWasScrolled();
    void pausingAndResuming();
    void failuresAreShownAndStay();
    void aViewerSeesButCannotChange();
    void aLostServerStaysReadable();
    void closingTheWindowAsks_data();
    void closingTheWindowAsks();
    void whoCallsTheDrainOffStays();
    void quittingNowNamesWhoIsCutOff();
    void hiddenItLooksOnceASecond();
    void everythingInteractiveHasAName_data();
    void everythingInteractiveHasAName();
    void theLanguageChangesAtRunTime();
};

void TestMainWindow::theTitleNamesServerAndState()
{
    Stage stage;
    QCOMPARE(stage.window->windowTitle(), QStringLiteral("Sluice — node-2"));
    stage.scene.drain("Draining", runningDrain(stage.scene, 20));
    stage.scene.clock().pass(222s);
    stage.window->refresh();
    QCOMPARE(stage.window->windowTitle(), QStringLiteral("Sluice — node-2 — Draining 01:18"));
}

void TestMainWindow::theFilterNarrowsTheTable()
{
    Stage stage;
    stage.window->turnTo(Page::Drain);
    stage.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(stage.window.get()));
    stage.action(QStringLiteral("Find"))->trigger();
    QVERIFY(stage.find<QLineEdit>()->hasFocus());
    QTest::keyClicks(stage.find<QLineEdit>(), QStringLiteral("id:c-00003"));
    QCOMPARE(stage.window->page(), Page::Connections);
    QCOMPARE(stage.table().model()->rowCount(), 1);
    QTest::keyClick(stage.find<QLineEdit>(), Qt::Key_Escape);
    QCOMPARE(stage.table().model()->rowCount(), 20);
}

void TestMainWindow::theFilterIsReadAnewOnAnotherPage()
{
    Stage stage;
    auto* field = stage.find<QLineEdit>();
    const QString usual = field->toolTip();
    field->setText(QStringLiteral("idle>soon"));
    const QString wrong = field->toolTip();
    QVERIFY(wrong != usual);
    stage.window->turnTo(Page::Log);
    QVERIFY(field->text().isEmpty());
    stage.window->turnTo(Page::Connections);
    QCOMPARE(field->text(), QStringLiteral("idle>soon"));
    QCOMPARE(field->toolTip(), wrong);
}

void TestMainWindow::whatIsOutOfSightIsLeftAlone()
{
    Stage stage;
    stage.table().selectAll();
    const QList<QAction*> actions { stage.action(QStringLiteral("Close 20 Connections…")),
                                    stage.action(QStringLiteral("Message…")),
                                    stage.action(QStringLiteral("Export 20 Rows…")) };
    for (const Page page : { Page::Connections, Page::Overview, Page::Log })
        for (const QAction* action : actions) {
            stage.window->turnTo(page);
            QCOMPARE(action->isEnabled(), page == Page::Connections);
        }
}

void TestMainWindow::copyActsOnThePageThatIsShown()
{
    Stage stage;
    const QAction* copy = stage.action(QStringLiteral("Copy"));
    stage.table().selectAll();
    for (const Page page : { Page::Connections, Page::Overview, Page::Drain, Page::Closed,
                             Page::Log, Page::Connections }) {
        stage.window->turnTo(page);
        QCOMPARE(copy->isEnabled(), page == Page::Connections);
    }
}

void TestMainWindow::withoutAServerThereIsNothingToDo()
{
    Stage stage;
    stage.table().selectAll();
    stage.scene.roster().remove(0);
    for (const char* text :
         { "Message…", "Broadcast…", "Export Table…", "Freeze", "Find", "Details", "Copy" })
        QVERIFY2(!stage.action(QString::fromUtf8(text))->isEnabled(), text);
}

void TestMainWindow::aServerNeverReachedIsNotDescribed_data()
{
    QTest::addColumn<bool>("refused");
    QTest::addColumn<QString>("remedy");
    QTest::addColumn<QString>("state");
    QTest::newRow("wrong token")
        << true << QStringLiteral("It does not accept the token. Edit Server takes another one.")
        << QStringLiteral("Wrong token");
    QTest::newRow("nobody there")
        << false
        << QStringLiteral("It is called again and again. Edit Server takes another address.")
        << QStringLiteral("Reconnecting in ");
}

void TestMainWindow::aServerNeverReachedIsNotDescribed()
{
    QFETCH(bool, refused);
    QFETCH(QString, remedy);
    QFETCH(QString, state);
    ConsoleScene scene(Console::Persistence::ComesBack);
    Language language;
    language.speak(Language::Tongue::English);
    MainWindow window(scene.roster(), language);
    window.show();
    if (refused)
        scene.link().refuse();
    else
        scene.link().lose();
    window.refresh();
    const auto shown = [&] {
        QStringList texts;
        const auto labels = window.findChildren<QLabel*>();
        for (const QLabel* label : labels)
            if (label->isVisible())
                texts << label->text();
        return texts;
    };
    QVERIFY(shown().contains(QStringLiteral("The server has not been reached yet")));
    QVERIFY(shown().contains(remedy));
    window.turnTo(Page::Overview);
    auto* card = window.findChild<GlyphLabel*>(QStringLiteral("readiness"));
    QVERIFY2(card->text().startsWith(state), qPrintable(card->text()));
    window.turnTo(Page::Drain);
    const auto signs = window.findChildren<GlyphLabel*>();
    QVERIFY(std::any_of(signs.begin(), signs.end(), [](const GlyphLabel* sign) {
        return sign->isVisible() && sign->text() == QStringLiteral("Not known yet");
    }));
}

// Between the choice and the answer everything moves: what is closed are those that were chosen.
void TestMainWindow::closingSendsTheIdsThatWereChosen()
{
    Stage stage;
    ConnectionTable& table = stage.table();
    table.sortByColumn(0, Qt::AscendingOrder);
    for (const int row : { 3, 5 })
        table.selectionModel()->select(table.model()->index(row, 0),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QAction* close = stage.action(QStringLiteral("Close 2 Connections…"));
    QVERIFY(close);
    close->trigger();
    stage.scene.leave(0, 3);
    table.sortByColumn(0, Qt::DescendingOrder);
    stage.window->refresh();
    stage.press(QStringLiteral("yes"));
    QCOMPARE(stage.sent("close")[QLatin1String("ids")].toArray(),
             QJsonArray({ ConsoleScene::id(3), ConsoleScene::id(5) }));
    stage.scene.link().answer(
        "close",
        { { QStringLiteral("ok"), true },
          { QStringLiteral("closed"), 1 },
          { QStringLiteral("unknown"), QJsonArray { ConsoleScene::id(3) } } });
    QCOMPARE(stage.message(), QStringLiteral("1 connection is being closed. 1 had left already."));
}

void TestMainWindow::nothingIsClosedWithoutAYes()
{
    Stage stage;
    stage.table().selectAll();
    stage.action(QStringLiteral("Close 20 Connections…"))->trigger();
    auto* question = stage.find<QDialog>();
    QVERIFY(question);
    QTest::keyClick(question, Qt::Key_Return); // the safe answer is the one at hand
    QVERIFY(stage.sent("close").isEmpty());
}

void TestMainWindow::chosenRowsAreCopied()
{
    Stage stage;
    stage.table().sortByColumn(0, Qt::AscendingOrder);
    stage.table().selectRow(1);
    stage.action(QStringLiteral("Copy"))->trigger();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.startsWith(ConsoleScene::id(1) + QLatin1Char('\t')), qPrintable(text));
    QVERIFY(!text.contains(QLatin1Char('\n')));
    QCOMPARE(stage.message(), QStringLiteral("1 row is in the clipboard."));
}

void TestMainWindow::theTableStaysWhereItWasScrolled()
{
    Stage stage(500);
    ConnectionTable& table = stage.table();
    table.sortByColumn(0, Qt::AscendingOrder);
    table.setCurrentIndex(table.model()->index(0, 0));
    table.verticalScrollBar()->setValue(2000);
    QJsonArray changed;
    for (int client = 0; client < 400; ++client)
        changed.append(stage.scene.row(client, client % 17));
    stage.scene.delta(changed);
    stage.scene.leave(0, 1); // the current one goes, far above
    stage.window->refresh();
    QCOMPARE(table.verticalScrollBar()->value(), 2000);
    QVERIFY(table.currentIndex().isValid()); // arrow keys go on from its place
    QCOMPARE(table.currentIndex().row(), 0);
    QCOMPARE(table.selectionModel()->selectedRows().size(), 0);
}

void TestMainWindow::pausingAndResuming()
{
    Stage stage;
    stage.action(QStringLiteral("Pause Accepting"))->trigger();
    QCOMPARE(stage.sent("accepting")[QLatin1String("enabled")], QJsonValue(false));
    stage.scene.link().answer("accepting", { { QStringLiteral("ok"), true } });
    QVERIFY(stage.message().contains(QStringLiteral("refused")));
    stage.scene.stats(20, false, "paused");
    QCOMPARE(stage.find<GlyphLabel>(QStringLiteral("contact"))->text(),
             QStringLiteral("Live, accepting is paused"));
    stage.action(QStringLiteral("Resume Accepting"))->trigger();
    QCOMPARE(stage.sent("accepting")[QLatin1String("enabled")], QJsonValue(true));
}

void TestMainWindow::failuresAreShownAndStay()
{
    Stage stage;
    stage.action(QStringLiteral("Pause Accepting"))->trigger();
    stage.scene.link().answer(
        "accepting",
        { { QStringLiteral("ok"), false },
          { QStringLiteral("code"), QStringLiteral("wrong_boot_id") },
          { QStringLiteral("message"), QStringLiteral("This is another process now.") } });
    QCOMPARE(stage.message(), QStringLiteral("The server said no: This is another process now."));
    QVERIFY(stage.find<ServerView>()->messages().isVisible());
}

void TestMainWindow::aViewerSeesButCannotChange()
{
    Stage stage;
    stage.scene.hello("viewer");
    stage.table().selectAll();
    stage.window->refresh();
    for (const char* text : { "Pause Accepting", "Drain…", "Close 20 Connections…" })
        QVERIFY2(!stage.action(QString::fromUtf8(text))->isEnabled(), text);
    QVERIFY(stage.action(QStringLiteral("Copy"))->isEnabled());
}

void TestMainWindow::aLostServerStaysReadable()
{
    Stage stage;
    stage.scene.link().lose();
    stage.window->refresh();
    QCOMPARE(stage.find<GlyphLabel>(QStringLiteral("contact"))->text(), QStringLiteral("Lost"));
    QCOMPARE(stage.table().model()->rowCount(), 20);
    QVERIFY(stage.table().palette().color(QPalette::Text)
            != stage.window->palette().color(QPalette::Text)); // greyed
    QVERIFY(stage.message().startsWith(QStringLiteral("The line to the server is lost.")));
}

void TestMainWindow::closingTheWindowAsks_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<bool>("stays");
    QTest::addColumn<bool>("drains");
    QTest::newRow("keep running") << QStringLiteral("keep") << false << false;
    QTest::newRow("drain and quit") << QStringLiteral("drain") << true << true;
    QTest::newRow("quit now") << QStringLiteral("now") << true << false;
    QTest::newRow("cancel") << QStringLiteral("cancel") << true << false;
}

void TestMainWindow::closingTheWindowAsks()
{
    QFETCH(QString, answer);
    QFETCH(bool, stays);
    QFETCH(bool, drains);
    Stage stage;
    QSignalSpy hidden(stage.window.get(), &MainWindow::hiddenByOperator);
    stage.window->close();
    QVERIFY(stage.window->isVisible());
    stage.press(answer);
    QCOMPARE(stage.window->isVisible(), stays);
    QCOMPARE(hidden.size(), stays ? 0 : 1);
    QCOMPARE(!stage.sent("drain").isEmpty(), drains);
    QCOMPARE(stage.window->isLeaving(),
             answer == QLatin1String("drain") || answer == QLatin1String("now"));
    QCOMPARE(!stage.sent("force").isEmpty(), answer == QLatin1String("now"));
}

void TestMainWindow::whoCallsTheDrainOffStays()
{
    Stage stage;
    stage.window->close();
    stage.press(QStringLiteral("drain"));
    QVERIFY(stage.window->isLeaving());
    stage.scene.drain("Serving"); // as it was, and not yet begun
    QVERIFY(stage.window->isLeaving());
    stage.scene.drain("Draining", runningDrain(stage.scene, 20));
    QVERIFY(stage.window->isLeaving());
    stage.scene.drain("Serving");
    QVERIFY(!stage.window->isLeaving());
}

// Who does not want to wait does not want to look at the outcome either.
void TestMainWindow::quittingNowNamesWhoIsCutOff()
{
    Stage stage;
    QSignalSpy seen(stage.window.get(), &MainWindow::outcomeSeen);
    stage.window->close();
    QCOMPARE(stage.find<QAbstractButton>(QStringLiteral("now"))->text(),
             QStringLiteral("Cut Off 20 and Quit Now"));
    stage.press(QStringLiteral("now"));
    QVERIFY(seen.empty()); // until the server has ended
    stage.window->showOutcome();
    QCOMPARE(seen.size(), 1);
}

void TestMainWindow::hiddenItLooksOnceASecond()
{
    const Stage stage;
    const auto timers = stage.window->findChildren<QTimer*>(QString(), Qt::FindDirectChildrenOnly);
    const auto found = std::find_if(timers.begin(), timers.end(),
                                    [](const QTimer* timer) { return timer->interval() == 250; });
    QVERIFY(found != timers.end());
    stage.window->hide();
    QCOMPARE((*found)->interval(), 1000);
    stage.window->show();
    QCOMPARE((*found)->interval(), 250);
}

void TestMainWindow::everythingInteractiveHasAName_data()
{
    QTest::addColumn<Page>("page");
    QTest::newRow("Overview") << Page::Overview;
    QTest::newRow("Connections") << Page::Connections;
    QTest::newRow("Closed") << Page::Closed;
    QTest::newRow("Drain") << Page::Drain;
    QTest::newRow("Log") << Page::Log;
}

void TestMainWindow::everythingInteractiveHasAName()
{
    QFETCH(Page, page);
    Stage stage;
    drainHalfWay(stage.scene, 30);
    stage.window->turnTo(page);
    stage.window->refresh();
    QCOMPARE(unnamed(*stage.window), QStringList());
}

void TestMainWindow::theLanguageChangesAtRunTime()
{
    Stage stage;
    QVERIFY(stage.language.speak(Language::Tongue::Ukrainian));
    QCoreApplication::sendPostedEvents();
    QVERIFY(stage.action(QStringLiteral("Вивести з роботи…")));
    QCOMPARE(stage.table().model()->headerData(2, Qt::Horizontal).toString(),
             QStringLiteral("Адреса"));
    QCOMPARE(stage.find<GlyphLabel>(QStringLiteral("contact"))->text(), QStringLiteral("Наживо"));
    QCOMPARE(stage.window->menuBar()->actions().front()->text(), QStringLiteral("&Файл"));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
