#include "core/admin/dirtyset.h"

#include <QTest>

using sluice::DirtySet;

namespace {

// "+a -b1" : a is up, b is gone with code 1.
DirtySet setOf(const QString& events)
{
    DirtySet dirty;
    for (const QString& event : events.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const std::string id = event.mid(1, 1).toStdString();
        if (event.startsWith(QLatin1Char('+')))
            dirty.up(id);
        else
            dirty.gone({ id, QStringView(event).mid(2).toUShort(), {}, false });
    }
    return dirty;
}

// As it is told: first who has gone, then who is there.
QString told(const DirtySet::Batch& batch)
{
    QStringList news;
    for (const sluice::GoneClient& client : batch.gone)
        news << QLatin1Char('-') + QString::fromStdString(client.id) + QString::number(client.code);
    for (const std::string& id : batch.up)
        news << QLatin1Char('+') + QString::fromStdString(id);
    return news.join(QLatin1Char(' '));
}

} // namespace

class TestDirtySet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsTold_data();
    void whatIsTold();
    void theOldestNewsGoesFirst();
    void itCountsWhatItHolds();
    void clearedItHoldsNothing();
};

void TestDirtySet::whatIsTold_data()
{
    QTest::addColumn<QString>("events");
    QTest::addColumn<QString>("news");
    const auto row = [](const char* name, const char* events, const char* news) {
        QTest::newRow(name) << QString::fromLatin1(events) << QString::fromLatin1(news);
    };
    row("nothing", "", "");
    row("one came", "+a", "+a");
    row("one changed three times", "+a +a +a", "+a");
    row("one went", "-a1", "-a1");
    row("came and went: only that it went", "+a -a1", "-a1");
    row("went and came back: both, in that order", "-a1 +a", "-a1 +a");
    row("came, went and came", "+a -a1 +a", "-a1 +a");
    row("went, came and went: the last way it went", "-a1 +a -a2", "-a2");
    row("others keep their order", "+a +b -c1 +a +d", "-c1 +a +b +d");
}

void TestDirtySet::whatIsTold()
{
    QFETCH(QString, events);
    QFETCH(QString, news);
    DirtySet dirty = setOf(events);
    QCOMPARE(told(dirty.take(10)), news);
    QVERIFY(dirty.isEmpty());
}

void TestDirtySet::theOldestNewsGoesFirst()
{
    DirtySet dirty = setOf(QStringLiteral("+a -b1 +c +a"));
    QCOMPARE(told(dirty.take(2)), QStringLiteral("-b1 +a"));
    dirty.up("a"); // is news again, behind what waits
    QCOMPARE(told(dirty.take(1)), QStringLiteral("+c"));
    QCOMPARE(told(dirty.take(5)), QStringLiteral("+a"));
}

void TestDirtySet::itCountsWhatItHolds()
{
    DirtySet dirty = setOf(QStringLiteral("+a -b1 -b2 +b +c -c1"));
    QCOMPARE(dirty.size(), std::size_t { 3 });
    QCOMPARE(dirty.goneCount(), std::size_t { 2 });
    dirty.take(2);
    QCOMPARE(dirty.size(), std::size_t { 1 });
    QCOMPARE(dirty.goneCount(), std::size_t { 1 });
}

void TestDirtySet::clearedItHoldsNothing()
{
    DirtySet dirty = setOf(QStringLiteral("+a -b1"));
    dirty.clear();
    QVERIFY(dirty.isEmpty());
    QCOMPARE(dirty.goneCount(), std::size_t { 0 });
    QCOMPARE(told(dirty.take(5)), QString());
}

QTEST_APPLESS_MAIN(TestDirtySet)
#include "tst_dirtyset.moc"
