#include "gui/widgets/durationbox.h"

#include "gui/look/language.h"
#include <QLineEdit>
#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;

class TestDurationBox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_language.speak(Language::Tongue::English)); }
    void whatIsTypedIsUnderstood_data();
    void whatIsTypedIsUnderstood();
    void whatItShowsItReads_data();
    void whatItShowsItReads();
    void stepsAreRound_data();
    void stepsAreRound();

private:
    Language m_language;
};

void TestDurationBox::whatIsTypedIsUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("seconds");
    const auto row = [](const QString& text, int seconds) {
        QTest::newRow(qPrintable(text)) << text << seconds;
    };
    constexpr int asBefore = 60;
    row(QStringLiteral("90"), 90);
    row(QStringLiteral("90s"), 90);
    row(QStringLiteral("5m"), 300);
    row(QStringLiteral("5 min"), 300);
    row(QStringLiteral("1h 30m"), 5400);
    row(QStringLiteral("1h30m10s"), 5410);
    row(QStringLiteral("2d"), 172800);
    row(QStringLiteral("1 год 5 хв"), 3900);
    row(QStringLiteral("30m 1h"), asBefore);
    row(QStringLiteral("9d"), asBefore); // more than a week
    row(QString(), asBefore);
}

void TestDurationBox::whatIsTypedIsUnderstood()
{
    QFETCH(QString, text);
    QFETCH(int, seconds);
    DurationBox box;
    box.setDuration(60s);
    auto* field = box.findChild<QLineEdit*>();
    field->selectAll();
    field->insert(text);
    QTest::keyClick(&box, Qt::Key_Return);
    QCOMPARE(box.value(), seconds);
}

void TestDurationBox::whatItShowsItReads_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << 0 << QStringLiteral("0s");
    QTest::newRow("seconds") << 45 << QStringLiteral("45s");
    QTest::newRow("half an hour") << 1800 << QStringLiteral("30m");
    QTest::newRow("all units") << 93784 << QStringLiteral("1d 2h 3m 4s");
}

void TestDurationBox::whatItShowsItReads()
{
    QFETCH(int, seconds);
    QFETCH(QString, text);
    DurationBox box;
    box.setDuration(std::chrono::seconds(seconds));
    QCOMPARE(box.text(), text);
    box.interpretText();
    QCOMPARE(box.value(), seconds);
}

void TestDurationBox::stepsAreRound_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("up");
    QTest::addColumn<int>("down");
    QTest::newRow("seconds") << 20 << 25 << 15;
    QTest::newRow("between seconds") << 22 << 25 << 20;
    QTest::newRow("at a minute") << 60 << 90 << 55;
    QTest::newRow("minutes") << 1800 << 2100 << 1500;
    QTest::newRow("at the bottom") << 0 << 5 << 0;
}

void TestDurationBox::stepsAreRound()
{
    QFETCH(int, from);
    QFETCH(int, up);
    QFETCH(int, down);
    DurationBox box;
    box.setValue(from);
    box.stepBy(1);
    QCOMPARE(box.value(), up);
    box.setValue(from);
    box.stepBy(-1);
    QCOMPARE(box.value(), down);
}

QTEST_MAIN(TestDurationBox)
#include "tst_durationbox.moc"
