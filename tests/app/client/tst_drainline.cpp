#include "app/client/drainline.h"
#include <QJsonDocument>
#include <QTest>

using namespace sluice;
using namespace Qt::StringLiterals;

class TestDrainLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void spansAreReadable_data();
    void spansAreReadable();
    void lineSaysHowItGoes_data();
    void lineSaysHowItGoes();
    void summarySaysHowItEnded_data();
    void summarySaysHowItEnded();
    void reportSaysAll();
    void reportOfAServerThatDoesNotDrain();
    void planIsExplained();
    void strangersCannotMoveTheCursor();
};

namespace {

QJsonObject object(const char* json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

void TestDrainLine::spansAreReadable_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("past") << qint64 { -5 } << u"0s"_s;
    QTest::newRow("rounded") << qint64 { 1500 } << u"2s"_s;
    QTest::newRow("almost a minute") << qint64 { 59499 } << u"59s"_s;
    QTest::newRow("a minute") << qint64 { 59500 } << u"1m00s"_s;
    QTest::newRow("of the brief") << qint64 { 1450000 } << u"24m10s"_s;
    QTest::newRow("hours") << qint64 { 3900000 } << u"1h05m"_s;
}

void TestDrainLine::spansAreReadable()
{
    QFETCH(qint64, ms);
    QFETCH(QString, text);
    QCOMPARE(spanText(ms), text);
}

void TestDrainLine::lineSaysHowItGoes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("line");
    QTest::newRow("in the middle")
        << QByteArray(R"({"state":"Draining","initial":5000,"remaining":812,"rate_per_s":3.2,
                          "eta_ms":253000,"remaining_ms":1451000})")
        << u"Draining  812 of 5000 left (83% done)  3.2/s, about 4m13s to go  deadline in 24m10s"_s;
    QTest::newRow("nobody leaves")
        << QByteArray(R"({"state":"Evicting","initial":3,"remaining":3,"rate_per_s":0,
                          "eta_ms":null,"remaining_ms":6000})")
        << u"Evicting  3 of 3 left (0% done)  deadline in 5s"_s;
    QTest::newRow("before it begins")
        << QByteArray(R"({"state":"Announced","initial":0,"remaining":0,"remaining_ms":61000})")
        << u"Announced  no clients  deadline in 1m00s"_s;
    QTest::newRow("behind the deadline")
        << QByteArray(R"({"state":"Closing","initial":2,"remaining":1,"remaining_ms":0})")
        << u"Closing  1 of 2 left (50% done)"_s;
    QTest::newRow("a rate without an end")
        << QByteArray(R"({"state":"Draining","initial":2,"remaining":1,"rate_per_s":0.1,
                          "eta_ms":null,"remaining_ms":2000})")
        << u"Draining  1 of 2 left (50% done)  0.1/s  deadline in 1s"_s;
}

void TestDrainLine::lineSaysHowItGoes()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, line);
    QCOMPARE(drainLine(object(json.constData()), 1000), line);
}

void TestDrainLine::summarySaysHowItEnded_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("summary");
    QTest::newRow("all ways")
        << QByteArray(R"({"initial":10,"left":6,"evicted":3,"forced":1,"refused":2,"exit_code":0})")
        << u"Drained: 10 clients; 6 left by themselves, 3 closed along the ramp, 1 closed at the "
           "end, 2 newcomers refused."_s;
    QTest::newRow("one") << QByteArray(R"({"initial":1,"left":1,"exit_code":0})")
                         << u"Drained: 1 client; 1 left by themselves."_s;
    QTest::newRow("nobody") << QByteArray(R"({"initial":0,"exit_code":0})")
                            << u"Drained: 0 clients."_s;
    QTest::newRow("forced") << QByteArray(R"({"initial":2,"forced":2,"exit_code":3})")
                            << u"Cut short by force: 2 clients; 2 closed at the end."_s;
}

void TestDrainLine::summarySaysHowItEnded()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, summary);
    QCOMPARE(drainSummary(object(json.constData())), summary);
}

void TestDrainLine::reportSaysAll()
{
    const QString report = drainReport(
        object(R"({"state":"Draining","reason":"deploy","initial":4,"remaining":1,"left":3,
                   "rate_per_s":1.5,"eta_ms":700,"started":"S","deadline":"D",
                   "remaining_ms":90000})"));
    QCOMPARE(report,
             u"State     Draining (deploy)\n"
             "Clients   1 of 4 left (75% done)\n"
             "So far    3 left by themselves\n"
             "Rate      1.5/s, about 1s to go\n"
             "Began     S\n"
             "Deadline  D, in 1m30s"_s);
}

void TestDrainLine::reportOfAServerThatDoesNotDrain()
{
    const QString report
        = drainReport(object(R"({"state":"Serving","timeout_s":1800,"delay_s":2.5,"ramp_s":120})"));
    QCOMPARE(report,
             u"No drain is running. One would take 30m00s at most, newcomers refused after 3s, the "
             "last 2m00s to close who is still there."_s);
}

void TestDrainLine::planIsExplained()
{
    const QString report = drainPlanReport(
        object(R"({"timeout_s":60,"delay_s":0,"ramp_s":0,"adjustments":["One.","Two."]})"));
    QCOMPARE(report,
             u"A drain would take 1m00s at most, nobody closed before that.\n"
             "Note: One.\nNote: Two."_s);
}

void TestDrainLine::strangersCannotMoveTheCursor()
{
    const QJsonObject status { { u"state"_s, u"\x1b[2JDraining"_s },
                               { u"reason"_s, u"a\r\nb\x07"_s } };
    for (const QString& text : { drainLine(status), drainReport(status), drainPlanReport(status) })
        for (const char16_t forbidden : { u'\x1b', u'\r', u'\x07' })
            QVERIFY(!text.contains(forbidden));
}

QTEST_APPLESS_MAIN(TestDrainLine)
#include "tst_drainline.moc"
