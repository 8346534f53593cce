// Everything about one connection, beside the table.
#include "gui/connections/detailspane.h"
#include "tests/gui/stage.h"

#include "gui/connections/detailsdock.h"
#include "gui/look/appearance.h"
#include "gui/model/connectioncolumn.h"
#include <QLabel>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;

namespace {

// The stage with the details in sight.
class Scene : public Stage {
public:
    Scene()
    {
        table().sortByColumn(0, Qt::AscendingOrder);
        action(QStringLiteral("Details"))->trigger();
    }
    DetailsPane& pane() const { return *find<DetailsPane>(); }
    QStringList texts() const
    {
        QStringList all;
        const auto labels = pane().findChildren<QLabel*>();
        for (const QLabel* label : labels)
            if (label->isVisible())
                all << label->text();
        return all;
    }
    void change(const QJsonArray& row)
    {
        QJsonArray rows;
        rows.append(row);
        scene.delta(rows);
    }
    QString state() const { return pane().findChild<GlyphLabel*>()->text(); }
};

} // namespace

class TestDetailsPane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void itSaysWhatToDoWhenNobodyIsChosen();
    void itShowsEveryColumn();
    void itFollowsTheConnectionAndNotTheRow();
    void itSaysThatTheConnectionHasLeft();
    void whoLeftUnknownIsSaidSo();
    void itGoesOnWhenTheFilterHidesTheConnection();
    void lettingGoOfTheRowEmptiesIt();
    void whileFrozenItShowsThePicture();
    void selectedTextStaysSelected();
    void theTableKeepsItsWidthWhateverIsShown();
    void hidingTheWindowDoesNotCloseIt();
};

void TestDetailsPane::itSaysWhatToDoWhenNobodyIsChosen()
{
    Scene scene;
    QVERIFY(scene.pane().isVisible());
    QCOMPARE(scene.texts().size(), 1);
    QVERIFY(scene.texts().constFirst().contains(QStringLiteral("Choose a connection")));
}

void TestDetailsPane::itShowsEveryColumn()
{
    Scene scene;
    scene.table().selectRow(4);
    QCOMPARE(scene.pane().id(), ConsoleScene::id(4));
    QCOMPARE(scene.state(), QStringLiteral("Open"));
    const QStringList texts = scene.texts();
    QCOMPARE(texts.front(), ConsoleScene::id(4));
    for (int column = 0; column < connectioncolumn::count; ++column) {
        const auto which = static_cast<ConnectionColumn>(column);
        if (which == ConnectionColumn::Id || which == ConnectionColumn::State)
            continue; // shown above, without a caption
        const QString title = connectioncolumn::title(which);
        QCOMPARE(texts.count(title), 1);
        const QString& value = texts[texts.indexOf(title) + 1];
        const QString shown = scene.table().model()->index(4, column).data().toString();
        QVERIFY2(value.startsWith(shown), qPrintable(title + value));
    }
}

void TestDetailsPane::itFollowsTheConnectionAndNotTheRow()
{
    Scene scene;
    scene.table().selectRow(4);
    scene.table().sortByColumn(0, Qt::DescendingOrder);
    scene.scene.leave(0, 2);
    scene.change(scene.scene.row(4, 512));
    scene.window->refresh();
    QCOMPARE(scene.pane().id(), ConsoleScene::id(4));
    QVERIFY(scene.texts().contains(QStringLiteral("512 B/s")));
}

void TestDetailsPane::itSaysThatTheConnectionHasLeft()
{
    Scene scene;
    scene.table().selectRow(4);
    scene.scene.leave(4, 5, true);
    scene.window->refresh();
    scene.window->refresh(); // and once more, when its row is long gone
    QCOMPARE(scene.pane().id(), ConsoleScene::id(4));
    QCOMPARE(scene.state(), QStringLiteral("Has left"));
    const QString words = scene.texts().join(QLatin1Char('\n'));
    QVERIFY2(words.contains(QStringLiteral("with code 1001 (server_shutdown).")),
             qPrintable(words));
    QVERIFY(words.contains(QStringLiteral("The server closed it at ")));
    scene.table().selectRow(0);
    QCOMPARE(scene.pane().id(), ConsoleScene::id(0));
    QCOMPARE(scene.state(), QStringLiteral("Open"));
}

