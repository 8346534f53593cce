#include "gui/model/statshistory.h"

#include <QTest>
#include <cmath>

using namespace sluice;
using namespace std::chrono_literals;

namespace {

constexpr auto zero = Clock::Instant() + 1h;

ServerStats clients(quint64 count)
{
    ServerStats stats;
    stats.clients = count;
    return stats;
}

// 7 8 - - 9: a dash is a second in which nothing was heard.
QString picture(const StatsHistory& history)
{
    QStringList words;
    for (const double value : history.values(StatsHistory::Clients))
        words << (std::isnan(value) ? QStringLiteral("-") : QString::number(value));
    return words.join(QLatin1Char(' '));
}

} // namespace

class TestStatsHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void samples_data();
    void samples();
    void itKeepsFiveMinutes();
    void aLongSilenceLeavesNothingOlder();
    void whatIsNotToldIsNotKnown();
};

void TestStatsHistory::samples_data()
{
    QTest::addColumn<QList<int>>("at"); // milliseconds
    QTest::addColumn<QString>("seen");
    QTest::newRow("one a second") << QList<int> { 0, 1000, 2000 } << QStringLiteral("1 2 3");
    QTest::newRow("a busy server is late")
        << QList<int> { 0, 1700, 2100 } << QStringLiteral("1 2 3");
    QTest::newRow("the answer to a new subscription")
        << QList<int> { 0, 1000, 1100, 2100 } << QStringLiteral("1 3 4");
    QTest::newRow("two seconds of silence")
        << QList<int> { 0, 1000, 4000 } << QStringLiteral("1 2 - - 3");
}

void TestStatsHistory::samples()
{
    QFETCH(QList<int>, at);
    QFETCH(QString, seen);
    StatsHistory history;
    quint64 count = 0;
    for (const int time : at)
        history.add(clients(++count), zero + std::chrono::milliseconds(time));
    QCOMPARE(picture(history), seen);
}

void TestStatsHistory::itKeepsFiveMinutes()
{
    StatsHistory history;
    for (int second = 0; second < 400; ++second)
        history.add(clients(static_cast<quint64>(1000 - second)),
                    zero + std::chrono::seconds(second));
    const auto values = history.values(StatsHistory::Clients);
    QCOMPARE(values.size(), qsizetype { StatsHistory::most });
    QCOMPARE(values.front(), 900.0);
    QCOMPARE(values.back(), 601.0);
    QCOMPARE(history.peak(StatsHistory::Clients), 900.0);
}

void TestStatsHistory::aLongSilenceLeavesNothingOlder()
{
    StatsHistory history;
    history.add(clients(5), zero);
    history.add(clients(3), zero + 12h);
    QCOMPARE(history.values(StatsHistory::Clients).size(), qsizetype { StatsHistory::most });
    QCOMPARE(history.peak(StatsHistory::Clients), 3.0);
}

void TestStatsHistory::whatIsNotToldIsNotKnown()
{
    StatsHistory history;
    QVERIFY(std::isnan(history.peak(StatsHistory::Clients)));
    history.add(clients(5), zero); // of an older server: neither lag nor memory
    QVERIFY(std::isnan(history.values(StatsHistory::LoopLagMs).constFirst()));
    QVERIFY(std::isnan(history.peak(StatsHistory::MemoryBytes)));
}

QTEST_GUILESS_MAIN(TestStatsHistory)
#include "tst_statshistory.moc"
