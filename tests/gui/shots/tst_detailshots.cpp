// Pictures of the details dock and of the dialogs around the window, in build/…/shots/gui.
#include "gui/messages/messagedialog.h"
#include "tests/gui/shots/camera.h"
#include "tests/gui/stage.h"

#include "gui/commanddesk.h"
#include <QComboBox>
#include <QDir>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>

using namespace sluice;
using namespace sluice::support;

class TestDetailShots : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.mkpath(QStringLiteral("."))); }
    void everyLook_data();
    void everyLook();

private:
    void details(Stage& stage);
    void messages(Stage& stage);
    void windowDialogs(Stage& stage);
    void menus(Stage& stage);
    void shoot(QWidget& window, const char* what);
    void shootDialog(Stage& stage, const char* what);
    QDir m_folder { QStringLiteral(SLUICE_SHOTS) };
};

void TestDetailShots::everyLook_data()
{
    QTest::addColumn<int>("look");
    for (int look = 0; look < int(std::size(looks)); ++look)
        QTest::addRow("%s", looks[look].name) << look;
}

void TestDetailShots::everyLook()
{
    QFETCH(int, look);
    appearance::apply(looks[look].scheme);
    Stage stage(1000);
    QVERIFY(stage.language.speak(looks[look].tongue));
    stage.window->resize(1024, 640);
    QCoreApplication::sendPostedEvents();
    details(stage);
    messages(stage);
    windowDialogs(stage);
    menus(stage);
}

void TestDetailShots::details(Stage& stage)
{
    auto& dock = *stage.find<QWidget>(QStringLiteral("details"));
    dock.show();
    stage.window->refresh();
    shoot(*stage.window, "details-nobody");
    stage.table().selectRow(7);
    stage.window->refresh();
    shoot(*stage.window, "details");
    const QString id = stage.table().focusedRow().data().toString();
    QJsonArray gone;
    gone.append(
        QJsonArray { id, 1001, QStringLiteral("server_shutdown"), QStringLiteral("server") });
    stage.scene.delta({}, gone);
    stage.window->refresh();
    shoot(*stage.window, "details-left");
    dock.hide();
}

void TestDetailShots::messages(Stage& stage)
{
    CommandDesk& desk = *stage.find<CommandDesk>();
    desk.openMessageDialog(
        { ConsoleScene::id(1), ConsoleScene::id(2), ConsoleScene::id(3), ConsoleScene::id(4) });
    auto* text = stage.find<QPlainTextEdit>(QStringLiteral("text"));
    text->setPlainText(QStringLiteral("{\n  \"kind\": \"notice\"\n  \"at\": \"14:00\"\n}"));
    stage.find<QComboBox>(QStringLiteral("format"))->setCurrentIndex(1);
    shootDialog(stage, "message-mistake");
    desk.openBroadcastDialog();
    stage.find<QPlainTextEdit>(QStringLiteral("text"))
        ->setPlainText(QStringLiteral("Maintenance begins at 14:00. You will be reconnected."));
    shootDialog(stage, "broadcast");
}

void TestDetailShots::windowDialogs(Stage& stage)
{
    for (const char* name : { "preferences", "shortcuts", "about" }) {
        auto* action = stage.find<QAction>(QLatin1String(name));
        QVERIFY2(action, name);
        action->trigger();
        shootDialog(stage, name);
    }
    stage.window->close();
    shootDialog(stage, "ask-quit-serving");
}

void TestDetailShots::menus(Stage& stage)
{
    const auto actions = stage.window->menuBar()->actions();
    for (int i = 0; i < actions.size(); ++i) {
        QMenu& menu = *actions[i]->menu();
        menu.popup(QPoint());
        shoot(menu, qPrintable(QStringLiteral("menu-%1").arg(i)));
        menu.close();
    }
}

void TestDetailShots::shoot(QWidget& window, const char* what)
{
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCoreApplication::sendPostedEvents(); // the layouts'
    QVERIFY(window.grab().save(m_folder.filePath(
        QStringLiteral("%1-%2.png")
            .arg(QLatin1String(what), QString::fromLatin1(QTest::currentDataTag())))));
    QVERIFY2(clipped(window).isEmpty(), qPrintable(clipped(window).join(QLatin1Char('\n'))));
}

void TestDetailShots::shootDialog(Stage& stage, const char* what)
{
    auto* dialog = stage.find<QDialog>();
    QVERIFY2(dialog, what);
    shoot(*dialog, what);
    delete dialog;
}

QTEST_MAIN(TestDetailShots)
#include "tst_detailshots.moc"
