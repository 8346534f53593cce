#include "core/runtime/memorytrim.h"

#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;

class TestMemoryTrim : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoLeaves_data();
    void whoLeaves();
    void itComesOnceForACrowd();
    void itComesAgainForTheNextCrowd();
};

namespace {

void leave(MemoryTrim& trim, std::uint64_t from, std::uint64_t to)
{
    for (std::uint64_t clients = from; clients-- > to;)
        trim.clientsLeft(clients);
}

} // namespace

void TestMemoryTrim::whoLeaves_data()
{
    QTest::addColumn<qulonglong>("from");
    QTest::addColumn<qulonglong>("to");
    QTest::addColumn<bool>("planned");
    QTest::newRow("the last of a few hundred") << 999ULL << 0ULL << false;
    QTest::newRow("a thousand of a thousand") << 1000ULL << 0ULL << true;
    QTest::newRow("a thousand of many stay a minority") << 10000ULL << 9000ULL << false;
    QTest::newRow("nearly half") << 10000ULL << 5001ULL << false;
    QTest::newRow("half") << 10000ULL << 5000ULL << true;
}

void TestMemoryTrim::whoLeaves()
{
    QFETCH(qulonglong, from);
    QFETCH(qulonglong, to);
    MemoryTrim trim(1h);
    leave(trim, from, to);
    QTEST(trim.isPlanned(), "planned");
}

void TestMemoryTrim::itComesOnceForACrowd()
{
    int times = 0;
    MemoryTrim trim(0ms, [&times] { ++times; });
    leave(trim, 15000, 0); // half, and half of that, and so on: four reasons
    QTRY_VERIFY(!trim.isPlanned());
    QCOMPARE(times, 1);
}

void TestMemoryTrim::itComesAgainForTheNextCrowd()
{
    int times = 0;
    MemoryTrim trim(0ms, [&times] { ++times; });
    for (int crowd = 1; crowd <= 2; ++crowd) {
        leave(trim, 3000, 0);
        QTRY_COMPARE(times, crowd);
    }
}

QTEST_GUILESS_MAIN(TestMemoryTrim)
#include "tst_memorytrim.moc"
