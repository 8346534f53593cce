// Pictures of the window to look at, in build/…/shots/gui. What a machine can see of them, it
// checks: that no text is cut off.
#include "gui/commanddesk.h"
#include "gui/drain/draindialog.h"
#include "gui/log/logpage.h"
#include "gui/look/appearance.h"
#include "gui/look/language.h"
#include "gui/mainwindow.h"
#include "gui/serverview.h"
#include "gui/widgets/messagebar.h"
#include "gui/widgets/rollingtable.h"
#include "tests/gui/shots/camera.h"
#include "tests/gui/shots/scenes.h"

#include <QApplication>
#include <QDir>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>

using namespace sluice;
using namespace sluice::support;

class TestShots : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theWindow_data();
    void theWindow();
    void pages_data();
    void pages();
    void theDrainDialog_data();
    void theDrainDialog();
    void questions_data();
    void questions();

private:
    void save(QWidget& window, const QString& name);
    QDir m_folder { QStringLiteral(SLUICE_SHOTS) };
};

void TestShots::initTestCase()
{
    QVERIFY(m_folder.mkpath(QStringLiteral(".")));
}

void TestShots::save(QWidget& window, const QString& name)
{
    shoot(window, m_folder.filePath(name + QStringLiteral(".png")));
}

void TestShots::theWindow_data()
{
    QTest::addColumn<int>("look");
    QTest::addColumn<QString>("moment");
    QTest::addColumn<int>("clients");
    for (int look = 0; look < int(std::size(looks)); ++look) {
        const auto row = [look](const char* moment, int clients) {
            QTest::addRow("%s-%d-%s", moment, clients, looks[look].name)
                << look << QString::fromLatin1(moment) << clients;
        };
        for (const int clients : { 3, 1000, 10000 })
            for (const char* moment : { "before", "halfway", "halfway-table", "after" })
                row(moment, clients);
        row("empty", 0);
        row("idle-drain", 1000);
        row("stuck", 1000);
        row("lost", 1000);
    }
}

void TestShots::theWindow()
{
    QFETCH(int, look);
    QFETCH(QString, moment);
    QFETCH(int, clients);
    appearance::apply(looks[look].scheme);
    Language language;
    QVERIFY(language.speak(looks[look].tongue));
    ConsoleScene scene;
    if (moment.startsWith(QLatin1String("halfway")))
        drainHalfWay(scene, clients);
    else if (moment == QLatin1String("stuck"))
        drainStuck(scene, clients);
    else if (moment == QLatin1String("after"))
        drainDone(scene, clients);
    else
        serve(scene, clients);
    MainWindow window(scene.roster(), language);
    window.show();
    if (moment == QLatin1String("lost"))
        scene.link().lose();
    const bool table = moment == QLatin1String("before") || moment == QLatin1String("empty")
        || moment == QLatin1String("halfway-table") || moment == QLatin1String("lost");
    window.turnTo(table ? Page::Connections : Page::Drain);
    window.refresh();
    save(window, QString::fromLatin1(QTest::currentDataTag()));
}

void TestShots::pages_data()
{
    QTest::addColumn<int>("look");
    QTest::addColumn<Page>("page");
    for (int look = 0; look < int(std::size(looks)); ++look) {
        QTest::addRow("overview-%s", looks[look].name) << look << Page::Overview;
        QTest::addRow("overview-lost-%s", looks[look].name) << look << Page::Overview;
        QTest::addRow("closed-%s", looks[look].name) << look << Page::Closed;
        QTest::addRow("closed-empty-%s", looks[look].name) << look << Page::Closed;
        QTest::addRow("log-%s", looks[look].name) << look << Page::Log;
        QTest::addRow("log-empty-%s", looks[look].name) << look << Page::Log;
    }
}

