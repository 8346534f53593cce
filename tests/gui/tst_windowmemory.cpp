// How the window was left comes back; what makes no sense does not.
#include "gui/windowmemory.h"
#include "tests/gui/stage.h"

#include "gui/look/appearance.h"
#include "gui/look/placement.h"
#include "gui/look/theme.h"
#include "gui/servers/serverspane.h"
#include "gui/tablepage.h"
#include "tests/support/fleetscene.h"
#include <QFile>
#include <QHeaderView>
#include <QTabBar>
#include <QTemporaryDir>
#include <QToolBar>

using namespace sluice;
using namespace sluice::support;

namespace {

// A window with a memory in a file.
class Scene : public Stage {
public:
    explicit Scene(const QString& file) : memory(file, *window, language) { }

    WindowMemory memory;
};

bool write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

class TestWindowMemory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void cleanup() { appearance::apply(appearance::Scheme::Light); }
    void whatWasLeftComesBack();
    void everyTableHasItsColumnsBack_data();
    void everyTableHasItsColumnsBack();
    void hidingIsLeavingToo();
    void serversThatComeLaterHaveTheColumnsToo();
    void theToolBarComesBackWithAServer();
    void theFleetOfThenIsNoPageForOneServer();
    void theListStaysAsItWasChosen();
    void whatWasNotChosenIsNotKept();
    void garbageMeansTheDefaults_data();
    void garbageMeansTheDefaults();
    void theWindowIsInReach_data();
    void theWindowIsInReach();

private:
    QString file() const
    {
        return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
    }
    QTemporaryDir m_folder;
};

void TestWindowMemory::whatWasLeftComesBack()
{
    {
        Scene scene(file());
        scene.window->setGeometry(30, 40, 750, 500);
        scene.window->turnTo(Page::Drain);
        scene.action(QStringLiteral("Details"))->trigger();
        scene.action(QStringLiteral("Dark Colours"))->trigger();
        scene.action(QStringLiteral("Українська"))->trigger();
        QHeaderView& header = *scene.table().horizontalHeader();
        header.moveSection(header.visualIndex(9), 1); // RTT behind the id
        header.resizeSection(0, 177);
        scene.table().setColumnHidden(3, true);
        scene.table().setColumnHidden(14, false);
        scene.table().sortByColumn(8, Qt::AscendingOrder);
    }
    appearance::apply(appearance::Scheme::Light);
    Scene scene(file());
    QCOMPARE(scene.window->geometry().topLeft(), QPoint(30, 40));
    QCOMPARE(scene.window->height(), 500); // its width is what the words of the toolbar need
    QCOMPARE(scene.window->page(), Page::Drain);
    QVERIFY(scene.find<QWidget>(QStringLiteral("details"))->isVisible());
    QVERIFY(appearance::isDark(qApp->palette()));
    QCOMPARE(scene.language.spoken(), Language::Tongue::Ukrainian);
    const QHeaderView& header = *scene.table().horizontalHeader();
    QCOMPARE(header.visualIndex(9), 1);
    QCOMPARE(header.sectionSize(0), 177);
    QVERIFY(header.isSectionHidden(3));
    QVERIFY(!header.isSectionHidden(14));
    QCOMPARE(header.sortIndicatorSection(), 8);
    QCOMPARE(header.sortIndicatorOrder(), Qt::AscendingOrder);
}

void TestWindowMemory::everyTableHasItsColumnsBack_data()
{
    QTest::addColumn<Page>("page");
    QTest::newRow("Closed") << Page::Closed;
    QTest::newRow("Log") << Page::Log;
}

void TestWindowMemory::everyTableHasItsColumnsBack()
{
    QFETCH(Page, page);
    constexpr int wide = 231;
    const auto header = [page](const Stage& stage) {
        auto* table = qobject_cast<QTableView*>(stage.find<ServerView>()->table(page).keyTaker());
        return table->horizontalHeader();
    };
    {
        const Scene scene(file());
        scene.window->turnTo(page);
        header(scene)->resizeSection(1, wide);
    }
    const Scene scene(file());
    QCOMPARE(header(scene)->sectionSize(1), wide);
    QVERIFY(header(scene)->sectionSize(0) != wide);
}

void TestWindowMemory::hidingIsLeavingToo()
{
    Scene first(file());
    first.window->turnTo(Page::Drain);
    first.window->hide(); // and it never goes in good order
    const Scene second(file());
    QCOMPARE(second.window->page(), Page::Drain);
}

void TestWindowMemory::serversThatComeLaterHaveTheColumnsToo()
{
    {
        Scene scene(file());
        scene.table().setColumnHidden(3, true);
    }
    Scene scene(file());
    scene.scene.roster().add(
        {}, std::make_unique<Console>(std::make_unique<ScriptedLink>(), scene.scene.clock()));
    const auto tables = scene.window->findChildren<ConnectionTable*>();
    QCOMPARE(tables.size(), 2);
    for (const ConnectionTable* table : tables)
        QVERIFY(table->isColumnHidden(3));
}

void TestWindowMemory::theToolBarComesBackWithAServer()
{
    {
        ServerRoster nobody;
        Language language;
        MainWindow window(nobody, language);
        const WindowMemory memory(file(), window, language);
        window.show();
        QVERIFY(!window.findChild<QToolBar*>()->isVisible());
    }
    const Scene scene(file());
    QVERIFY(scene.find<QToolBar>()->isVisible());
}

