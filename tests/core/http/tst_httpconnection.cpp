#include "core/http/httpconnection.h"

#include "tests/core/http/httpstation.h"
#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;

class TestHttpConnection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesAndCloses_data();
    void refusesAndCloses();
    void answersAndStays_data();
    void answersAndStays();
    void headMayComeOctetByOctet();
    void slowHeadIsRefused_data();
    void slowHeadIsRefused();
    void pipelinedRequestsAreAnsweredInOrder();
    void hundredthReplyIsTheLast();
    void peerMayAskToClose_data();
    void peerMayAskToClose();
    void headReplyHasNoBody();
    void bodyMayComeInPieces();
    void expectationIsAnswered();
    void refusedBodyIsNotRead();
    void halfClosedPeerGetsItsAnswer_data();
    void halfClosedPeerGetsItsAnswer();
    void waitingRequestHoldsBackTheNext();
    void largeReplyReachesASlowReader();
    void idleConnectionIsClosedInSilence();
    void lateBodyIsRefused();
    void silentHubIsAnsweredFor();
    void peerWhoDoesNotReadIsLetGo();
    void lingeringHasAnEnd();
};

void TestHttpConnection::refusesAndCloses_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const std::string& octets, int status) {
        QTest::newRow(name) << QByteArray::fromStdString(octets) << status;
    };
    const std::string host = "Host: localhost\r\n";
    row("garbage", "\x01\x02\x03\x04", 400);
    row("a TLS hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400);
    row("words", "hello there\r\n\r\n", 400);
    row("no Host", "GET / HTTP/1.1\r\n\r\n", 400);
    row("another version", "GET / HTTP/2.0\r\n" + host + "\r\n", 400);
    row("a chunked body", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n", 400);
    row("a head too long", "GET / HTTP/1.1\r\n" + host + "X: " + std::string(9000, 'x'), 431);
    row(
        "too many fields",
        [&host] {
            std::string head = "GET / HTTP/1.1\r\n" + host;
            for (int i = 0; i < 70; ++i)
                head += "X: y\r\n";
            return head + "\r\n";
        }(),
        431);
    row("a body too long", post(std::string(4097, 'x')), 413);
    row("a body longer than any number",
        "POST /broadcast HTTP/1.1\r\n" + host
            + "Content-Length: 99999999999999999999999999\r\n\r\n",
        413);
    row("an unknown expectation", post("x", "Expect: miracles\r\n"), 417);
    row("a body nobody may send", post("x", "X-Forwarded-For: 192.0.2.1\r\n"), 403);
    row("an upgrade with a body",
        "GET /ws HTTP/1.1\r\n" + host
            + "Connection: upgrade\r\nUpgrade: websocket\r\nContent-Length: 1\r\n\r\nx",
        400);
}

void TestHttpConnection::refusesAndCloses()
{
    QFETCH(QByteArray, octets);
    QFETCH(int, status);
    HttpStation station;
    RawPeer peer = station.connect();
    QVERIFY(peer.send(octets.toStdString()));
    const std::string reply = peer.everything();
    QCOMPARE(statusOf(reply), status);
    QVERIFY(reply.find("Connection: close\r\n") != std::string::npos);
    QVERIFY(reply.find("application/problem+json") != std::string::npos);
}

void TestHttpConnection::answersAndStays_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("contains");
    const auto row = [](const char* name, const std::string& line, int status, const char* contains,
                        const std::string& fields = {}) {
        QTest::newRow(name) << QByteArray::fromStdString(line + " HTTP/1.1\r\nHost: localhost\r\n"
                                                         + fields + "\r\n")
                            << status << QByteArray(contains);
    };
    const std::string upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    row("the page", "GET /", 200, "Content-Security-Policy: default-src 'none'");
    row("an unknown path", "GET /nowhere", 404, "\"not_found\"");
    row("a wrong method", "DELETE /health", 405, "Allow: GET, HEAD\r\n");
    row("an unknown method", "BREW /health", 501, "\"not_implemented\"");
    row("a plain GET of /ws", "GET /ws", 426, "Upgrade: websocket\r\n");
    row("a plain GET of /ws/anna", "GET /ws/anna", 426, "Upgrade: websocket\r\n");
    row("a plain GET of /echo", "GET /echo", 426, "Upgrade: websocket\r\n");
    row("an upgrade of another path", "GET /health", 404, "\"not_found\"", upgrade);
    row("an upgrade of /ws/", "GET /ws/", 404, "\"not_found\"", upgrade);
    row("an upgrade that the sink refuses", "GET /ws/nobody", 403, "\"permission_denied\"",
        upgrade);
    row("a body of no length", "GET /livez", 200, "\"ok\"", "Content-Length: 0\r\n");
    row("an empty line before it", "\r\nGET /livez", 200, "\"ok\"");
}

