#include "core/session/websocketgate.h"

#include "core/observe/eventlog.h"
#include "tests/core/session/gatebench.h"
#include <QTest>
#include <set>

using namespace sluice;

Q_DECLARE_METATYPE(Fields)

class TestWebSocketGate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void requestsThatCannotBeUpgraded_data();
    void requestsThatCannotBeUpgraded();
    void theHandshakeIsThatOfTheRfc();
    void theEntrantBringsEverything();
    void theSubprotocolIsEchoedWhenAsked_data();
    void theSubprotocolIsEchoedWhenAsked();
    void compressionIsAgreedTo_data();
    void compressionIsAgreedTo();
    void nothingTheClientWroteIsReflected();
    void whoIsRefused_data();
    void whoIsRefused();
    void halfAHandshakeIsRefusedByStatus_data();
    void halfAHandshakeIsRefusedByStatus();
    void oneAfterTheOther();
};

void TestWebSocketGate::requestsThatCannotBeUpgraded_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("sentKey");
    QTest::addColumn<int>("status"); // 0: may be upgraded
    const QString good = QString::fromStdString(key);
    QTest::newRow("the RFC's example") << "13" << good << 0;
    QTest::newRow("another version") << "8" << good << 426;
    QTest::newRow("two versions") << "13, 8" << good << 426;
    QTest::newRow("no key") << "13"
                            << "" << 400;
    QTest::newRow("a key too short") << "13"
                                     << "dGhlIHNhbXBsZSBub25j" << 400;
    QTest::newRow("a key too long") << "13"
                                    << "dGhlIHNhbXBsZSBub25jZXh4eHh4" << 400;
    QTest::newRow("a key not in base64") << "13"
                                         << "dGhlIHNhbXBsZSBub25j*Q==" << 400;
    QTest::newRow("a key without padding") << "13"
                                           << "dGhlIHNhbXBsZSBub25jZQAA" << 400;
}

void TestWebSocketGate::requestsThatCannotBeUpgraded()
{
    QFETCH(QString, version);
    QFETCH(QString, sentKey);
    QFETCH(int, status);
    GateBench bench;
    HttpHead request = head("/ws");
    for (auto& field : request.fields) {
        if (field.name == "Sec-WebSocket-Version")
            field.value = version.toStdString();
        if (field.name == "Sec-WebSocket-Key")
            field.value = sentKey.toStdString();
    }
    const auto response = bench.consider(request);
    QCOMPARE(response ? response->status : 0, status);
    if (status == 426) {
        const auto& fields = response->fields;
        using Field = std::pair<std::string, std::string>;
        for (const auto& field :
             { Field("Upgrade", "websocket"), Field("Sec-WebSocket-Version", "13") })
            QVERIFY(std::find(fields.begin(), fields.end(), field) != fields.end());
    }
}

void TestWebSocketGate::theHandshakeIsThatOfTheRfc()
{
    GateBench bench;
    QCOMPARE(bench.upgrade(head("/ws")), std::string("entered"));
    QVERIFY(bench.handshake().starts_with("HTTP/1.1 101 "));
    QVERIFY(bench.replies("\r\nUpgrade: websocket\r\n"));
    QVERIFY(bench.replies("\r\nConnection: Upgrade\r\n"));
    QVERIFY(bench.replies("\r\nSec-WebSocket-Accept: " + acceptOfKey + "\r\n"));
    QCOMPARE(bench.handshake().find("\r\n\r\n"), bench.handshake().size() - 4);
}

void TestWebSocketGate::theEntrantBringsEverything()
{
    GateBench bench;
    bench.upgrade(head("/ws/anna?offset=7", { { "User-Agent", "test" } }), "left over");
    QCOMPARE(bench.last->transport.descriptor(), bench.handed);
    QCOMPARE(bench.last->leftover, std::string("left over"));
    QCOMPARE(bench.last->peer.ip, here.ip);
    QCOMPARE(bench.last->head.path, std::string("/ws/anna"));
    QVERIFY(bench.last->head.queryValue("offset") == "7");
    QVERIFY(bench.last->subprotocol.empty());
}

void TestWebSocketGate::theSubprotocolIsEchoedWhenAsked_data()
{
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<bool>("echoed");
    const std::string name = "Sec-WebSocket-Protocol";
    QTest::newRow("none asked for") << Fields() << false;
    QTest::newRow("ours") << Fields { { name, "sluice.v1" } } << true;
    QTest::newRow("ours among others") << Fields { { name, "chat, sluice.v1" } } << true;
    QTest::newRow("ours in a second field")
        << Fields { { name, "chat" }, { name, "sluice.v1" } } << true;
    QTest::newRow("others only") << Fields { { name, "chat, sluice.v2" } } << false;
}

