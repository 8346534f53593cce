#include "core/session/websocketgate.h"

#include "core/auth/authenticator.h"
#include "core/auth/connectrate.h"
#include "core/auth/guesslimit.h"
#include "core/auth/jwtmaker.h"
#include "core/observe/eventlog.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "tests/core/http/fakehub.h"
#include "tests/support/defaultsettings.h"
#include <QTest>
#include <array>
#include <set>
#include <sys/socket.h>
#include <unistd.h>

using namespace sluice;
using Fields = std::vector<HttpHead::Field>;

Q_DECLARE_METATYPE(Fields)

namespace {

// RFC 6455 §1.3
const std::string key = "dGhlIHNhbXBsZSBub25jZQ==";
const std::string acceptOfKey = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
const PeerAddress here { "127.0.0.1", 40000, true };

HttpHead head(const std::string& target, const Fields& more = {}, const std::string& ofKey = key)
{
    std::string text = "GET " + target
        + " HTTP/1.1\r\nHost: sluice.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + ofKey + "\r\n";
    for (const auto& field : more)
        text.append(field.name).append(": ").append(field.value).append("\r\n");
    const HeadResult result = parseHttpHead(text + "\r\n");
    if (result.outcome != HeadOutcome::Complete)
        qFatal("no head: %s", std::string(result.why).c_str());
    return result.head;
}

// A gate, and who came through it.
struct Bench {
    using Entrant = std::shared_ptr<WebSocketGate::Entrant>;

    explicit Bench(RefuseWith refuseWith = RefuseWith::Close, Auth auth = Auth::None)
    {
        settings.auth = auth;
        settings.authTokens = { { "anna", "right" } };
        settings.jwtSecret = std::string(32, 's');
        settings.refuseWith = refuseWith;
        settings.maxConnections = 2;
        vitals.readiness = Readiness::Ready;
        gate = std::make_unique<WebSocketGate>(WebSocketGate::Services {
            settings, vitals, metrics, hub, connectRate, nullptr, door(), &guesses });
        QObject::connect(gate.get(), &WebSocketGate::entered, gate.get(),
                         [this](const Entrant& entrant) { note("entered", entrant); });
        QObject::connect(gate.get(), &WebSocketGate::echoEntered, gate.get(),
                         [this](const Entrant& entrant) { note("echo", entrant); });
        QObject::connect(gate.get(), &WebSocketGate::refused, gate.get(),
                         [this](const Entrant& entrant, CloseReason reason) {
                             note("refused " + std::string(closeRow(reason).token), entrant);
                         });
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
            qFatal("no socket pair");
    }
    ~Bench()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    std::optional<Response> consider(const HttpHead& request)
    {
        std::optional<Response> answer;
        gate->consider(request, here,
                       [&](std::optional<Response> given) { answer = std::move(given); });
        return answer;
    }
    std::string upgrade(const HttpHead& request, const std::string& leftover = {})
    {
        handed = ::dup(ends[0]);
        gate->upgrade(Transport(handed), request, here, leftover);
        return outcome;
    }
    std::shared_ptr<const Authenticator> door() const
    {
        return std::get<std::shared_ptr<const Authenticator>>(Authenticator::make(settings));
    }
    std::string handshake() const { return last->handshake.toStdString(); }
    bool replies(const std::string& words) const
    {
        return handshake().find(words) != std::string::npos;
    }

    Settings settings = support::defaultSettings();
    Vitals vitals;
    Metrics metrics;
    FakeHub hub;
    ConnectRate connectRate;
    GuessLimit guesses;
    std::unique_ptr<WebSocketGate> gate;
    std::array<int, 2> ends {};
    int handed = -1;
    std::string outcome = "nothing";
    Entrant last;

private:
    void note(const std::string& what, const Entrant& entrant)
    {
        outcome = outcome == "nothing" ? what : "twice";
        last = entrant;
    }
};

} // namespace

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
    void newcomersHaveARate_data();
    void newcomersHaveARate();
    void onlyWhoWouldBeLetInIsCounted();
    void byStatusTheHubIsAskedBeforeTheHandshake();
    void aTokenLetsIn_data();
    void aTokenLetsIn();
    void aJwtSaysWhoItIs_data();
    void aJwtSaysWhoItIs();
    void whoGuessesMustWait();
    void anotherAuthenticatorHoldsForWhoComesLater();
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
    Bench bench;
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
        QVERIFY(std::any_of(fields.begin(), fields.end(), [](const auto& field) {
            return field.first == "Sec-WebSocket-Version" && field.second == "13";
        }));
    }
}

void TestWebSocketGate::theHandshakeIsThatOfTheRfc()
{
    Bench bench;
    QCOMPARE(bench.upgrade(head("/ws")), std::string("entered"));
    QVERIFY(bench.handshake().starts_with("HTTP/1.1 101 "));
    QVERIFY(bench.replies("\r\nUpgrade: websocket\r\n"));
    QVERIFY(bench.replies("\r\nConnection: Upgrade\r\n"));
    QVERIFY(bench.replies("\r\nSec-WebSocket-Accept: " + acceptOfKey + "\r\n"));
    QCOMPARE(bench.handshake().find("\r\n\r\n"), bench.handshake().size() - 4);
}

