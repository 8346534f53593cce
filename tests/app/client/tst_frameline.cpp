#include "app/client/clienttable.h"
#include "app/client/frameline.h"
#include "app/client/httpcall.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace sluice;
using namespace Qt::StringLiterals;

class TestFrameLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAsASentence_data();
    void readsAsASentence();
    void problemsBecomeSentences_data();
    void problemsBecomeSentences();
    void clientsStandInColumns();
};

void TestFrameLine::readsAsASentence_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("line");
    QTest::newRow("a client's text")
        << QByteArray(R"({"type":"message","from":"c-1","data":"hello"})") << u"c-1: hello"_s;
    QTest::newRow("a publisher's object")
        << QByteArray(R"({"type":"message","from":null,"data":{"a":[1,2]}})")
        << u"server: {\"a\":[1,2]}"_s;
    QTest::newRow("a bare number")
        << QByteArray(R"({"type":"message","from":"c-1","data":21.5})") << u"c-1: 21.5"_s;
    QTest::newRow("data null") << QByteArray(R"({"type":"message","from":"c-1","data":null})")
                               << u"c-1: null"_s;
    QTest::newRow("a personal message")
        << QByteArray(R"({"type":"personal","from":"c-1","to":"me","data":"psst"})")
        << u"c-1 (only to you): psst"_s;
    QTest::newRow("an ack for one")
        << QByteArray(R"({"type":"ack","recipients":1})") << u"Sent to 1 client."_s;
    QTest::newRow("an ack for nobody")
        << QByteArray(R"({"type":"ack","recipients":0})") << u"Sent to 0 clients."_s;
    QTest::newRow("the server's own sentence")
        << QByteArray(R"({"type":"notification","message":"[System] #1"})") << u"* [System] #1"_s;
    QTest::newRow("an error") << QByteArray(
        R"({"type":"error","code":"rate_limited","message":"Slow down."})")
                              << u"Error rate_limited: Slow down."_s;
    QTest::newRow("an unknown type without a sentence")
        << QByteArray(R"({"type":"weather","sun":true})")
        << u"{\"sun\":true,\"type\":\"weather\"}"_s;
    QTest::newRow("escape sequences cannot reach the terminal")
        << QByteArray(R"({"type":"message","from":"\u001b[2J","data":"a\u001b]0;x\u0007\u009bb"})")
        << u"\uFFFD[2J: a\uFFFD]0;x\uFFFD\uFFFDb"_s;
    QTest::newRow("further lines are set in, so that none can pass for another frame")
        << QByteArray(R"({"type":"message","from":"c-1","data":"a\n12:00:00  server: b"})")
        << u"c-1: a\n    12:00:00  server: b"_s;
}

void TestFrameLine::readsAsASentence()
{
    QFETCH(QByteArray, frame);
    QFETCH(QString, line);
    QCOMPARE(frameLine(QJsonDocument::fromJson(frame).object()), line);
}

void TestFrameLine::problemsBecomeSentences_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("detail and code")
        << 404 << QByteArray(R"({"code":"unknown_client","detail":"No such client."})")
        << u"h:1 answered 404 unknown_client: No such client."_s;
    QTest::newRow("only a title") << 500 << QByteArray(R"({"title":"Internal Server Error"})")
                                  << u"h:1 answered 500: Internal Server Error."_s;
    QTest::newRow("HTML of a proxy") << 502 << QByteArray("<html>") << u"h:1 answered 502."_s;
    QTest::newRow("a token is missing")
        << 401 << QByteArray(R"({"code":"unauthorized","detail":"Say who you are"})")
        << u"h:1 answered 401 unauthorized: Say who you are. Does it want another --token?"_s;
}

void TestFrameLine::problemsBecomeSentences()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, sentence);
    QCOMPARE(problemSentence(status, body, u"h:1"_s), sentence);
}

void TestFrameLine::clientsStandInColumns()
{
    const auto clients = QJsonDocument::fromJson(
                             R"([{"id":"a","peer":"127.0.0.1","port":5,"user_agent":"x\ny"},
                                 {"id":"a-client-with-a-long-name","peer":"::1","port":6}])")
                             .array();
    const QStringList lines = clientTable(clients, true).split(u'\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[1].indexOf(u"127.0.0.1:5"_s), lines[0].indexOf(u"ADDRESS"_s));
    QVERIFY(lines[1].endsWith(u"x y"_s));
    QVERIFY(lines[2].startsWith(u"a-client-with-a-long-name  ::1:6"_s));
}

QTEST_APPLESS_MAIN(TestFrameLine)
#include "tst_frameline.moc"
