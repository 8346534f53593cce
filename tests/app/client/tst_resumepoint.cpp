#include "app/client/resumepoint.h"
#include "core/runtime/backoff.h"
#include <QJsonDocument>
#include <QTest>
#include <QUrlQuery>

using namespace sluice;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject frame(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

QJsonObject message(qint64 offset, const QString& epoch = u"E"_s)
{
    return { { u"type"_s, u"message"_s }, { u"epoch"_s, epoch }, { u"offset"_s, offset } };
}

QJsonObject welcome(qint64 offset, bool recovered, const QString& epoch = u"E"_s)
{
    return { { u"type"_s, u"welcome"_s },
             { u"epoch"_s, epoch },
             { u"offset"_s, offset },
             { u"session"_s, u"a+b/="_s },
             { u"recovered"_s, recovered } };
}

QString offsetIn(const ResumePoint& point)
{
    return QUrlQuery(point.urlFor(QUrl(u"ws://h/ws"_s))).queryItemValue(u"offset"_s);
}

} // namespace

class TestResumePoint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingToResumeBeforeAWelcome();
    void asksWithPositionAndSession();
    void aMessageOfBothConnectionsIsShownOnce();
    void anAckRaisesThePosition();
    void replayAfterABreakIsShown();
    void anotherEpochStartsAnew();
    void framesWithoutPositionAreAlwaysShown_data();
    void framesWithoutPositionAreAlwaysShown();
    void backoffGrowsToItsCeilingAndNeverVanishes();
    void whatTheServerToldCountsAloneOnlyAtFirst();
};

void TestResumePoint::nothingToResumeBeforeAWelcome()
{
    const QUrl url(u"ws://h/ws?format=text"_s);
    QCOMPARE(ResumePoint().urlFor(url), url);
}

void TestResumePoint::asksWithPositionAndSession()
{
    ResumePoint point;
    QVERIFY(point.take(welcome(7, false)));
    const QUrl url = point.urlFor(QUrl(u"ws://h/ws?format=text&offset=1"_s));
    QCOMPARE(url.query(QUrl::FullyEncoded), u"format=text&epoch=E&offset=7&session=a%2Bb%2F%3D"_s);
}

void TestResumePoint::aMessageOfBothConnectionsIsShownOnce()
{
    ResumePoint point;
    point.take(welcome(7, false));
    QVERIFY(point.take(message(8)));
    QVERIFY(point.take(message(9)));
    point.take(welcome(8, true)); // the successor was opened when 8 was the last
    QVERIFY(!point.take(message(9)));
    QVERIFY(point.take(message(10)));
    QVERIFY(!point.take(message(10)));
    QCOMPARE(offsetIn(point), u"10"_s);
}

void TestResumePoint::anAckRaisesThePosition()
{
    ResumePoint point;
    point.take(welcome(7, false));
    QVERIFY(point.take(frame(R"({"type":"ack","epoch":"E","offset":8})")));
    QCOMPARE(offsetIn(point), u"8"_s);
    QVERIFY(!point.take(message(8)));
}

void TestResumePoint::replayAfterABreakIsShown()
{
    ResumePoint point;
    point.take(welcome(7, false));
    point.take(message(8));
    point.take(welcome(8, true));
    QVERIFY(point.take(message(9)));
}

void TestResumePoint::anotherEpochStartsAnew()
{
    ResumePoint point;
    point.take(welcome(700, false));
    point.take(welcome(2, false, u"F"_s));
    QVERIFY(point.take(message(3, u"F"_s)));
    QCOMPARE(offsetIn(point), u"3"_s);
}

void TestResumePoint::framesWithoutPositionAreAlwaysShown_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("presence") << QByteArray(R"({"type":"presence","joined":["c-2"]})");
    QTest::newRow("status") << QByteArray(R"({"type":"status","clients":1})");
    QTest::newRow("a gap") << QByteArray(R"({"type":"gap","epoch":"E","from":1,"to":5})");
    QTest::newRow("a type of the future") << QByteArray(R"({"type":"weather","offset":1})");
}

void TestResumePoint::framesWithoutPositionAreAlwaysShown()
{
    QFETCH(QByteArray, text);
    ResumePoint point;
    point.take(welcome(7, false));
    QVERIFY(point.take(frame(text.constData())));
    QVERIFY(point.take(frame(text.constData())));
    QCOMPARE(offsetIn(point), u"7"_s);
}

void TestResumePoint::backoffGrowsToItsCeilingAndNeverVanishes()
{
    Backoff backoff;
    QCOMPARE(backoff.next(0).count(), 250);
    QCOMPARE(backoff.next(0).count(), 500);
    for (int i = 0; i < 20; ++i)
        backoff.next(0.5);
    QCOMPARE(backoff.next(0).count(), 15'000);
    QVERIFY(backoff.next(0.999) < 30s);
    backoff.reset();
    QCOMPARE(backoff.next(0).count(), 250);
}

void TestResumePoint::whatTheServerToldCountsAloneOnlyAtFirst()
{
    Backoff backoff;
    QCOMPARE(backoff.next(0, 0ms), 0ms);
    QCOMPARE(backoff.next(0, 0ms), 500ms); // one that says "at once" again is not stormed
    QCOMPARE(backoff.next(0, 7000ms), 7000ms);
    backoff.reset();
    QCOMPARE(backoff.next(0, 7000ms), 7000ms);
    backoff.reset();
    QCOMPARE(backoff.next(0, -1ms), 250ms);
}

QTEST_APPLESS_MAIN(TestResumePoint)
#include "tst_resumepoint.moc"
