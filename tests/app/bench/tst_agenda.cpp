#include "app/bench/agenda.h"
#include <QTest>

using namespace sluice::bench;
using namespace std::chrono_literals;

class TestAgenda : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoseTimeHasComeIsTakenInOrder();
    void aLaterTimeReplacesTheEarlier();
    void whatIsCancelledNeverComes();
};

namespace {

const Agenda::Time noon {};

} // namespace

void TestAgenda::whoseTimeHasComeIsTakenInOrder()
{
    Agenda agenda(3);
    agenda.set(0, noon + 20ms);
    agenda.set(1, noon + 10ms);
    agenda.set(2, noon + 30ms);
    QCOMPARE(agenda.next(), std::optional(noon + 10ms));
    QCOMPARE(agenda.takeDue(noon + 9ms), std::nullopt);
    QCOMPARE(agenda.takeDue(noon + 20ms), std::optional(1U));
    QCOMPARE(agenda.takeDue(noon + 20ms), std::optional(0U));
    QCOMPARE(agenda.takeDue(noon + 20ms), std::nullopt);
    QCOMPARE(agenda.next(), std::optional(noon + 30ms));
}

void TestAgenda::aLaterTimeReplacesTheEarlier()
{
    Agenda agenda(1);
    agenda.set(0, noon + 10ms);
    agenda.set(0, noon + 20ms);
    QCOMPARE(agenda.takeDue(noon + 10ms), std::nullopt);
    QCOMPARE(agenda.takeDue(noon + 20ms), std::optional(0U));
    QCOMPARE(agenda.next(), std::nullopt);
}

void TestAgenda::whatIsCancelledNeverComes()
{
    Agenda agenda(2);
    agenda.set(0, noon);
    agenda.cancel(0);
    agenda.cancel(1);
    QCOMPARE(agenda.takeDue(noon + 1h), std::nullopt);
}

QTEST_APPLESS_MAIN(TestAgenda)
#include "tst_agenda.moc"
