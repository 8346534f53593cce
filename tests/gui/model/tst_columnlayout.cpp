#include "gui/model/columnlayout.h"

#include <QTest>

using namespace sluice;

class TestColumnLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itSurvivesItsText();
    void textsOfOtherVersions_data();
    void textsOfOtherVersions();
};

void TestColumnLayout::itSurvivesItsText()
{
    ColumnLayout layout;
    for (int column = connectioncolumn::count - 1; column >= 0; --column)
        layout.columns.push_back({ static_cast<ConnectionColumn>(column), column % 3 * 40 + 20 });
    layout.columns[1].width = 0;
    layout.sortedBy = ConnectionColumn::Queued;
    layout.order = Qt::AscendingOrder;
    const auto again = ColumnLayout::fromText(layout.toText());
    QVERIFY(again);
    QVERIFY(again->columns == layout.columns);
    QCOMPARE(again->sortedBy, layout.sortedBy);
    QCOMPARE(again->order, layout.order);
}

void TestColumnLayout::textsOfOtherVersions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("columns"); // -1: makes no sense
    QTest::newRow("empty") << QString() << -1;
    QTest::newRow("only the id") << QStringLiteral("id:80") << 1;
    QTest::newRow("a column of the future") << QStringLiteral("mood:40 id:80 user:0") << 2;
    QTest::newRow("no id to be seen") << QStringLiteral("id:0 user:80") << -1;
    QTest::newRow("a column twice") << QStringLiteral("id:80 id:90") << -1;
    QTest::newRow("a width below nothing") << QStringLiteral("id:-80") << -1;
    QTest::newRow("a width beyond measure") << QStringLiteral("id:80 user:2000000") << -1;
    QTest::newRow("words") << QStringLiteral("the quick brown fox") << -1;
}

void TestColumnLayout::textsOfOtherVersions()
{
    QFETCH(QString, text);
    QFETCH(int, columns);
    const auto layout = ColumnLayout::fromText(text);
    QCOMPARE(layout ? static_cast<int>(layout->columns.size()) : -1, columns);
}

QTEST_GUILESS_MAIN(TestColumnLayout)
#include "tst_columnlayout.moc"
