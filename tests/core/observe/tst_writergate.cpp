#include "core/observe/writergate.h"

#include <QTest>
#include <atomic>
#include <thread>

using sluice::WriterGate;
using Company = sluice::WriterGate::Company;

class TestWriterGate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void manyShareIt();
    void whoIsAloneStaysAlone();
    void nobodyEntersWhileItIsShut();
    void whoHasItWaitsForThoseInside();
};

void TestWriterGate::manyShareIt()
{
    WriterGate gate;
    QVERIFY(gate.enter(Company::Shared));
    QVERIFY(gate.enter(Company::Shared));
    QVERIFY(!gate.enter(Company::Alone));
    gate.leave(Company::Shared);
    QVERIFY(!gate.enter(Company::Alone));
    gate.leave(Company::Shared);
    QVERIFY(gate.enter(Company::Alone));
}

void TestWriterGate::whoIsAloneStaysAlone()
{
    WriterGate gate;
    QVERIFY(gate.enter(Company::Alone));
    QVERIFY(!gate.enter(Company::Shared));
    QVERIFY(!gate.enter(Company::Alone));
    gate.leave(Company::Alone);
    QVERIFY(gate.enter(Company::Shared));
}

void TestWriterGate::nobodyEntersWhileItIsShut()
{
    WriterGate gate;
    gate.shut();
    gate.awaitEmpty();
    QVERIFY(!gate.enter(Company::Shared));
    QVERIFY(!gate.enter(Company::Alone));
    gate.open();
    QVERIFY(gate.enter(Company::Shared));
}

void TestWriterGate::whoHasItWaitsForThoseInside()
{
    for (int round = 0; round < 200; ++round) {
        WriterGate gate;
        std::atomic<int> inside { 2 };
        QVERIFY(gate.enter(Company::Shared));
        QVERIFY(gate.enter(Company::Shared));
        gate.shut();
        int found = -1;
        std::thread owner([&] {
            gate.awaitEmpty();
            found = inside;
        });
        const auto leave = [&] {
            --inside;
            gate.leave(Company::Shared);
        };
        std::thread other(leave);
        leave();
        other.join();
        owner.join();
        QCOMPARE(found, 0);
    }
}

QTEST_APPLESS_MAIN(TestWriterGate)
#include "tst_writergate.moc"
