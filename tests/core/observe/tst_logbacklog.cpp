#include "core/observe/logbacklog.h"

#include <QTest>
#include <algorithm>
#include <string>

using sluice::LogBacklog;

class TestLogBacklog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatGoesInComesOutInOrder();
    void piecesAreWholeLinesThatAPipeTakesAtOnce();
    void aPieceThatMayBeOnItsWayStaysAsItIs();
    void memoryIsBounded_data();
    void memoryIsBounded();
    void theRestOfALineAlwaysFitsAndComesFirst();
};

namespace {

std::string lineOf(std::size_t size)
{
    return std::string(size - 1, 'x') + '\n';
}

std::string takeAll(LogBacklog& backlog)
{
    std::string all;
    for (; !backlog.isEmpty(); backlog.dropFirst())
        all += backlog.first();
    return all;
}

} // namespace

void TestLogBacklog::whatGoesInComesOutInOrder()
{
    LogBacklog backlog;
    std::string expected;
    for (int i = 0; i < 2000; ++i) {
        const std::string line = std::to_string(i)
            + lineOf(i % 100 == 0 ? 9000 : 1 + static_cast<std::size_t>(i) % 70);
        QVERIFY(backlog.put(line));
        expected += line;
    }
    QVERIFY(takeAll(backlog) == expected);
}

void TestLogBacklog::piecesAreWholeLinesThatAPipeTakesAtOnce()
{
    LogBacklog backlog;
    for (int i = 0; i < 1000; ++i)
        QVERIFY(backlog.put(lineOf(i % 100 == 0 ? 9000 : 300)));
    int pieces = 0;
    for (; !backlog.isEmpty(); backlog.dropFirst(), ++pieces) {
        const auto piece = backlog.first();
        QVERIFY(piece.ends_with('\n'));
        QVERIFY(piece.size() <= LogBacklog::pieceSize
                || std::count(piece.begin(), piece.end(), '\n') == 1);
    }
    QVERIFY(pieces < 200);
}

void TestLogBacklog::aPieceThatMayBeOnItsWayStaysAsItIs()
{
    LogBacklog backlog;
    QVERIFY(backlog.put("one\n"));
    const auto first = backlog.first();
    for (int i = 0; i < 1000; ++i)
        QVERIFY(backlog.put(lineOf(100)));
    QVERIFY(first == "one\n");
    QCOMPARE(static_cast<const void*>(backlog.first().data()),
             static_cast<const void*>(first.data()));
}

void TestLogBacklog::memoryIsBounded_data()
{
    QTest::addColumn<quint64>("lineSize");
    QTest::addColumn<quint64>("fewest"); // octets that fit all the same
    constexpr quint64 capacity = LogBacklog::capacity;
    QTest::newRow("short lines") << quint64(80) << capacity * 9 / 10;
    QTest::newRow("lines that leave half a piece empty") << quint64(2100) << capacity / 2;
    QTest::newRow("lines longer than a piece") << quint64(5000) << capacity * 9 / 10;
    QTest::newRow("one line as large as all of it") << capacity << capacity;
    QTest::newRow("one that is larger") << capacity + 1 << quint64(0);
}

void TestLogBacklog::memoryIsBounded()
{
    QFETCH(quint64, lineSize);
    QFETCH(quint64, fewest);
    LogBacklog backlog;
    quint64 taken = 0;
    while (backlog.put(lineOf(lineSize)))
        taken += lineSize;
    QVERIFY2(taken >= fewest, qPrintable(QString::number(taken)));
    QVERIFY2(taken <= LogBacklog::capacity, qPrintable(QString::number(taken)));
    if (taken == 0)
        return;
    backlog.dropFirst();
    QVERIFY(backlog.put(lineOf(lineSize)));
}

void TestLogBacklog::theRestOfALineAlwaysFitsAndComesFirst()
{
    LogBacklog backlog;
    QVERIFY(backlog.put(lineOf(LogBacklog::capacity)));
    backlog.putFirst("rest\n");
    QVERIFY(backlog.first() == "rest\n");
    backlog.dropFirst();
    QCOMPARE(backlog.first().size(), LogBacklog::capacity);
    backlog.dropFirst();
    QVERIFY(backlog.isEmpty());
    QVERIFY(backlog.put(lineOf(LogBacklog::capacity))); // nothing of it is counted any more
}

QTEST_APPLESS_MAIN(TestLogBacklog)
#include "tst_logbacklog.moc"