void TestWebSocketGate::theEntrantBringsEverything()
{
    Bench bench;
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
    Bench bench;
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
    Bench bench;
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
    Bench bench;
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

    Bench inBand;
    inBand.vitals.readiness = static_cast<Readiness>(readiness);
    inBand.vitals.clients = static_cast<std::uint64_t>(clients);
    QVERIFY(!inBand.consider(request));
    QCOMPARE(QString::fromStdString(inBand.upgrade(request)), outcome);
    QVERIFY(inBand.handshake().starts_with("HTTP/1.1 101 ")); // so that a browser can read why

    Bench byHttp(RefuseWith::Http);
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
    Bench bench(byHttp ? RefuseWith::Http : RefuseWith::Close);
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
    Bench bench;
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

void TestWebSocketGate::newcomersHaveARate_data()
{
    halfAHandshakeIsRefusedByStatus_data();
}

void TestWebSocketGate::newcomersHaveARate()
{
    QFETCH(bool, byHttp);
    Bench bench(byHttp ? RefuseWith::Http : RefuseWith::Close);
    bench.settings.connectRate = 1;
    const auto enters = [&](const std::string& target) {
        bench.outcome = "nothing";
        const auto response = bench.consider(head(target));
        if (!response)
            return bench.upgrade(head(target));
        const auto& fields = response->fields;
        const bool told = std::any_of(fields.begin(), fields.end(), [](const auto& field) {
            return field.first == "Retry-After";
        });
        return std::to_string(response->status) + (told ? " later" : "");
    };
    const std::string over = byHttp ? "429 later" : "refused rate_limited";
    QCOMPARE(enters("/ws"), std::string("entered"));
    int refused = 0; // unless a second passes between two of them
    for (int i = 0; i < 10; ++i)
        refused += enters(i % 2 == 0 ? "/ws" : "/ws?session=s") == over ? 1 : 0;
    QVERIFY(refused > 0);
    QCOMPARE(bench.metrics.rejected(CloseReason::RateLimited).Value(), double(refused));
    QCOMPARE(enters("/echo"), std::string("echo"));
    bench.settings.connectRate = 0;
    QCOMPARE(enters("/ws"), std::string("entered"));
}

void TestWebSocketGate::onlyWhoWouldBeLetInIsCounted()
{
    Bench bench(RefuseWith::Http);
    bench.settings.connectRate = 1;
    for (int i = 0; i < 10; ++i)
        QCOMPARE(bench.consider(head("/ws", { { "Origin", "https://evil.example" } }))->status,
                 403);
    QVERIFY(!bench.consider(head("/ws")));
    QCOMPARE(bench.upgrade(head("/ws")), std::string("entered"));
}

void TestWebSocketGate::byStatusTheHubIsAskedBeforeTheHandshake()
{
    Bench bench(RefuseWith::Http);
    QVERIFY(!bench.consider(head("/ws")));
    QCOMPARE(bench.hub.foreseen.size(), std::size_t { 0 }); // there is nothing it could say
    bench.settings.maxConnectionsPerIp = 1;
    QVERIFY(!bench.consider(head("/ws?session=s")));
    QCOMPARE(bench.hub.foreseen.size(), std::size_t { 1 });
    QCOMPARE(bench.hub.foreseen[0].sessionToken, std::string("s"));
    QCOMPARE(bench.hub.foreseen[0].peer.ip, here.ip);
    QVERIFY(!bench.consider(head("/ws/boris")));
    QCOMPARE(bench.hub.foreseen[1].requestedId, std::string("boris"));
    void TestWebSocketGate::aTokenLetsIn_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<Fields>("fields");
        QTest::addColumn<int>("readiness");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<int>("status");
        const auto row
            = [](const char* name, const char* target, const Fields& fields, const char* outcome,
                 int status, Readiness readiness = Readiness::Ready) {
                  QTest::newRow(name)
                      << QString::fromLatin1(target) << fields << static_cast<int>(readiness)
                      << QString::fromLatin1(outcome) << status;
              };
        const HttpHead::Field bearer { "Authorization", "Bearer right" };
        const HttpHead::Field foreign { "Origin", "https://evil.example" };
        row("in the field", "/ws", { bearer }, "entered", 0);
        row("in the query", "/ws/boris?token=right", {}, "entered", 0);
        row("in the sub-protocol", "/ws",
            { { "Sec-WebSocket-Protocol", "sluice.v1, bearer.cmlnaHQ" } }, "entered", 0);
        row("none", "/ws", {}, "refused unauthorized", 401);
        row("a wrong one", "/ws?token=wrong", {}, "refused unauthorized", 401);
        row("a session is none", "/ws?session=right", {}, "refused unauthorized", 401);
        row("the echo asks for one", "/echo", {}, "refused unauthorized", 401);
        row("the echo with one", "/echo?token=right", {}, "echo", 0);
        row("a right one does not excuse the page", "/ws", { bearer, foreign },
            "refused origin_denied", 403);
        row("the page is looked at first", "/ws", { foreign }, "refused origin_denied", 403);
        row("the drain is no secret", "/ws", {}, "refused server_shutdown", 503,
            Readiness::Draining);
        row("the id is looked at later", "/ws/a%20b", {}, "refused unauthorized", 401);
        row("and then it is", "/ws/a%20b", { bearer }, "refused invalid_client_id", 400);
    }

    void TestWebSocketGate::aTokenLetsIn()
    {
        QFETCH(QString, target);
        QFETCH(Fields, fields);
        QFETCH(int, readiness);
        QFETCH(QString, outcome);
        QFETCH(int, status);
        const HttpHead request = head(target.toStdString(), fields);
        Bench inBand(RefuseWith::Close, Auth::Token);
        inBand.vitals.readiness = static_cast<Readiness>(readiness);
        QVERIFY(!inBand.consider(request));
        QCOMPARE(QString::fromStdString(inBand.upgrade(request)), outcome);
        QVERIFY(!inBand.replies("bearer"));
        QVERIFY(!inBand.replies("right"));
        if (status == 0)
            QCOMPARE(inBand.last->pass.identity.user, std::string("anna"));

        Bench byHttp(RefuseWith::Http, Auth::Token);
        byHttp.vitals.readiness = static_cast<Readiness>(readiness);
        const auto response = byHttp.consider(request);
        QCOMPARE(response ? response->status : 0, status);
        if (status == 401)
            QCOMPARE(response->fields.at(0),
                     (std::pair<std::string, std::string>("WWW-Authenticate",
                                                          "Bearer realm=\"sluice\"")));
    }

    void TestWebSocketGate::aJwtSaysWhoItIs_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("outcome"); // with the client id
        const auto row
            = [](const char* name, const char* target, const char* subject, const char* end) {
                  QTest::newRow(name) << QString::fromLatin1(target) << QString::fromUtf8(subject)
                                      << QString::fromLatin1(end);
              };
        row("the subject is the id", "/ws", "anna", "entered anna");
        row("said twice", "/ws/anna", "anna", "entered anna");
        row("somebody else's id", "/ws/boris", "anna", "refused unauthorized");
        row("even with a session", "/ws/boris?session=s", "anna", "refused unauthorized");
        row("a subject that is no id", "/ws", "anna@example.org", "entered ");
        row("has no claim to one", "/ws/boris", "anna@example.org", "refused unauthorized");
        row("but to the one it was given", "/ws/c-1?session=s", "anna@example.org", "entered c-1");
        row("no subject", "/ws", "", "entered ");
        row("has no claim either", "/ws/boris", "", "refused unauthorized");
    }

    void TestWebSocketGate::aJwtSaysWhoItIs()
    {
        QFETCH(QString, target);
        QFETCH(QString, subject);
        Bench bench(RefuseWith::Close, Auth::Jwt);
        JwtClaims claims;
        claims.subject = subject.toStdString();
        const std::string token = makeJwt(secretKey(bench.settings.jwtSecret), claims);
        std::string outcome
            = bench.upgrade(head(target.toStdString(), { { "Authorization", "Bearer " + token } }));
        if (outcome == "entered")
            outcome += ' ' + bench.last->pass.clientId;
        QTEST(QString::fromStdString(outcome), "outcome");
    }

    void TestWebSocketGate::whoGuessesMustWait()
    {
        Bench bench(RefuseWith::Http, Auth::Token);
        for (int i = 0; i < GuessLimit::burst; ++i) {
            QCOMPARE(bench.consider(head("/ws"))->status, 401); // showing none is no guess
            QCOMPARE(bench.consider(head("/ws?token=wrong"))->status, 401);
        }
        const auto response = bench.consider(head("/ws?token=right"));
        QCOMPARE(response->status, 429);
        QCOMPARE(response->fields.at(0).first, std::string("Retry-After"));
        const int seconds = std::stoi(response->fields.at(0).second);
        QVERIFY(seconds >= 1 && seconds <= 6);
    }

    void TestWebSocketGate::anotherAuthenticatorHoldsForWhoComesLater()
    {
        Bench bench;
        QCOMPARE(bench.upgrade(head("/ws")), std::string("entered"));
        bench.settings.auth = Auth::Token;
        bench.gate->applySettings(bench.door());
        bench.outcome = "nothing";
        QCOMPARE(bench.upgrade(head("/ws")), std::string("refused unauthorized"));
    }

    QTEST_GUILESS_MAIN(TestWebSocketGate)
#include "tst_websocketgate.moc"
