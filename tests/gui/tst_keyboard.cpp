// The window without a mouse, and as a screen reader tells of it.
#include "tests/gui/stage.h"

#include "gui/commanddesk.h"
#include "gui/consoleactions.h"
#include "gui/look/appearance.h"
#include <QAccessible>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QToolBar>
#include <QTreeWidget>
#include <set>

using namespace sluice;
using namespace sluice::support;

namespace {

// The stage with its window in front.
class Scene : public Stage {
public:
    bool toFront() const
    {
        window->activateWindow();
        table().setFocus();
        return QTest::qWaitForWindowActive(window.get());
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(qApp->focusWidget(), key, modifiers);
    }
    QDialog* dialog() const { return find<QDialog>(); }
    void choose(int row) const { table().selectRow(row); }
};

bool takesTab(const QWidget& widget)
{
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) != 0
        && !widget.focusProxy();
}

// Everything a hand can reach, by what a screen reader would call it.
QStringList namesMissing(const QWidget& window)
{
    QStringList missing;
    const auto widgets = window.findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        const QString kind = QString::fromLatin1(widget->metaObject()->className());
        const bool inner = kind == QLatin1String("QScrollBar")
            || kind.startsWith(QLatin1String("QTab"))
            || widget->objectName().startsWith(QLatin1String("qt_"));
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || inner)
            continue;
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
        if (!spoken
            || (spoken->text(QAccessible::Name).isEmpty()
                && spoken->text(QAccessible::Value).isEmpty()))
            missing << kind + QLatin1Char(' ') + widget->objectName();
    }
    return missing;
}

} // namespace

class TestKeyboard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void tabReachesEverything_data();
    void tabReachesEverything();
    void keysOpenAndEscCloses_data();
    void keysOpenAndEscCloses();
    void filterAndBack();
    void detailsComeAndGo();
    void aMessageIsSentWithoutAMouse();
    void forceHasNoKeys();
    void noTwoActionsHaveTheSameKeys();
    void theListOfKeysIsTheActionsOwn();
    void everyDialogHasNames_data();
    void everyDialogHasNames();
    void aStateIsAPictureAndAWord();
};

void TestKeyboard::tabReachesEverything_data()
{
    QTest::addColumn<Page>("page");
    QTest::newRow("connections") << Page::Connections;
    QTest::newRow("drain") << Page::Drain;
    QTest::newRow("overview") << Page::Overview;
    QTest::newRow("closed") << Page::Closed;
    QTest::newRow("log") << Page::Log;
}

void TestKeyboard::tabReachesEverything()
{
    QFETCH(Page, page);
    Scene scene;
    scene.action(QStringLiteral("Details"))->trigger();
    scene.window->turnTo(page);
    if (page == Page::Drain)
        scene.scene.drain("Draining", runningDrain(scene.scene, 20));
    if (page == Page::Closed)
        scene.scene.leave(0, 3);
    if (page == Page::Log)
        scene.scene.log("info", "said", QStringLiteral("Somebody said something."));
    scene.window->refresh();
    QVERIFY(scene.toFront());
    if (page != Page::Connections)
        scene.find<QLineEdit>()->setFocus();
    std::set<const QWidget*> visited;
    while (qApp->focusWidget() && visited.insert(qApp->focusWidget()).second)
        scene.press(Qt::Key_Tab);
    const auto widgets = scene.window->findChildren<QWidget*>();
    for (const QWidget* widget : widgets)
        if (takesTab(*widget))
            QVERIFY2(visited.count(widget) > 0,
                     qPrintable(QString::fromLatin1(widget->metaObject()->className())
                                + widget->accessibleName()));
}

void TestKeyboard::keysOpenAndEscCloses_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<bool>("withCtrl");
    QTest::addColumn<bool>("onATable"); // needs somebody who is chosen
    QTest::newRow("Ctrl+D drains") << Qt::Key_D << true << false;
    QTest::newRow("Ctrl+B speaks to all") << Qt::Key_B << true << false;
    QTest::newRow("Ctrl+M speaks to the chosen") << Qt::Key_M << true << true;
    QTest::newRow("Del closes the chosen") << Qt::Key_Delete << false << true;
    QTest::newRow("Ctrl+S exports") << Qt::Key_S << true << false;
    QTest::newRow("Ctrl+, sets preferences") << Qt::Key_Comma << true << false;
    QTest::newRow("F1 lists the keys") << Qt::Key_F1 << false << false;
}

void TestKeyboard::keysOpenAndEscCloses()
{
    QFETCH(Qt::Key, key);
    QFETCH(bool, withCtrl);
    QFETCH(bool, onATable);
    Scene scene;
    QVERIFY(scene.toFront());
    if (onATable)
        scene.choose(2);
    scene.press(key, withCtrl ? Qt::ControlModifier : Qt::NoModifier);
    QPointer<QDialog> dialog = scene.dialog();
    QVERIFY(dialog);
    QVERIFY(dialog->isVisible());
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog || !dialog->isVisible());
    QVERIFY(scene.sent("close").isEmpty());
    QVERIFY(scene.sent("message").isEmpty());
}

