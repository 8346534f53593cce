#include "core/history/memoryhistory.h"

#include <QTest>
#include <random>

using namespace std::chrono_literals;
using namespace sluice;

namespace {

const WallTime start { std::chrono::hours(24 * 365 * 50) };

MemoryHistory::Entry entry(std::uint64_t offset, WallTime time = start)
{
    Message message;
    message.offset = offset;
    message.time = time;
    return { std::make_shared<const Message>(message),
             std::make_shared<const Frame>(Frame { std::to_string(offset), offset }), nullptr };
}

// "3 4 5"; "unprovable" when there is no answer.
QString replayed(MemoryHistory& history, std::uint64_t after, WallTime now = start)
{
    const auto entries = history.since(after, now);
    if (!entries)
        return QStringLiteral("unprovable");
    QStringList offsets;
    for (const auto& one : *entries)
        offsets << QString::fromStdString(one.frame->octets);
    return offsets.join(QLatin1Char(' '));
}

} // namespace

class TestMemoryHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void replaysWhatCanBeProved_data();
    void replaysWhatCanBeProved();
    void anEmptyHistoryProvesTheBeginningOnly();
    void oldMessagesGo();
    void withoutRoomOnlyTheHeadIsProved();
    void replaysAreContiguous();
    void anOrderThatGoesOnIsProvedFromItsHeadOn();
    void whatIsKeptCanBePassedOn();
};

void TestMemoryHistory::replaysWhatCanBeProved_data()
{
    QTest::addColumn<int>("after");
    QTest::addColumn<QString>("expected");
    QTest::newRow("at the head nothing was missed") << 7 << "";
    QTest::newRow("the last one was missed") << 6 << "7";
    QTest::newRow("all that is kept was missed") << 3 << "4 5 6 7";
    QTest::newRow("one more than is kept was missed") << 2 << "unprovable";
    QTest::newRow("everything was missed") << 0 << "unprovable";
    QTest::newRow("a position of the future") << 8 << "unprovable";
}

void TestMemoryHistory::replaysWhatCanBeProved()
{
    QFETCH(int, after);
    QFETCH(QString, expected);
    MemoryHistory history(4, 5min);
    for (std::uint64_t offset = 1; offset <= 7; ++offset)
        history.append(entry(offset));
    QCOMPARE(history.size(), std::size_t { 4 });
    QCOMPARE(replayed(history, static_cast<std::uint64_t>(after)), expected);
}

void TestMemoryHistory::anEmptyHistoryProvesTheBeginningOnly()
{
    MemoryHistory history(4, 5min);
    QCOMPARE(replayed(history, 0), QString());
    QCOMPARE(replayed(history, 1), QStringLiteral("unprovable"));
}

void TestMemoryHistory::oldMessagesGo()
{
    MemoryHistory history(100, 5min);
    history.append(entry(1, start));
    history.append(entry(2, start + 4min));
    QCOMPARE(replayed(history, 0, start + 5min), QStringLiteral("1 2"));
    QCOMPARE(replayed(history, 0, start + 5min + 1ms), QStringLiteral("unprovable"));
    QCOMPARE(replayed(history, 1, start + 5min + 1ms), QStringLiteral("2"));
    history.append(entry(3, start + 10min)); // trims by its own time
    QCOMPARE(history.size(), std::size_t { 1 });
    QCOMPARE(replayed(history, 3, start + 1h), QString()); // nothing is kept, nothing was missed
    QCOMPARE(replayed(history, 2, start + 1h), QStringLiteral("unprovable"));
    QCOMPARE(history.size(), std::size_t { 0 });
}

void TestMemoryHistory::withoutRoomOnlyTheHeadIsProved()
{
    MemoryHistory history(0, 5min);
    history.append(entry(1));
    QCOMPARE(history.size(), std::size_t { 0 });
    QCOMPARE(replayed(history, 1), QString());
    QCOMPARE(replayed(history, 0), QStringLiteral("unprovable"));
}

void TestMemoryHistory::replaysAreContiguous()
{
    for (unsigned seed = 1; seed <= 300; ++seed) {
        std::mt19937 random(seed);
        const auto upTo = [&](unsigned most) {
            return std::uniform_int_distribution<unsigned>(0, most)(random);
        };
        MemoryHistory history(upTo(10), std::chrono::seconds(upTo(30)));
        WallTime now = start;
        std::uint64_t head = 0;
        for (int step = 0; step < 60; ++step) {
            now += std::chrono::milliseconds(upTo(3000));
            if (upTo(2) > 0)
                history.append(entry(++head, now));
            const std::uint64_t after = upTo(static_cast<unsigned>(head) + 1);
            const auto entries = history.since(after, now);
            if (!entries)
                continue;
            std::uint64_t expected = after;
            for (const auto& one : *entries)
                QCOMPARE(one.message->offset, ++expected);
            QCOMPARE(expected, head);
        }
    }
}

void TestMemoryHistory::anOrderThatGoesOnIsProvedFromItsHeadOn()
{
    MemoryHistory history(4, 5min);
    history.startAt(7);
    QCOMPARE(replayed(history, 7), QString());
    QCOMPARE(replayed(history, 6), QStringLiteral("unprovable"));
    history.append(entry(8));
    QCOMPARE(replayed(history, 7), QStringLiteral("8"));
}

void TestMemoryHistory::whatIsKeptCanBePassedOn()
{
    MemoryHistory history(4, 5min);
    for (std::uint64_t offset = 1; offset <= 7; ++offset)
        history.append(entry(offset, start + std::chrono::minutes(offset)));
    std::vector<std::uint64_t> offsets;
    for (const SharedMessage& message : history.kept(start + 10min + 1ms))
        offsets.push_back(message->offset);
    QCOMPARE(offsets, (std::vector<std::uint64_t> { 6, 7 }));
}

QTEST_APPLESS_MAIN(TestMemoryHistory)
#include "tst_memoryhistory.moc"