void TestShots::pages()
{
    QFETCH(int, look);
    QFETCH(Page, page);
    appearance::apply(looks[look].scheme);
    Language language;
    QVERIFY(language.speak(looks[look].tongue));
    ServerProfile profile;
    profile.url = QStringLiteral("wss://node-2.example.com:8000");
    ConsoleScene scene(Console::Persistence::Once, profile);
    serveForMinutes(scene, 10482);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    if (page == Page::Closed && !name.contains(QLatin1String("empty")))
        peopleLeave(scene);
    MainWindow window(scene.roster(), language);
    window.show();
    window.turnTo(page);
    scene.link().say(R"({"type":"synced","seq":900})"); // the Log tab has subscribed anew
    if (name.contains(QLatin1String("lost")))
        scene.link().lose();
    if (page == Page::Log && !name.contains(QLatin1String("empty")))
        thingsAreLogged(scene);
    window.refresh();
    if (name == QLatin1String("log-en-light")) { // somebody reads, higher up
        auto* lines = window.findChild<LogPage*>()->findChild<RollingTable*>();
        lines->verticalScrollBar()->setValue(lines->verticalScrollBar()->maximum() / 2);
        lines->selectRow(lines->rowAt(200));
    }
    save(window, name);
}

void TestShots::theDrainDialog_data()
{
    QTest::addColumn<int>("look");
    for (int look = 0; look < int(std::size(looks)); ++look)
        QTest::addRow("%s", looks[look].name) << look;
}

void TestShots::theDrainDialog()
{
    QFETCH(int, look);
    appearance::apply(looks[look].scheme);
    Language language;
    QVERIFY(language.speak(looks[look].tongue));
    ConsoleScene scene;
    serve(scene, 10000);
    DrainDialog dialog(scene.console(), nullptr);
    dialog.show();
    const auto boxes = dialog.findChildren<QSpinBox*>();
    QCOMPARE(boxes.size(), 3);
    boxes[1]->setValue(15);
    boxes[2]->setValue(1000);
    QTRY_COMPARE(scene.link().command("drain")[QLatin1String("ramp_s")].toInt(), 1000);
    scene.link().answer(
        "drain",
        { { QStringLiteral("ok"), true },
          { QStringLiteral("plan"),
            QJsonObject { { QStringLiteral("timeout_s"), 1800 },
                          { QStringLiteral("delay_s"), 15 },
                          { QStringLiteral("ramp_s"), 900 },
                          { QStringLiteral("adjustments"),
                            QJsonArray { QStringLiteral(
                                "The ramp of 1000 s is longer than half of the timeout: it is "
                                "cut to 900 s.") } } } } });
    save(dialog, QStringLiteral("drain-dialog-") + QString::fromLatin1(looks[look].name));
}

void TestShots::questions_data()
{
    theDrainDialog_data();
}

void TestShots::questions()
{
    QFETCH(int, look);
    appearance::apply(looks[look].scheme);
    Language language;
    QVERIFY(language.speak(looks[look].tongue));
    ConsoleScene scene;
    drainHalfWay(scene, 10000);
    MainWindow window(scene.roster(), language);
    window.show();
    CommandDesk desk(scene.console(), &window);
    const QString name = QString::fromLatin1(looks[look].name);
    const auto shoot = [&](const char* what) {
        auto* box = window.findChild<QDialog*>();
        QVERIFY(box);
        save(*box, QLatin1String(what) + name);
        delete box;
    };
    desk.force();
    shoot("ask-force-");
    desk.cancelDrain();
    shoot("ask-cancel-");
    desk.openExtendDialog();
    shoot("ask-extend-");
    desk.closeConnections({ ConsoleScene::id(1), ConsoleScene::id(2), ConsoleScene::id(3) });
    shoot("ask-close-");
    window.close();
    shoot("ask-quit-");
    MessageBar* messages = &window.findChild<ServerView*>()->messages();
    messages->say(MessageBar::Kind::Failure,
                  QStringLiteral("The server said no: clients are being closed: it is too late."));
    window.refresh();
    save(window, QStringLiteral("failure-") + name);
}

QTEST_MAIN(TestShots)
#include "tst_shots.moc"
