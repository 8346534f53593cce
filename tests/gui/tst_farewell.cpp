#include "gui/farewell.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace sluice;
using namespace std::chrono_literals;

class TestFarewell : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itCountsFiveSecondsDown();
    void aClickInTheWindowKeepsIt();
    void aClickElsewhereDoesNot();
};

void TestFarewell::itCountsFiveSecondsDown()
{
    QWidget window;
    Farewell farewell(&window, 5ms);
    QSignalSpy said(&farewell, &Farewell::said);
    QSignalSpy over(&farewell, &Farewell::over);
    farewell.begin();
    QTRY_COMPARE(over.size(), 1);
    QCOMPARE(said.size(), 5);
    QVERIFY(said[0][0].toString().contains(QLatin1Char('5')));
    QVERIFY(said[4][0].toString().contains(QLatin1Char('1')));
}

void TestFarewell::aClickInTheWindowKeepsIt()
{
    QWidget window;
    auto* field = new QLineEdit;
    (new QVBoxLayout(&window))->addWidget(field);
    Farewell farewell(&window);
    QSignalSpy said(&farewell, &Farewell::said);
    QTest::mouseClick(field, Qt::LeftButton);
    QCOMPARE(said.size(), 0); // it has not begun
    farewell.begin();
    said.clear();
    QTest::mouseClick(field, Qt::LeftButton);
    QTest::mouseClick(field, Qt::LeftButton);
    QCOMPARE(said.size(), 1);
}

void TestFarewell::aClickElsewhereDoesNot()
{
    QWidget window;
    QWidget another;
    Farewell farewell(&window);
    QSignalSpy said(&farewell, &Farewell::said);
    farewell.begin();
    said.clear();
    QTest::mouseClick(&another, Qt::LeftButton);
    QCOMPARE(said.size(), 0);
}

QTEST_MAIN(TestFarewell)
#include "tst_farewell.moc"
