// The table in a file, as it stands.
#include "gui/connections/csvexport.h"
#include "tests/gui/stage.h"

#include "gui/look/appearance.h"
#include <QFile>
#include <QFileDialog>
#include <QHeaderView>
#include <QTemporaryDir>

using namespace sluice;
using namespace sluice::support;

namespace {

QList<QByteArray> linesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>();
}

} // namespace

class TestCsvExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void itWritesWhatTheTableShows();
    void itWritesWhatIsSelected();
    void aFailureIsSaid();

private:
    QTemporaryDir m_folder;
};

void TestCsvExport::itWritesWhatTheTableShows()
{
    Stage stage;
    ConnectionTable& table = stage.table();
    table.sortByColumn(0, Qt::DescendingOrder);
    for (int column = 1; column < table.model()->columnCount(); ++column)
        table.setColumnHidden(column, column != 2 && column != 13);
    table.horizontalHeader()->moveSection(table.horizontalHeader()->visualIndex(13), 1);
    stage.find<QLineEdit>()->setText(QStringLiteral("id:c-0000"));
    QAction* action = stage.action(QStringLiteral("Export Table…"));
    QVERIFY(action);
    action->trigger();
    const QString path = m_folder.filePath(QStringLiteral("all.csv"));
    QVERIFY(stage.find<QFileDialog>());
    Q_EMIT stage.find<QFileDialog>()->fileSelected(path);
    const auto lines = linesOf(path);
    QCOMPARE(lines.size(), 18); // titles, sixteen ids, and nothing behind the last end
    QCOMPARE(lines.front(), QByteArray("ID,User Agent,Address\r"));
    QVERIFY2(lines[1].startsWith("c-0000f,"), lines[1].constData());
    QCOMPARE(stage.message(), QStringLiteral("16 rows are in %1.").arg(path));
}

void TestCsvExport::itWritesWhatIsSelected()
{
    Stage stage;
    stage.table().sortByColumn(0, Qt::AscendingOrder);
    for (const int row : { 5, 3 })
        stage.table().selectionModel()->select(stage.table().model()->index(row, 0),
                                               QItemSelectionModel::Select
                                                   | QItemSelectionModel::Rows);
    QAction* action = stage.action(QStringLiteral("Export 2 Rows…"));
    QVERIFY(action);
    const auto lines = stage.table().csv().split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines[1].startsWith("c-00003,"));
    QVERIFY(lines[2].startsWith("c-00005,"));
}

void TestCsvExport::aFailureIsSaid()
{
    Stage stage;
    stage.action(QStringLiteral("Export Table…"))->trigger();
    const QString nowhere = m_folder.filePath(QStringLiteral("no/such/folder.csv"));
    Q_EMIT stage.find<QFileDialog>()->fileSelected(nowhere);
    QVERIFY2(stage.message().startsWith(nowhere + QStringLiteral(" could not be written: ")),
             qPrintable(stage.message()));
}

QTEST_MAIN(TestCsvExport)
#include "tst_csvexport.moc"