void TestHttpConnection::answersAndStays()
{
    QFETCH(QByteArray, octets);
    QFETCH(int, status);
    QFETCH(QByteArray, contains);
    HttpStation station;
    RawPeer peer = station.connect();
    QVERIFY(peer.send(octets.toStdString()));
    const std::string reply = peer.reply();
    QCOMPARE(statusOf(reply), status);
    QVERIFY2(reply.find(contains.toStdString()) != std::string::npos, reply.c_str());
    QVERIFY(peer.send(getLive));
    QCOMPARE(statusOf(peer.reply()), 200);
}

void TestHttpConnection::headMayComeOctetByOctet()
{
    HttpStation station;
    RawPeer peer = station.connect();
    for (const char c : getLive)
        QVERIFY(peer.send({ &c, 1 }));
    QCOMPARE(statusOf(peer.reply()), 200);
}

void TestHttpConnection::slowHeadIsRefused_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::newRow("nothing at all") << QByteArray();
    QTest::newRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHost: ");
}

void TestHttpConnection::slowHeadIsRefused()
{
    QFETCH(QByteArray, octets);
    HttpStation station(100ms);
    RawPeer peer = station.connect();
    QVERIFY(peer.send(octets.toStdString()));
    QCOMPARE(statusOf(peer.everything()), 408);
}

void TestHttpConnection::pipelinedRequestsAreAnsweredInOrder()
{
    HttpStation station;
    RawPeer peer = station.connect();
    QVERIFY(
        peer.send(getLive + post("hello") + "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n" + getLive));
    QCOMPARE(statusOf(peer.reply()), 200);
    QCOMPARE(statusOf(peer.reply()), 202);
    QCOMPARE(statusOf(peer.reply()), 404);
    QCOMPARE(statusOf(peer.reply()), 200);
    station.run([&] { QCOMPARE(station.hub.drafts.at(0).data, std::string("\"hello\"")); });
}

void TestHttpConnection::hundredthReplyIsTheLast()
{
    HttpStation station;
    RawPeer peer = station.connect();
    std::string requests;
    for (int i = 0; i < HttpConnection::maxRequests + 1; ++i)
        requests += getLive;
    QVERIFY(peer.send(requests));
    for (int i = 1; i < HttpConnection::maxRequests; ++i)
        QVERIFY(peer.reply().find("Connection: keep-alive\r\n") != std::string::npos);
    const std::string last = peer.everything();
    QVERIFY(last.find("Connection: close\r\n") != std::string::npos);
    QCOMPARE(bodyOf(last).find("HTTP/1.1"), std::string::npos); // none behind it
}

void TestHttpConnection::peerMayAskToClose_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::newRow("Connection: close")
        << QByteArray("GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QTest::newRow("HTTP/1.0") << QByteArray("GET /livez HTTP/1.0\r\n\r\n");
}

void TestHttpConnection::peerMayAskToClose()
{
    QFETCH(QByteArray, octets);
    HttpStation station;
    RawPeer peer = station.connect();
    QVERIFY(peer.send(octets.toStdString()));
    const std::string reply = peer.everything();
    QCOMPARE(statusOf(reply), 200);
    QVERIFY(reply.find("Connection: close\r\n") != std::string::npos);
}

void TestHttpConnection::headReplyHasNoBody()
{
    HttpStation station;
    RawPeer peer = station.connect();
    QVERIFY(peer.send("HEAD /livez HTTP/1.1\r\nHost: a\r\n\r\n" + getLive));
    const std::string head = peer.reply(true);
    QCOMPARE(statusOf(head), 200);
    const std::string whole = peer.reply();
    QCOMPARE(head, whole.substr(0, head.size()));
    QVERIFY(!bodyOf(whole).empty());
}

void TestHttpConnection::bodyMayComeInPieces()
{
    HttpStation station;
    RawPeer peer = station.connect();
    const std::string body(4096, 'b');
    const std::string request = post(body);
    for (std::size_t at = 0; at < request.size(); at += 333)
        QVERIFY(peer.send(std::string_view(request).substr(at, 333)));
    QCOMPARE(statusOf(peer.reply()), 413); // as JSON it has two octets more than are allowed
    QVERIFY(peer.send(post(body.substr(2))));
    QCOMPARE(statusOf(peer.reply()), 202);
    station.run([&] { QCOMPARE(station.hub.drafts.at(0).data, '"' + body.substr(2) + '"'); });
}

void TestHttpConnection::expectationIsAnswered()
{
    HttpStation station;
    RawPeer peer = station.connect();
    const std::string request = post("hello", "Expect: 100-continue\r\n");
    const std::size_t head = request.size() - 5;
    QVERIFY(peer.send(request.substr(0, head)));
    QVERIFY(peer.sees("HTTP/1.1 100 Continue\r\n\r\n"));
    QVERIFY(peer.send(request.substr(head)));
    QCOMPARE(statusOf(peer.reply()), 202);
}

