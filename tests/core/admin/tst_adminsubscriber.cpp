#include "core/admin/adminsubscriber.h"

#include <QTest>

using namespace sluice;

namespace {

class CountingOutlet final : public AdminOutlet {
public:
    explicit CountingOutlet(int& delivered) : m_delivered(delivered) { }
    void deliver(SharedText) override { ++m_delivered; }
    void end() override { }
    bool isRemote() const override { return true; }

private:
    int& m_delivered;
};

constexpr std::size_t least = adminwire::queued({});

SharedText counting(std::size_t octets)
{
    return std::make_shared<const std::string>(octets - least, 'x');
}

struct Bench {
    int delivered = 0;
    AdminSubscriber subscriber { std::make_unique<CountingOutlet>(delivered),
                                 adminwire::Role::Viewer };
};

} // namespace

class TestAdminSubscriber : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void newsStopsWhenTheQueueIsFull();
    void itComesBackOnceAllIsRead();
    void oneMessageMayBeLargerThanTheQueue();
    void answersAreSentAllTheSame();
    void halfAQueueIsNoRoom();
};

void TestAdminSubscriber::newsStopsWhenTheQueueIsFull()
{
    Bench bench;
    for (int i = 0; i < 5; ++i)
        bench.subscriber.report(counting(adminwire::queueBytes / 4));
    QCOMPARE(bench.delivered, 4);
    QVERIFY(bench.subscriber.isLost());
    bench.subscriber.report(counting(least)); // would fit, but something before it is missing
    QCOMPARE(bench.delivered, 4);
}

void TestAdminSubscriber::itComesBackOnceAllIsRead()
{
    Bench bench;
    for (int i = 0; i < 5; ++i)
        bench.subscriber.report(counting(adminwire::queueBytes / 4));
    QVERIFY(!bench.subscriber.taken(adminwire::queueBytes - 1));
    QVERIFY(bench.subscriber.isLost());
    QVERIFY(bench.subscriber.taken(1));
    QVERIFY(!bench.subscriber.isLost());
    bench.subscriber.report(counting(least));
    QCOMPARE(bench.delivered, 5);
    QVERIFY(!bench.subscriber.taken(least)); // it was not lost this time
}

void TestAdminSubscriber::oneMessageMayBeLargerThanTheQueue()
{
    Bench bench;
    bench.subscriber.report(counting(adminwire::queueBytes * 2));
    QCOMPARE(bench.delivered, 1);
    QVERIFY(!bench.subscriber.isLost());
}

void TestAdminSubscriber::answersAreSentAllTheSame()
{
    Bench bench;
    bench.subscriber.report(counting(adminwire::queueBytes));
    bench.subscriber.report(counting(least));
    QVERIFY(bench.subscriber.isLost());
    bench.subscriber.tell("an answer");
    QCOMPARE(bench.delivered, 2);
    QVERIFY(!bench.subscriber.taken(adminwire::queueBytes));
    QVERIFY(bench.subscriber.taken(adminwire::queued("an answer")));
}

void TestAdminSubscriber::halfAQueueIsNoRoom()
{
    Bench bench;
    bench.subscriber.report(counting(adminwire::queueBytes / 2 - 1));
    QVERIFY(bench.subscriber.hasRoom());
    bench.subscriber.report(counting(least));
    QVERIFY(!bench.subscriber.hasRoom());
    bench.subscriber.taken(least);
    QVERIFY(bench.subscriber.hasRoom());
}

QTEST_APPLESS_MAIN(TestAdminSubscriber)
#include "tst_adminsubscriber.moc"
