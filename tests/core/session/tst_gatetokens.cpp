// The gate's part in who may enter: a token is asked for, and what it says counts.
#include "core/auth/jwtmaker.h"
#include "core/observe/eventlog.h"
#include "tests/core/session/gatebench.h"
#include <QTest>

using namespace sluice;

Q_DECLARE_METATYPE(Fields)

class TestGateTokens : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void aTokenLetsIn_data();
    void aTokenLetsIn();
    void aJwtSaysWhoItIs_data();
    void aJwtSaysWhoItIs();
    void whoGuessesMustWait();
    void anotherAuthenticatorHoldsForWhoComesLater();
};

void TestGateTokens::aTokenLetsIn_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<int>("readiness");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const char* target, const Fields& fields,
                        const char* outcome, int status, Readiness readiness = Readiness::Ready) {
        QTest::newRow(name) << QString::fromLatin1(target) << fields << static_cast<int>(readiness)
                            << QString::fromLatin1(outcome) << status;
    };
    const HttpHead::Field bearer { "Authorization", "Bearer right" };
    const HttpHead::Field foreign { "Origin", "https://evil.example" };
    row("in the field", "/ws", { bearer }, "entered", 0);
    row("in the query", "/ws/boris?token=right", {}, "entered", 0);
    row("in the sub-protocol", "/ws", { { "Sec-WebSocket-Protocol", "sluice.v1, bearer.cmlnaHQ" } },
        "entered", 0);
    row("none", "/ws", {}, "refused unauthorized", 401);
    row("a wrong one", "/ws?token=wrong", {}, "refused unauthorized", 401);
    row("a session is none", "/ws?session=right", {}, "refused unauthorized", 401);
    row("the echo asks for one", "/echo", {}, "refused unauthorized", 401);
    row("the echo with one", "/echo?token=right", {}, "echo", 0);
    row("a right one does not excuse the page", "/ws", { bearer, foreign }, "refused origin_denied",
        403);
    row("the page is looked at first", "/ws", { foreign }, "refused origin_denied", 403);
    row("the drain is no secret", "/ws", {}, "refused server_shutdown", 503, Readiness::Draining);
    row("the id is looked at later", "/ws/a%20b", {}, "refused unauthorized", 401);
    row("and then it is", "/ws/a%20b", { bearer }, "refused invalid_client_id", 400);
}

void TestGateTokens::aTokenLetsIn()
{
    QFETCH(QString, target);
    QFETCH(Fields, fields);
    QFETCH(int, readiness);
    QFETCH(QString, outcome);
    QFETCH(int, status);
    const HttpHead request = head(target.toStdString(), fields);
    GateBench inBand(RefuseWith::Close, Auth::Token);
    inBand.vitals.readiness = static_cast<Readiness>(readiness);
    QVERIFY(!inBand.consider(request));
    QCOMPARE(QString::fromStdString(inBand.upgrade(request)), outcome);
    QVERIFY(!inBand.replies("bearer"));
    QVERIFY(!inBand.replies("right"));
    if (status == 0)
        QCOMPARE(inBand.last->pass.identity.user, std::string("anna"));

    GateBench byHttp(RefuseWith::Http, Auth::Token);
    byHttp.vitals.readiness = static_cast<Readiness>(readiness);
    const auto response = byHttp.consider(request);
    QCOMPARE(response ? response->status : 0, status);
    if (status == 401)
        QCOMPARE(
            response->fields.at(0),
            (std::pair<std::string, std::string>("WWW-Authenticate", "Bearer realm=\"sluice\"")));
}

void TestGateTokens::aJwtSaysWhoItIs_data()
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

void TestGateTokens::aJwtSaysWhoItIs()
{
    QFETCH(QString, target);
    QFETCH(QString, subject);
    GateBench bench(RefuseWith::Close, Auth::Jwt);
    JwtClaims claims;
    claims.subject = subject.toStdString();
    const std::string token = makeJwt(secretKey(bench.settings.jwtSecret), claims);
    std::string outcome
        = bench.upgrade(head(target.toStdString(), { { "Authorization", "Bearer " + token } }));
    if (outcome == "entered")
        outcome += ' ' + bench.last->pass.clientId;
    QTEST(QString::fromStdString(outcome), "outcome");
}

void TestGateTokens::whoGuessesMustWait()
{
    GateBench bench(RefuseWith::Http, Auth::Token);
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

void TestGateTokens::anotherAuthenticatorHoldsForWhoComesLater()
{
    GateBench bench;
    QCOMPARE(bench.upgrade(head("/ws")), std::string("entered"));
    bench.settings.auth = Auth::Token;
    bench.gate->applySettings(bench.door());
    bench.outcome = "nothing";
    QCOMPARE(bench.upgrade(head("/ws")), std::string("refused unauthorized"));
}

QTEST_GUILESS_MAIN(TestGateTokens)
#include "tst_gatetokens.moc"
