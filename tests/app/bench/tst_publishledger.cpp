#include "app/bench/publishledger.h"
#include <QTest>

using namespace sluice::bench;

namespace {

using Kind = PayloadCheck::Kind;
constexpr std::uint32_t thisRun = 7;

PayloadCheck whole(std::uint32_t sequence, std::uint32_t ofRun = thisRun)
{
    return { Kind::Whole, { ofRun, sequence } };
}

bool forAll(std::uint32_t, std::uint32_t)
{
    return true;
}

// Two receivers, three messages that the server put in the order 0, 2, 1; the last was refused.
struct Honest {
    Faults faults;
    PublishLedger ledger { 2 };
    Honest()
    {
        for (int i = 0; i < 4; ++i)
            ledger.begin();
        ledger.accepted(0, 10, faults);
        ledger.accepted(1, 12, faults);
        ledger.accepted(2, 11, faults);
    }
    void receive(std::uint32_t receiver, std::uint32_t sequence, std::uint64_t offset)
    {
        ledger.received(receiver, whole(sequence), offset, thisRun, faults);
    }
    void receiveAll(std::uint32_t receiver)
    {
        receive(receiver, 0, 10);
        receive(receiver, 2, 11);
        receive(receiver, 1, 12);
    }
};

} // namespace

class TestPublishLedger : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theServersOrderIsRightWhateverItIs();
    void aMessageThatComesBeforeItsAnswerIsRightToo();
    void everyMissingDeliveryIsLost();
    void aSecondCopyIsRepeated();
    void offsetsRiseForEachReceiver();
    void everyoneNamesTheSameOffset();
    void whatWasRefusedMustNotCome();
    void anotherGroupsMessageMustNotCome();
    void strangersAndDamageAreCounted();
};

void TestPublishLedger::theServersOrderIsRightWhateverItIs()
{
    Honest run;
    run.receiveAll(0);
    run.receiveAll(1);
    run.ledger.close(forAll, run.faults);
    QVERIFY(!run.faults.any());
}

void TestPublishLedger::aMessageThatComesBeforeItsAnswerIsRightToo()
{
    Faults faults;
    PublishLedger ledger(1);
    const auto sequence = ledger.begin();
    QVERIFY(ledger.received(0, whole(sequence), 5, thisRun, faults));
    ledger.accepted(sequence, 5, faults);
    ledger.close(forAll, faults);
    QVERIFY(!faults.any());
}

void TestPublishLedger::everyMissingDeliveryIsLost()
{
    Honest run;
    run.receiveAll(0);
    run.receive(1, 0, 10);
    run.ledger.close(forAll, run.faults);
    QCOMPARE(run.faults.lost, 2U);
}

void TestPublishLedger::aSecondCopyIsRepeated()
{
    Honest run;
    run.receiveAll(0);
    QVERIFY(!run.ledger.received(0, whole(1), 12, thisRun, run.faults));
    QCOMPARE(run.faults.repeated, 1U);
}

void TestPublishLedger::offsetsRiseForEachReceiver()
{
    Honest run;
    run.receive(0, 2, 11);
    run.receive(0, 0, 10);
    QCOMPARE(run.faults.offsetsNotRising, 1U);
}

void TestPublishLedger::everyoneNamesTheSameOffset()
{
    Honest run;
    run.receive(0, 0, 9); // the answer said 10
    QCOMPARE(run.faults.offsetsNotRising, 1U);
}

void TestPublishLedger::whatWasRefusedMustNotCome()
{
    Honest run;
    run.receiveAll(0);
    run.receiveAll(1);
    run.receive(1, 3, 13);
    run.ledger.close(forAll, run.faults);
    QCOMPARE(run.faults.foreign, 1U);
    QCOMPARE(run.faults.lost, 0U);
}

void TestPublishLedger::anotherGroupsMessageMustNotCome()
{
    Honest run;
    run.receiveAll(0);
    run.receive(1, 0, 10);
    run.ledger.close([](std::uint32_t, std::uint32_t receiver) { return receiver == 0; },
                     run.faults);
    QCOMPARE(run.faults.foreign, 1U);
    QCOMPARE(run.faults.lost, 0U);
}

void TestPublishLedger::strangersAndDamageAreCounted()
{
    Honest run;
    run.ledger.received(0, whole(0, 8), 10, thisRun, run.faults); // of another run
    run.ledger.received(0, whole(4), 13, thisRun, run.faults); // never begun
    QCOMPARE(run.faults.foreign, 2U);
    run.ledger.received(0, { Kind::Damaged, {} }, 10, thisRun, run.faults);
    QCOMPARE(run.faults.damaged, 1U);
}

QTEST_APPLESS_MAIN(TestPublishLedger)
#include "tst_publishledger.moc"