void TestWebSocketGate::theSubprotocolIsEchoedWhenAsked()
{
    QFETCH(Fields, fields);
    QFETCH(bool, echoed);
    GateBench bench;
    QCOMPARE(bench.upgrade(head("/ws", fields)), std::string("entered"));
    QCOMPARE(bench.replies("\r\nSec-WebSocket-Protocol: sluice.v1\r\n"), echoed);
    QCOMPARE(bench.replies("Sec-WebSocket-Protocol"), echoed);
    QCOMPARE(bench.last->subprotocol, std::string(echoed ? "sluice.v1" : ""));
}

void TestWebSocketGate::compressionIsAgreedTo_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<bool>("isOn");
    QTest::addColumn<QString>("agreed"); // empty: the handshake says nothing of extensions
    const std::string name = "Sec-WebSocket-Extensions";
    const Fields offer { { name, "permessage-deflate; client_max_window_bits" } };
    const QString answer = QStringLiteral(
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    QTest::newRow("nothing offered") << "/ws" << Fields() << true << "";
    QTest::newRow("offered") << "/ws" << offer << true << answer;
    QTest::newRow("offered on the echo") << "/echo" << offer << true << answer;
    QTest::newRow("offered by one who is refused") << "/ws/!" << offer << true << answer;
    QTest::newRow("offered, but it is switched off") << "/ws" << offer << false << "";
    QTest::newRow("in a second field")
        << "/ws" << Fields { { name, "x-foo" }, { "SEC-WEBSOCKET-EXTENSIONS", offer[0].value } }
        << true << answer;
    QTest::newRow("what is offered cannot be agreed to")
        << "/ws" << Fields { { name, "permessage-deflate; server_max_window_bits=9" } } << true
        << "";
}

void TestWebSocketGate::compressionIsAgreedTo()
{
    QFETCH(QString, target);
    QFETCH(Fields, fields);
    QFETCH(bool, isOn);
    QFETCH(QString, agreed);
    GateBench bench;
    bench.settings.compression = isOn ? Compression::Auto : Compression::Off;
    QVERIFY(bench.upgrade(head(target.toStdString(), fields)) != "nothing");
    QCOMPARE(bench.last->extensions, agreed.toStdString());
    const std::string line = "\r\nSec-WebSocket-Extensions: " + agreed.toStdString() + "\r\n";
    QCOMPARE(bench.replies("Sec-WebSocket-Extensions"), !agreed.isEmpty());
    QCOMPARE(bench.replies(line), !agreed.isEmpty());
    QCOMPARE(bench.handshake().find("\r\n\r\n"), bench.handshake().size() - 4);
}

void TestWebSocketGate::nothingTheClientWroteIsReflected()
{
    GateBench bench;
    bench.upgrade(head("/ws/canary?canary=1",
                       { { "Origin", "http://sluice.example" },
                         { "X-Canary", "canary" },
                         { "Sec-WebSocket-Extensions", "canary" },
                         { "Sec-WebSocket-Protocol", "canary" },
                         { "Cookie", "canary" } }));
    QCOMPARE(bench.outcome, std::string("entered"));
    QVERIFY(!bench.replies("canary"));
    QVERIFY(!bench.replies("Extensions"));
    QVERIFY(!bench.replies("sluice.example"));
    QVERIFY(!bench.replies(key));
}