void TestHttpConnection::refusedBodyIsNotRead()
{
    HttpStation station;
    RawPeer peer = station.connect();
    const std::string head
        = "POST /broadcast HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain"
          "\r\nExpect: 100-continue\r\nContent-Length: 50000\r\n\r\n";
    QVERIFY(peer.send(head + std::string(50000, 'x'))); // it does not wait, and still hears why
    QCOMPARE(statusOf(peer.everything()), 413);
}

void TestHttpConnection::halfClosedPeerGetsItsAnswer_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<QList<int>>("statuses");
    const auto row = [](const char* name, const std::string& octets, const QList<int>& statuses) {
        QTest::newRow(name) << QByteArray::fromStdString(octets) << statuses;
    };
    row("behind a request", getLive, { 200 });
    row("behind two requests", getLive + post("x"), { 200, 202 });
    row("inside a head", "GET / HT", { 400 });
    row("inside a body", post("hello").substr(0, post("hello").size() - 1), { 400 });
    row("inside the second head", getLive + "GET", { 200, 400 });
    row("before everything", "", {});
}

void TestHttpConnection::halfClosedPeerGetsItsAnswer()
{
    QFETCH(QByteArray, octets);
    QFETCH(QList<int>, statuses);
    HttpStation station;
    RawPeer peer = station.connect();
    QVERIFY(peer.send(octets.toStdString()));
    peer.finishSending();
    for (const int status : statuses)
        QCOMPARE(statusOf(peer.reply()), status);
    QCOMPARE(peer.everything(), std::string());
}

void TestHttpConnection::waitingRequestHoldsBackTheNext()
{
    HttpStation station;
    station.run([&] { station.hub.hold = true; });
    RawPeer peer = station.connect();
    QVERIFY(peer.send(post("x") + getLive));
    QTRY_COMPARE(station.heldCount(), 1U);
    station.run([&] { station.hub.release(); });
    QCOMPARE(statusOf(peer.reply()), 202);
    QCOMPARE(statusOf(peer.reply()), 200);
}

void TestHttpConnection::largeReplyReachesASlowReader()
{
    HttpStation station;
    station.fillList();
    RawPeer peer = station.connect();
    QVERIFY(peer.send(getList + getLive));
    const std::string body = bodyOf(peer.reply());
    QVERIFY(body.size() > 16'000'000);
    QVERIFY(body.ends_with("\"next_cursor\":\"next\"}"));
    QCOMPARE(statusOf(peer.reply()), 200);
}

void TestHttpConnection::idleConnectionIsClosedInSilence()
{
    HttpStation station;
    RawPeer peer = station.connect();
    QVERIFY(peer.send(getLive));
    QCOMPARE(statusOf(peer.reply()), 200);
    station.advance(HttpConnection::idleTimeout + 1s);
    QCOMPARE(peer.everything(), std::string());
}

void TestHttpConnection::lateBodyIsRefused()
{
    HttpStation station;
    RawPeer peer = station.connect();
    const std::string request = post("hello", "Expect: 100-continue\r\n");
    QVERIFY(peer.send(request.substr(0, request.size() - 5)));
    QVERIFY(peer.sees("HTTP/1.1 100 Continue\r\n\r\n"));
    station.advance(HttpConnection::bodyTimeout + 1s);
    QCOMPARE(statusOf(peer.everything()), 408);
}

void TestHttpConnection::silentHubIsAnsweredFor()
{
    HttpStation station;
    station.run([&] { station.hub.hold = true; });
    RawPeer peer = station.connect();
    QVERIFY(peer.send(post("x")));
    QTRY_COMPARE(station.heldCount(), 1U);
    station.advance(HttpConnection::answerTimeout + 1s);
    station.run([&] { station.hub.release(); }); // too late, and no second reply
    const std::string reply = peer.everything();
    QCOMPARE(statusOf(reply), 503);
    QCOMPARE(bodyOf(reply).find("HTTP/1.1"), std::string::npos);
}

void TestHttpConnection::peerWhoDoesNotReadIsLetGo()
{
    HttpStation station;
    station.fillList();
    RawPeer peer = station.connect();
    QVERIFY(peer.send(getList));
    QVERIFY(peer.sees("HTTP/1.1 200"));
    QCOMPARE(station.connectionCount(), 1U);
    station.advance(HttpConnection::writeTimeout + 1s);
    QCOMPARE(station.connectionCount(), 0U);
}

void TestHttpConnection::lingeringHasAnEnd()
{
    HttpStation station;
    RawPeer peer = station.connect();
    QVERIFY(peer.send("garbage\r\n\r\n"));
    QCOMPARE(statusOf(peer.everything()), 400); // the peer's own side stays open
    QCOMPARE(station.connectionCount(), 1U);
    station.advance(HttpConnection::lingerTimeout + 1s);
    QCOMPARE(station.connectionCount(), 0U);
}

QTEST_GUILESS_MAIN(TestHttpConnection)
#include "tst_httpconnection.moc"
