#include "tests/core/http/httpstation.h"
#include "tests/core/net/tlsbench.h"
#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;

namespace {

// A peer that speaks TLS to the station.
struct TlsVisitor {
    explicit TlsVisitor(HttpStation& station) : raw(station.connect()), peer(raw.descriptor())
    {
        peer.agree();
    }
    void say(std::string_view text)
    {
        peer.write(text);
        while (peer.sendSome()) { }
    }
    template <class Condition> bool waitFor(Condition isMet) { return peer.talkUntil(isMet); }
    bool hears(const std::string& words)
    {
        return waitFor([&] { return peer.heard().find(words) != std::string::npos; });
    }

    RawPeer raw;
    support::TlsPeer peer;
};

double failures(HttpStation& station)
{
    return station.metrics.tlsHandshakeFailures().Value();
}

const std::string upgradeRequest
    = "GET /ws/anna HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

} // namespace

class TestHttpsTls : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void requestsAreAnsweredOneAfterTheOther();
    void aRequestInSingleOctetsIsAnswered();
    void aLargeAnswerArrivesWhole();
    void theEndIsSaidInTlsAsWell();
    void anUpgradeTakesTheTlsAlong();
    void plainHttpIsToldToSpeakTls_data();
    void plainHttpIsToldToSpeakTls();
    void whatIsNotTlsIsClosedAndCounted();
    void aHandshakeHasTheHeadsTimeAndNoMore();
    void whoSaysNothingHasNotFailed();
    void aHeadHasItsTimeFromTheConnectionOn();
};

void TestHttpsTls::requestsAreAnsweredOneAfterTheOther()
{
    HttpStation station(10s, testContext());
    TlsVisitor visitor(station);
    for (int i = 0; i < 3; ++i) {
        visitor.say(getLive + (i == 1 ? getLive : std::string()));
        QVERIFY(visitor.hears("200 OK"));
    }
    std::size_t answers = 0;
    QVERIFY(visitor.waitFor([&] {
        answers = 0;
        for (std::size_t at = 0;
             (at = visitor.peer.heard().find("200 OK", at)) != std::string::npos; ++at)
            ++answers;
        return answers == 4;
    }));
    QCOMPARE(station.connectionCount(), std::size_t { 1 });
    QCOMPARE(failures(station), 0.0);
}

void TestHttpsTls::aRequestInSingleOctetsIsAnswered()
{
    HttpStation station(10s, testContext());
    TlsVisitor visitor(station);
    for (const char& octet : getLive)
        visitor.say({ &octet, 1 });
    QVERIFY(visitor.hears("200 OK"));
}

void TestHttpsTls::aLargeAnswerArrivesWhole()
{
    HttpStation station(10s, testContext());
    station.fillList();
    TlsVisitor visitor(station);
    visitor.say(getList);
    QVERIFY(visitor.hears("\r\n\r\n"));
    const std::string& heard = visitor.peer.heard();
    const std::size_t body = heard.find("\r\n\r\n") + 4;
    const std::size_t size = std::stoul(heard.substr(heard.find("Content-Length: ") + 16));
    QVERIFY(size > 10'000'000);
    QVERIFY(visitor.waitFor([&] { return visitor.peer.heard().size() == body + size; }));
    QCOMPARE(visitor.peer.heard().back(), '}');
}

