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

SharedText textOf(std::size_t octets)
{
    return std::make_shared<const std::string>(octets, 'x');
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
        bench.subscriber.report(textOf(adminwire::queueBytes / 4));
    QCOMPARE(bench.delivered, 4);
    QVERIFY(bench.subscriber.isLost());
    bench.subscriber.report(textOf(1)); // would fit, but something before it is missing
    QCOMPARE(bench.delivered, 4);
}

void TestAdminSubscriber::itComesBackOnceAllIsRead()
{
    Bench bench;
    for (int i = 0; i < 5; ++i)
        bench.subscriber.report(textOf(adminwire::queueBytes / 4));
    QVERIFY(!bench.subscriber.taken(adminwire::queueBytes - 1));
    QVERIFY(bench.subscriber.isLost());
    QVERIFY(bench.subscriber.taken(1));
    QVERIFY(!bench.subscriber.isLost());
    bench.subscriber.report(textOf(1));
    QCOMPARE(bench.delivered, 5);
    QVERIFY(!bench.subscriber.taken(1)); // it was not lost this time
}

void TestAdminSubscriber::oneMessageMayBeLargerThanTheQueue()
{
    Bench bench;
    bench.subscriber.report(textOf(adminwire::queueBytes * 2));
    QCOMPARE(bench.delivered, 1);
    QVERIFY(!bench.subscriber.isLost());
}

void TestAdminSubscriber::answersAreSentAllTheSame()
{
    Bench bench;
    bench.subscriber.report(textOf(adminwire::queueBytes));
    bench.subscriber.report(textOf(1));
    QVERIFY(bench.subscriber.isLost());
    bench.subscriber.tell("an answer");
    QCOMPARE(bench.delivered, 2);
    QVERIFY(!bench.subscriber.taken(adminwire::queueBytes));
    QVERIFY(bench.subscriber.taken(std::strlen("an answer")));
}

void TestAdminSubscriber::halfAQueueIsNoRoom()
{
    Bench bench;
    bench.subscriber.report(textOf(adminwire::queueBytes / 2 - 1));
    QVERIFY(bench.subscriber.hasRoom());
    bench.subscriber.report(textOf(1));
    QVERIFY(!bench.subscriber.hasRoom());
    bench.subscriber.taken(1);
    QVERIFY(bench.subscriber.hasRoom());
}

QTEST_APPLESS_MAIN(TestAdminSubscriber)
#include "tst_adminsubscriber.moc"
