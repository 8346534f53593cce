#include "core/http/response.h"
#include <QTest>

using namespace sluice;

class TestResponse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholeReply();
    void headKeepsTheLength();
    void connection_data();
    void connection();
    void statusesWithoutBody_data();
    void statusesWithoutBody();
    void noContentTypeMeansNoBody();
    void fieldsAreAdded();
    void nothingCanBeInjected();
    void problemIsRfc9457();
    void phrases();
};

void TestResponse::wholeReply()
{
    QCOMPARE(serialize(Response::json("{}", 202), false, true),
             std::string("HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n"
                         "Content-Length: 2\r\nConnection: keep-alive\r\n"
                         "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n\r\n{}"));
}

void TestResponse::headKeepsTheLength()
{
    const std::string reply = serialize(Response::text("hello"), true, true);
    QVERIFY(reply.find("Content-Length: 5\r\n") != std::string::npos);
    QVERIFY(reply.find("Content-Type: text/plain; charset=utf-8\r\n") != std::string::npos);
    QVERIFY(reply.ends_with("\r\n\r\n"));
}

void TestResponse::connection_data()
{
    QTest::addColumn<bool>("close");
    QTest::addColumn<bool>("keepAlive");
    QTest::addColumn<bool>("upgrade");
    QTest::addColumn<std::string>("value");
    QTest::newRow("kept") << false << true << false << std::string("keep-alive");
    QTest::newRow("the client closes") << false << false << false << std::string("close");
    QTest::newRow("the handler closes") << true << true << false << std::string("close");
    QTest::newRow("an Upgrade is named")
        << false << true << true << std::string("keep-alive, upgrade");
}

void TestResponse::connection()
{
    QFETCH(bool, close);
    QFETCH(bool, keepAlive);
    QFETCH(bool, upgrade);
    QFETCH(std::string, value);
    Response response = Response::text("x", 426);
    response.close = close;
    if (upgrade)
        response.fields.emplace_back("Upgrade", "websocket");
    const std::string reply = serialize(response, false, keepAlive);
    QVERIFY(reply.find("\r\nConnection: " + value + "\r\n") != std::string::npos);
}

void TestResponse::statusesWithoutBody_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("204") << 204;
    QTest::newRow("304") << 304;
}

void TestResponse::statusesWithoutBody()
{
    QFETCH(int, status);
    const std::string reply = serialize(Response::text("never sent", status), false, true);
    QVERIFY(reply.find("Content-Length") == std::string::npos);
    QVERIFY(reply.find("Content-Type:") == std::string::npos);
    QVERIFY(reply.ends_with("\r\n\r\n"));
}

void TestResponse::noContentTypeMeansNoBody()
{
    Response response;
    response.body = "never sent";
    const std::string reply = serialize(response, false, true);
    QVERIFY(reply.find("Content-Length: 0\r\n") != std::string::npos);
    QVERIFY(reply.ends_with("\r\n\r\n"));
}

void TestResponse::fieldsAreAdded()
{
    Response response = Response::text("x");
    response.fields = { { "Allow", "GET, HEAD" }, { "cache-control", "max-age=60" } };
    const std::string reply = serialize(response, false, true);
    QVERIFY(reply.find("\r\nAllow: GET, HEAD\r\n") != std::string::npos);
    QVERIFY(reply.find("\r\ncache-control: max-age=60\r\n") != std::string::npos);
    QVERIFY(reply.find("no-store") == std::string::npos);
}

void TestResponse::nothingCanBeInjected()
{
    Response response = Response::text("x");
    response.contentType = "text/plain\r\nSet-Cookie: a";
    response.fields = { { "Location", "/\r\nX-Evil: 1\r\n\r\nbody" },
                        { "X: y\r\nX-Evil", "1" },
                        { "Content-Length", "99" },
                        { "transfer-encoding", "chunked" },
                        { "Connection", "upgrade" } };
    const std::string reply = serialize(response, false, true);
    QCOMPARE(reply,
             std::string("HTTP/1.1 200 OK\r\nContent-Type: text/plainSet-Cookie: a\r\n"
                         "Content-Length: 1\r\nConnection: keep-alive\r\n"
                         "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
                         "Location: /X-Evil: 1body\r\n\r\nx"));
}

void TestResponse::problemIsRfc9457()
{
    const Response response = problem(404, "unknown_client", "no \"alice\" here");
    QCOMPARE(response.status, 404);
    QCOMPARE(response.contentType, std::string("application/problem+json"));
    const std::string expected
        = "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
          "\"code\":\"unknown_client\",\"detail\":\"no \\\"alice\\\" here\"}";
    QCOMPARE(response.body, expected);
}

void TestResponse::phrases()
{
    QCOMPARE(statusPhrase(200), std::string_view("OK"));
    QCOMPARE(statusPhrase(431), std::string_view("Request Header Fields Too Large"));
    QVERIFY(!statusPhrase(299).empty());
}

QTEST_APPLESS_MAIN(TestResponse)
#include "tst_response.moc"