void TestHttpsTls::theEndIsSaidInTlsAsWell()
{
    HttpStation station(10s, testContext());
    TlsVisitor visitor(station);
    visitor.say("GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QVERIFY(visitor.hears("200 OK"));
    QVERIFY(visitor.waitFor([&] { return visitor.peer.hasEnded(); }));
    QVERIFY(visitor.peer.heardGoodbye());
    visitor.raw.vanish();
    QTRY_COMPARE(station.connectionCount(), std::size_t { 0 });
    QCOMPARE(station.vitals.openDescriptors.load(), 0U);
}

void TestHttpsTls::anUpgradeTakesTheTlsAlong()
{
    HttpStation station(10s, testContext());
    TlsVisitor visitor(station);
    visitor.say(upgradeRequest + "behind it");
    Upgraded upgraded = station.sink.upgraded.get_future().get();
    QCOMPARE(upgraded.leftover, std::string("behind it"));
    QVERIFY(!upgraded.transport.isPlain());
    QCOMPARE(upgraded.transport.send("mine").octets, std::size_t { 4 });
    QVERIFY(visitor.hears("mine"));
    QCOMPARE(station.connectionCount(), std::size_t { 0 });
}

void TestHttpsTls::plainHttpIsToldToSpeakTls_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("a whole request") << QByteArray::fromStdString(getLive);
    QTest::newRow("one octet of it") << QByteArray("G");
    QTest::newRow("a method that OpenSSL does not know") << QByteArray("DELETE / HTTP/1.1\r\n\r\n");
    QTest::newRow("an upgrade") << QByteArray::fromStdString(upgradeRequest);
}

void TestHttpsTls::plainHttpIsToldToSpeakTls()
{
    QFETCH(QByteArray, request);
    HttpStation station(10s, testContext());
    RawPeer peer = station.connect();
    QVERIFY(peer.send(request.toStdString()));
    const std::string answer = peer.everything();
    QVERIFY(answer.rfind("HTTP/1.1 400 ", 0) == 0);
    QVERIFY(answer.find("This port speaks TLS: use https:// or wss://.") != std::string::npos);
    QVERIFY(answer.find("Connection: close") != std::string::npos);
    QCOMPARE(failures(station), 1.0);
    peer.vanish();
    QTRY_COMPARE(station.connectionCount(), std::size_t { 0 });
}

void TestHttpsTls::whatIsNotTlsIsClosedAndCounted()
{
    HttpStation station(10s, testContext());
    RawPeer peer = station.connect();
    QVERIFY(peer.send(std::string(200, '\x01')));
    peer.everything();
    QTRY_COMPARE(station.connectionCount(), std::size_t { 0 });
    QCOMPARE(failures(station), 1.0);
    QCOMPARE(station.metrics.rejectedTotal(), std::uint64_t { 1 });
}

void TestHttpsTls::aHandshakeHasTheHeadsTimeAndNoMore()
{
    HttpStation station(10s, testContext());
    RawPeer peer = station.connect();
    QVERIFY(peer.send(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)));
    QTRY_COMPARE(station.connectionCount(), std::size_t { 1 });
    station.advance(9s);
    QVERIFY(peer.send(std::string(100, '\x03'))); // a sign of life buys no time
    QCOMPARE(station.connectionCount(), std::size_t { 1 });
    QCOMPARE(failures(station), 0.0);
    station.advance(11s);
    QTRY_COMPARE(station.connectionCount(), std::size_t { 0 });
    QCOMPARE(failures(station), 1.0);
}

void TestHttpsTls::whoSaysNothingHasNotFailed()
{
    HttpStation station(10s, testContext());
    RawPeer silent = station.connect();
    RawPeer leaving = station.connect();
    leaving.finishSending();
    QTRY_COMPARE(station.connectionCount(), std::size_t { 1 });
    station.advance(11s);
    QTRY_COMPARE(station.connectionCount(), std::size_t { 0 });
    QCOMPARE(failures(station), 0.0);
    QCOMPARE(silent.everything(), std::string());
}

void TestHttpsTls::aHeadHasItsTimeFromTheConnectionOn()
{
    HttpStation station(10s, testContext());
    TlsVisitor visitor(station);
    visitor.say("GET /ws HTTP/1.1\r\n");
    station.advance(11s);
    QVERIFY(visitor.hears("408 Request Timeout"));
    QCOMPARE(failures(station), 0.0);
}

QTEST_GUILESS_MAIN(TestHttpsTls)
#include "tst_httpstls.moc"
