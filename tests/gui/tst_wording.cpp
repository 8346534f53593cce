#include "gui/wording.h"

#include "gui/look/language.h"
#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;
using Tongue = Language::Tongue;

class TestWording : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void figuresAreReadAtAGlance_data();
    void figuresAreReadAtAGlance();
    void countdownsRoundUp_data();
    void countdownsRoundUp();
    void pluralsAreRight_data();
    void pluralsAreRight();
};

void TestWording::figuresAreReadAtAGlance_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("text");
    Language language;
    QVERIFY(language.speak(Tongue::English));
    const auto row = [](const char* what, const QString& said, const char* text) {
        QTest::newRow(what) << said << QString::fromLatin1(text);
    };
    row("thousands are grouped", wording::number(10482), "10,482");
    row("no rate", wording::rate(0), "0/s");
    row("next to no rate", wording::rate(0.03), "0/s");
    row("a small rate", wording::rate(0.44), "0.4/s");
    row("a rate of bytes", wording::byteRate(511.6), "512 B/s");
    row("a high rate of bytes", wording::byteRate(1'434), "1.4 KiB/s");
    row("a whole rate", wording::rate(7), "7/s");
    row("a usual rate", wording::rate(48.24), "48.2/s");
    row("hundreds", wording::rate(812.6), "813/s");
    row("thousands", wording::rate(9400), "9,400/s");
    row("ten thousands", wording::rate(12'345), "12.3k/s");
    row("millions", wording::rate(2'500'000), "2.5M/s");
    row("bytes", wording::bytes(812), "812 B");
    row("kibibytes", wording::bytes(1434), "1.4 KiB");
    row("mebibytes", wording::bytes(5'242'880), "5 MiB");
    row("gibibytes", wording::bytes(3'000'000'000), "2.8 GiB");
    row("nothing of time", wording::span(0ms), "0s");
    row("a time to come", wording::span(-5s), "0s");
    row("seconds", wording::span(59'999ms), "59s");
    row("a whole minute", wording::span(1min), "1m");
    row("minutes and seconds", wording::span(250s), "4m 10s");
    row("hours", wording::span(3h + 5s), "3h");
    row("days", wording::span(291h), "12d 3h");
    QVERIFY(language.speak(Tongue::Ukrainian));
    QTest::newRow("Ukrainian") << wording::span(291h) << QStringLiteral("12 д 3 год");
}

void TestWording::figuresAreReadAtAGlance()
{
    QFETCH(QString, said);
    QFETCH(QString, text);
    QCOMPARE(said, text);
}

void TestWording::countdownsRoundUp_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("over") << qint64(0) << QStringLiteral("00:00");
    QTest::newRow("past") << qint64(-70000) << QStringLiteral("00:00");
    QTest::newRow("the last moment") << qint64(1) << QStringLiteral("00:01");
    QTest::newRow("a minute and more") << qint64(77'400) << QStringLiteral("01:18");
    QTest::newRow("half an hour") << qint64(1'800'000) << QStringLiteral("30:00");
    QTest::newRow("an hour and more") << qint64(3'729'000) << QStringLiteral("1:02:09");
    QTest::newRow("a day and more") << qint64(90'000'000) << QStringLiteral("25:00:00");
}

void TestWording::countdownsRoundUp()
{
    QFETCH(qint64, milliseconds);
    QFETCH(QString, text);
    QCOMPARE(wording::countdown(std::chrono::milliseconds(milliseconds)), text);
}

void TestWording::pluralsAreRight_data()
{
    QTest::addColumn<bool>("ukrainian");
    QTest::addColumn<quint64>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("one") << false << quint64(1) << QStringLiteral("1 client");
    QTest::newRow("many") << false << quint64(10482) << QStringLiteral("10,482 clients");
    QTest::newRow("uk one") << true << quint64(21) << QStringLiteral("21 клієнт");
    QTest::newRow("uk few") << true << quint64(3) << QStringLiteral("3 клієнти");
    QTest::newRow("uk many") << true << quint64(11) << QStringLiteral("11 клієнтів");
}

void TestWording::pluralsAreRight()
{
    QFETCH(bool, ukrainian);
    QFETCH(quint64, count);
    QFETCH(QString, text);
    Language language;
    QVERIFY(language.speak(ukrainian ? Tongue::Ukrainian : Tongue::English));
    QCOMPARE(wording::clients(count), text);
}

QTEST_GUILESS_MAIN(TestWording)
#include "tst_wording.moc"