void TestKeyboard::filterAndBack()
{
    Scene scene;
    QVERIFY(scene.toFront());
    scene.press(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(scene.find<QLineEdit>()->hasFocus());
    QTest::keyClicks(scene.find<QLineEdit>(), QStringLiteral("id:c-00003"));
    QCOMPARE(scene.table().model()->rowCount(), 1);
    scene.press(Qt::Key_Delete); // edits the text, and closes nobody
    QVERIFY(!scene.dialog());
    scene.press(Qt::Key_Escape);
    QCOMPARE(scene.table().model()->rowCount(), 20);
}

void TestKeyboard::detailsComeAndGo()
{
    Scene scene;
    QVERIFY(scene.toFront());
    auto* dock = scene.find<QWidget>(QStringLiteral("details"));
    scene.press(Qt::Key_F4);
    QVERIFY(dock->isVisible());
    scene.press(Qt::Key_I, Qt::ControlModifier);
    QVERIFY(!dock->isVisible());
}

void TestKeyboard::aMessageIsSentWithoutAMouse()
{
    Scene scene;
    QVERIFY(scene.toFront());
    scene.press(Qt::Key_Home, Qt::ControlModifier);
    scene.press(Qt::Key_Down);
    scene.press(Qt::Key_M, Qt::ControlModifier);
    QVERIFY(scene.dialog());
    QTRY_VERIFY(qApp->focusWidget() && qApp->focusWidget()->window() == scene.dialog());
    QTest::keyClicks(qApp->focusWidget(), QStringLiteral("back in a minute"));
    scene.press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(scene.sent("message")[QLatin1String("data")].toString(),
             QStringLiteral("back in a minute"));
}

void TestKeyboard::forceHasNoKeys()
{
    const Scene scene;
    const auto actions = scene.window->findChildren<QAction*>();
    bool found = false;
    for (const QAction* action : actions)
        if (action->text().startsWith(QLatin1String("Force"))) {
            QVERIFY(action->shortcuts().isEmpty());
            found = true;
        }
    QVERIFY(found);
}

void TestKeyboard::noTwoActionsHaveTheSameKeys()
{
    const Scene scene;
    QStringList taken;
    const auto actions = scene.find<ConsoleActions>()->findChildren<QAction*>();
    for (const QAction* action : actions)
        for (const QKeySequence& keys : action->shortcuts()) {
            QVERIFY2(!taken.contains(keys.toString()), qPrintable(keys.toString()));
            taken << keys.toString();
        }
    QVERIFY(taken.size() > 10);
}

void TestKeyboard::theListOfKeysIsTheActionsOwn()
{
    Scene scene;
    scene.find<ConsoleActions>()->freeze->setShortcut(QKeySequence(Qt::Key_F7));
    scene.action(QStringLiteral("Keyboard Shortcuts"))->trigger();
    const auto* list = scene.dialog()->findChild<QTreeWidget*>();
    const auto row = [list](const QString& name) {
        const auto found = list->findItems(name, Qt::MatchExactly | Qt::MatchRecursive);
        return found.size() == 1 ? found.front()->text(1) : QString();
    };
    const auto all = scene.find<ConsoleActions>()->findChildren<QAction*>();
    for (const QAction* action : all) {
        const QString name = action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
        QVERIFY2(!row(name).isEmpty(), qPrintable(name));
    }
    QCOMPARE(row(QStringLiteral("Freeze")), QStringLiteral("F7"));
    QCOMPARE(row(QStringLiteral("Details")), QStringLiteral("F4, Ctrl+I"));
    QCOMPARE(row(QStringLiteral("Force Close 20 Now")), QStringLiteral("–"));
}

void TestKeyboard::everyDialogHasNames_data()
{
    QTest::addColumn<QString>("action");
    QTest::newRow("the window itself") << QString();
    for (const char* action :
         { "Drain…", "Extend…", "Force Close 20 Now…", "Cancel Drain…", "Broadcast…", "Message…",
           "Close 1 Connection…", "Preferences…", "Keyboard Shortcuts", "About Sluice", "Quit" })
        QTest::newRow(action) << QString::fromUtf8(action);
}

void TestKeyboard::everyDialogHasNames()
{
    QFETCH(QString, action);
    Scene scene;
    scene.action(QStringLiteral("Details"))->trigger();
    scene.choose(1);
    if (action != QStringLiteral("Drain…"))
        scene.scene.drain("Draining", runningDrain(scene.scene, 20));
    scene.window->refresh();
    if (!action.isEmpty()) {
        QVERIFY2(scene.action(action), qPrintable(action));
        scene.action(action)->trigger();
        QVERIFY(scene.dialog());
        QVERIFY(!scene.dialog()->windowTitle().isEmpty());
    }
    QCOMPARE(namesMissing(*scene.window), QStringList());
}

void TestKeyboard::aStateIsAPictureAndAWord()
{
    Scene scene;
    scene.action(QStringLiteral("Details"))->trigger();
    scene.choose(1);
    scene.scene.drain("Draining", runningDrain(scene.scene, 20));
    scene.window->turnTo(Page::Drain);
    scene.window->refresh();
    const auto states = scene.window->findChildren<GlyphLabel*>();
    QVERIFY(states.size() >= 2);
    for (const GlyphLabel* state : states)
        if (state->isVisible())
            QVERIFY(!state->text().isEmpty());
}

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