void TestWindowMemory::theFleetOfThenIsNoPageForOneServer()
{
    {
        Scene scene(file());
        Console& second = scene.scene.roster().add(
            {}, std::make_unique<Console>(std::make_unique<ScriptedLink>(), scene.scene.clock()));
        second.open();
        scene.window->turnTo(Page::Fleet);
    }
    const Scene scene(file());
    QCOMPARE(scene.window->page(), Page::Connections);
    QCOMPARE(scene.find<QTabBar>()->currentIndex(), static_cast<int>(Page::Connections));
}

// View > Servers: one server more or less is no reason to bring the list back.
void TestWindowMemory::theListStaysAsItWasChosen()
{
    FleetScene fleet;
    Language language;
    MainWindow window(fleet.roster, language);
    window.show();
    auto* pane = window.findChild<ServersPane*>();
    QVERIFY(pane->isVisible());
    pane->toggleViewAction()->trigger();
    QVERIFY(!pane->isVisible());
    fleet.roster.remove(2);
    QVERIFY(!pane->isVisible());
}

void TestWindowMemory::whatWasNotChosenIsNotKept()
{
    {
        const Scene scene(file());
    }
    const QSettings kept(file(), QSettings::IniFormat);
    QVERIFY(kept.contains(QStringLiteral("window/columns")));
    QVERIFY(!kept.contains(QStringLiteral("window/language"))); // it may change with the desktop's
    QCOMPARE(kept.value(QStringLiteral("window/theme")).toString(), QStringLiteral("system"));
}

void TestWindowMemory::garbageMeansTheDefaults_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no settings at all") << QByteArray("\0\xff\xfe[[[=\n\x01garbage]", 17);
    QTest::newRow("another version") << QByteArray("[window]\nversion=99\npage=1\nlanguage=uk\n");
    QTest::newRow("nonsense in every place")
        << QByteArray("[window]\nversion=1\nplace=here and there\nmaximized=perhaps\n"
                      "docks=@ByteArray(\\0\\0\\0\\xff\\0\\0\\0\\0\\xfd)\nsplitter_x=5\n"
                      "columns=id:-5 user:many\nclosed_columns=5 6 7\n"
                      "log_columns=1 2 -3 many\npage=77\nlanguage=tlh\ntheme=plaid\n");
    QTest::newRow("values of other kinds")
        << QByteArray("[window]\nversion=1\nplace=@Size(1 2)\ndocks=12\ncolumns=1, 2, 3\n"
                      "page=@Invalid()\nlanguage=@Variant(\\0\\0\\0\\x7f)\n");
}

void TestWindowMemory::garbageMeansTheDefaults()
{
    QFETCH(QByteArray, content);
    QVERIFY(write(file(), content));
    const Stage usual;
    const Scene scene(file());
    QCOMPARE(scene.window->size(), usual.window->size());
    QCOMPARE(scene.window->page(), usual.window->page());
    for (const Page page : { Page::Connections, Page::Closed, Page::Log })
        QCOMPARE(scene.window->columns(page), usual.window->columns(page));
    QCOMPARE(scene.language.spoken(), Language::Tongue::English);
    QVERIFY(!appearance::isDark(qApp->palette()));
    QVERIFY(!scene.find<QWidget>(QStringLiteral("details"))->isVisible());
}

void TestWindowMemory::theWindowIsInReach_data()
{
    QTest::addColumn<QString>("kept");
    QTest::addColumn<QRect>("place"); // null: none
    QTest::newRow("where it was") << QStringLiteral("10 20 800 600") << QRect(10, 20, 800, 600);
    QTest::newRow("on the second screen")
        << QStringLiteral("2000 20 800 600") << QRect(2000, 20, 800, 600);
    QTest::newRow("on a screen that is gone")
        << QStringLiteral("-3000 20 800 600") << QRect(560, 240, 800, 600);
    QTest::newRow("its upper edge out of sight")
        << QStringLiteral("10 -500 800 600") << QRect(560, 240, 800, 600);
    QTest::newRow("larger than the screen")
        << QStringLiteral("0 0 9000 9000") << QRect(0, 0, 1920, 1080);
    QTest::newRow("too small to be true") << QStringLiteral("0 0 3 3") << QRect();
    QTest::newRow("three numbers") << QStringLiteral("1 2 3") << QRect();
    QTest::newRow("numbers beyond measure")
        << QStringLiteral("0 0 2147483647 2147483647") << QRect();
    QTest::newRow("the smallest number there is")
        << QStringLiteral("-2147483648 0 800 600") << QRect();
    QTest::newRow("words") << QStringLiteral("a b c d") << QRect();
}

void TestWindowMemory::theWindowIsInReach()
{
    QFETCH(QString, kept);
    QFETCH(QRect, place);
    const QList<QRect> screens { QRect(0, 0, 1920, 1080), QRect(1920, 0, 1280, 1024) };
    const auto found = placement::fromText(kept, screens);
    QCOMPARE(found.has_value(), place.isValid());
    if (found)
        QCOMPARE(*found, place);
    QVERIFY(!placement::fromText(kept, {}));
}

QTEST_MAIN(TestWindowMemory)
#include "tst_windowmemory.moc"