void TestWebSocketGate::whoIsRefused_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<int>("readiness");
    QTest::addColumn<int>("clients");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<int>("status"); // with refuse_with=http; 0: let through
    const auto row = [](const char* name, const char* target, const Fields& fields,
                        Readiness readiness, int clients, const char* outcome, int status) {
        QTest::newRow(name) << QString::fromLatin1(target) << fields << static_cast<int>(readiness)
                            << clients << QString::fromLatin1(outcome) << status;
    };
    const Fields foreign { { "Origin", "https://evil.example" } };
    row("nobody", "/ws", {}, Readiness::Ready, 0, "entered", 0);
    row("nobody with a free id", "/ws/boris", {}, Readiness::Ready, 0, "entered", 0);
    row("by status, an id that is taken", "/ws/anna", {}, Readiness::Ready, 0, "entered", 403);
    row("not who can prove the id", "/ws/anna?session=s", {}, Readiness::Ready, 0, "entered", 0);
    row("newcomers in a drain", "/ws", {}, Readiness::Draining, 0, "refused server_shutdown", 503);
    row("newcomers in a pause", "/ws", {}, Readiness::Paused, 0, "refused not_accepting", 503);
    row("a foreign page", "/ws", foreign, Readiness::Ready, 0, "refused origin_denied", 403);
    row("an id with a space", "/ws/a%20b", {}, Readiness::Ready, 0, "refused invalid_client_id",
        400);
    row("an empty id", "/ws/", {}, Readiness::Ready, 0, "refused invalid_client_id", 400);
    row("an id of two parts", "/ws/a/b", {}, Readiness::Ready, 0, "refused invalid_client_id", 400);
    row("an id with an escaped slash", "/ws/a%2Fb", {}, Readiness::Ready, 0,
        "refused invalid_client_id", 400);
    row("one too many", "/ws", {}, Readiness::Ready, 2, "refused too_many_connections", 503);
    row("not one that may come back in its own place", "/ws?session=s", {}, Readiness::Ready, 2,
        "entered", 0);
    row("not the echo in a drain", "/echo", {}, Readiness::Draining, 2, "echo", 0);
}

void TestWebSocketGate::whoIsRefused()
{
    QFETCH(QString, target);
    QFETCH(Fields, fields);
    QFETCH(int, readiness);
    QFETCH(int, clients);
    QFETCH(QString, outcome);
    QFETCH(int, status);
    const HttpHead request = head(target.toStdString(), fields);

    GateBench inBand;
    inBand.vitals.readiness = static_cast<Readiness>(readiness);
    inBand.vitals.clients = static_cast<std::uint64_t>(clients);
    QVERIFY(!inBand.consider(request));
    QCOMPARE(QString::fromStdString(inBand.upgrade(request)), outcome);
    QVERIFY(inBand.handshake().starts_with("HTTP/1.1 101 ")); // so that a browser can read why
    QCOMPARE(whole(inBand.metrics.connectionsShortLived), inBand.metrics.rejectedTotal());

    GateBench byHttp(RefuseWith::Http);
    byHttp.vitals.readiness = static_cast<Readiness>(readiness);
    byHttp.vitals.clients = static_cast<std::uint64_t>(clients);
    const auto response = byHttp.consider(request);
    QCOMPARE(response ? response->status : 0, status);
    if (!response)
        return;
    const std::string token = outcome.section(QLatin1Char(' '), 1).toStdString();
    QVERIFY(response->body.find(token) != std::string::npos);
    const auto& replied = response->fields;
    QCOMPARE(std::any_of(replied.begin(), replied.end(),
                         [](const auto& field) { return field.first == "Retry-After"; }),
             status == 503);
}

void TestWebSocketGate::halfAHandshakeIsRefusedByStatus_data()
{
    QTest::addColumn<bool>("byHttp");
    QTest::newRow("refuse_with=close") << false;
    QTest::newRow("refuse_with=http") << true;
}

void TestWebSocketGate::halfAHandshakeIsRefusedByStatus()
{
    QFETCH(bool, byHttp);
    GateBench bench(byHttp ? RefuseWith::Http : RefuseWith::Close);
    std::set<std::string> waits;
    for (int i = 0; i < 100; ++i) {
        const Response response = bench.gate->refuseHalfway(here);
        QCOMPARE(response.status, 503);
        QVERIFY(response.close);
        QVERIFY(response.body.find("\"code\":\"draining\"") != std::string::npos);
        QCOMPARE(response.fields.at(0).first, std::string("Retry-After"));
        waits.insert(response.fields.at(0).second);
    }
    QVERIFY(waits.size() > 1); // they are not all told the same
    QCOMPARE(bench.metrics.rejected(CloseReason::ServerShutdown).Value(), 100.0);
    QCOMPARE(bench.outcome, std::string("nothing"));
}

void TestWebSocketGate::oneAfterTheOther()
{
    GateBench bench;
    std::vector<std::string> handshakes;
    for (int i = 0; i < 100; ++i) { // more than Qt keeps pending
        bench.outcome = "nothing";
        QCOMPARE(bench.upgrade(head("/ws")), std::string("entered"));
        handshakes.push_back(bench.handshake());
    }
    QVERIFY(std::all_of(handshakes.begin(), handshakes.end(), [&](const std::string& one) {
        return one.find(acceptOfKey) != std::string::npos;
    }));
}

QTEST_GUILESS_MAIN(TestWebSocketGate)
#include "tst_websocketgate.moc"
