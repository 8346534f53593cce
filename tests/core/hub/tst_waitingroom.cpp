#include "core/hub/waitingroom.h"

#include <QSignalSpy>
#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;

namespace {

constexpr SessionKey anna { 0, 1, 1 };
constexpr SessionKey bert { 0, 2, 1 };

Arrival arrivalAt(SessionKey key, std::uint64_t offset)
{
    Arrival arrival;
    arrival.key = key;
    arrival.resumeAfter = { "epoch", offset };
    return arrival;
}

// Who was let in, in order: "1 2".
struct Room {
    WaitingRoom room;
    QStringList events;
    explicit Room(std::chrono::milliseconds patience = 1h) : room(patience)
    {
        QObject::connect(&room, &WaitingRoom::letIn, &room, [this](const Arrival& arrival) {
            events << QString::number(arrival.key.slot);
        });
    }
    QString course() const { return events.join(QLatin1Char(' ')); }
};

} // namespace

class TestWaitingRoom : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoIsReachedIsLetIn();
    void whoLeavesIsNotLetIn();
    void allAreLetInAtOnceInTheOrderOfArrival();
    void patienceEnds();
};

void TestWaitingRoom::whoIsReachedIsLetIn()
{
    Room bench;
    bench.room.enter(arrivalAt(anna, 12));
    bench.room.enter(arrivalAt(bert, 11));
    bench.room.letInUpTo(10);
    QCOMPARE(bench.course(), QString());
    bench.room.letInUpTo(11);
    QCOMPARE(bench.course(), QLatin1String("2"));
    bench.room.letInUpTo(13);
    QCOMPARE(bench.course(), QLatin1String("2 1"));
    QCOMPARE(bench.room.size(), std::size_t { 0 });
}

void TestWaitingRoom::whoLeavesIsNotLetIn()
{
    Room bench;
    bench.room.enter(arrivalAt(anna, 11));
    QVERIFY(bench.room.leave(anna));
    QVERIFY(!bench.room.leave(anna));
    bench.room.letAllIn();
    QCOMPARE(bench.course(), QString());
}

void TestWaitingRoom::allAreLetInAtOnceInTheOrderOfArrival()
{
    Room bench;
    bench.room.enter(arrivalAt(bert, 99));
    bench.room.enter(arrivalAt(anna, 11));
    bench.room.letAllIn();
    QCOMPARE(bench.course(), QLatin1String("2 1"));
}

void TestWaitingRoom::patienceEnds()
{
    Room bench(10ms);
    QSignalSpy letIn(&bench.room, &WaitingRoom::letIn);
    bench.room.enter(arrivalAt(anna, 11));
    QVERIFY(letIn.wait());
    QCOMPARE(bench.course(), QLatin1String("1"));
    bench.room.enter(arrivalAt(bert, 12)); // the clock starts anew
    QVERIFY(letIn.wait());
    QCOMPARE(bench.course(), QLatin1String("1 2"));
}

QTEST_GUILESS_MAIN(TestWaitingRoom)
#include "tst_waitingroom.moc"