void TestDetailsPane::whoLeftUnknownIsSaidSo()
{
    Scene scene;
    scene.table().selectRow(4);
    scene.scene.snapshot(3); // anew, after an overflow
    scene.window->refresh();
    QCOMPARE(scene.state(), QStringLiteral("Has left"));
    QVERIFY(scene.texts().join(QLatin1Char(' ')).contains(QStringLiteral("is not known")));
}

void TestDetailsPane::itGoesOnWhenTheFilterHidesTheConnection()
{
    Scene scene;
    scene.table().selectRow(4);
    scene.find<QLineEdit>()->setText(QStringLiteral("id:c-00007"));
    scene.window->refresh();
    QCOMPARE(scene.table().model()->rowCount(), 1);
    QCOMPARE(scene.pane().id(), ConsoleScene::id(4));
    QCOMPARE(scene.state(), QStringLiteral("Open"));
}

void TestDetailsPane::lettingGoOfTheRowEmptiesIt()
{
    Scene scene;
    scene.table().selectRow(4);
    scene.table().clearSelection();
    QVERIFY(scene.pane().id().isEmpty());
    QVERIFY(scene.texts().constFirst().contains(QStringLiteral("Choose a connection")));
}

void TestDetailsPane::whileFrozenItShowsThePicture()
{
    Scene scene;
    scene.table().selectRow(4);
    scene.action(QStringLiteral("Freeze"))->trigger();
    scene.change(scene.scene.row(4, 512));
    scene.scene.leave(4, 5);
    scene.window->refresh();
    QCOMPARE(scene.state(), QStringLiteral("Open"));
    QVERIFY(!scene.texts().contains(QStringLiteral("512 B/s")));
    scene.action(QStringLiteral("Freeze"))->trigger();
    scene.window->refresh();
    QCOMPARE(scene.state(), QStringLiteral("Has left"));
    QVERIFY(scene.texts().contains(QStringLiteral("512 B/s"))); // how it last looked
}

void TestDetailsPane::selectedTextStaysSelected()
{
    Scene scene;
    scene.table().selectRow(4);
    const QString address = scene.table().model()->index(4, 2).data().toString();
    QLabel* value = nullptr;
    const auto labels = scene.pane().findChildren<QLabel*>();
    for (QLabel* label : labels)
        if (label->text() == address)
            value = label;
    QVERIFY(value);
    value->setSelection(0, 5);
    scene.change(scene.scene.row(4, 33));
    scene.window->refresh();
    QCOMPARE(value->selectedText(), address.left(5));
}

void TestDetailsPane::theTableKeepsItsWidthWhateverIsShown()
{
    Scene scene;
    QCoreApplication::sendPostedEvents();
    const int width = scene.table().width();
    QJsonArray wide = scene.scene.row(4);
    wide[14] = QString(600, QLatin1Char('x')); // user agent
    scene.change(wide);
    scene.table().selectRow(4);
    scene.window->refresh();
    QCoreApplication::sendPostedEvents();
    QCOMPARE(scene.table().width(), width);
}

void TestDetailsPane::hidingTheWindowDoesNotCloseIt()
{
    Scene scene;
    scene.window->hide();
    scene.window->show();
    QVERIFY(scene.pane().isVisible());
    QVERIFY(scene.action(QStringLiteral("Details"))->isChecked());
    scene.action(QStringLiteral("Details"))->trigger();
    QVERIFY(!scene.pane().isVisible());
}

QTEST_MAIN(TestDetailsPane)
#include "tst_detailspane.moc"
