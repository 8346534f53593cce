#include "core/auth/authenticator.h"
#include "core/auth/presentedtoken.h"
#include "core/net/httphead.h"
#include "tests/core/auth/jwtbench.h"
#include "tests/support/defaultsettings.h"

#include <QTest>

using namespace sluice;

namespace {

const std::chrono::system_clock::time_point now { std::chrono::seconds(1'800'000'000) };

HttpHead head(const std::string& target, const std::string& fields)
{
    const auto result
        = parseHttpHead("GET " + target + " HTTP/1.1\r\nHost: here\r\n" + fields + "\r\n");
    if (result.outcome != HeadOutcome::Complete)
        qFatal("no head: %s", std::string(result.why).c_str());
    return result.head;
}

std::shared_ptr<const Authenticator> make(const Settings& settings)
{
    return std::get<std::shared_ptr<const Authenticator>>(Authenticator::make(settings));
}

Settings withTokens()
{
    Settings settings = support::defaultSettings();
    settings.auth = Auth::Token;
    settings.authTokens
        = { { "", "open-sesame" }, { "anna", "annas-own" }, { "anna", "her-other" } };
    return settings;
}

} // namespace

class TestAuthenticator : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTokenIsShownInOneOfThreeWays_data();
    void aTokenIsShownInOneOfThreeWays();
    void withoutAuthEverybodyMayEnter();
    void aListedTokenLetsIn_data();
    void aListedTokenLetsIn();
    void aJwtIsReadFromTheHead();
    void whatCannotWorkIsSaid_data();
    void whatCannotWorkIsSaid();
};

void TestAuthenticator::aTokenIsShownInOneOfThreeWays_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("token"); // "-": none was shown
    const auto row
        = [](const char* name, const char* target, const char* fields, const char* token) {
              QTest::newRow(name) << QByteArray(target) << QByteArray(fields) << QByteArray(token);
          };
    row("none", "/ws", "", "-");
    row("the field", "/ws", "Authorization: Bearer abc\r\n", "abc");
    row("the field in other letters", "/ws", "authorization: bearer abc\r\n", "abc");
    row("another scheme", "/ws", "Authorization: Basic abc\r\n", "-");
    row("a scheme alone", "/ws", "Authorization: Bearer\r\n", "-");
    row("the sub-protocol", "/ws", "Sec-WebSocket-Protocol: sluice.v1, bearer.YWJj\r\n", "abc");
    row("the sub-protocol first", "/ws", "Sec-WebSocket-Protocol: bearer.YWJj,sluice.v1\r\n",
        "abc");
    row("in two lines", "/ws",
        "Sec-WebSocket-Protocol: sluice.v1\r\nSec-WebSocket-Protocol: bearer.YWJj\r\n", "abc");
    row("with padding it cannot be read", "/ws", "Sec-WebSocket-Protocol: bearer.YWI=\r\n", "");
    row("not in base64url", "/ws", "Sec-WebSocket-Protocol: bearer.a+b/\r\n", "");
    row("an empty one", "/ws", "Sec-WebSocket-Protocol: bearer.\r\n", "");
    row("another's sub-protocol", "/ws", "Sec-WebSocket-Protocol: forbearer.YWJj\r\n", "-");
    row("the query", "/ws?token=abc", "", "abc");
    row("the query among others", "/ws?epoch=x&token=a%2Bb&offset=1", "", "a+b");
    row("an empty query", "/ws?token=", "", "");
    row("another's query", "/ws?nottoken=abc", "", "-");
    row("the field comes first", "/ws?token=query", "Authorization: Bearer field\r\n", "field");
    row("then the sub-protocol", "/ws?token=query", "Sec-WebSocket-Protocol: bearer.YWJj\r\n",
        "abc");
}

void TestAuthenticator::aTokenIsShownInOneOfThreeWays()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, fields);
    const auto token = presentedToken(head(target.toStdString(), fields.toStdString()));
    QTEST(QByteArray::fromStdString(token.value_or("-")), "token");
}

void TestAuthenticator::withoutAuthEverybodyMayEnter()
{
    const auto everyone = make(support::defaultSettings());
    const auto admittance = everyone->check(head("/ws?token=whatever", ""), now);
    QVERIFY(std::get<Identity>(admittance).user.empty());
    QVERIFY(!everyone->asksForTokens());
}

void TestAuthenticator::aListedTokenLetsIn_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("user"); // "-": not let in
    QTest::newRow("anybody's") << QByteArray("open-sesame") << QByteArray("");
    QTest::newRow("somebody's") << QByteArray("annas-own") << QByteArray("anna");
    QTest::newRow("her other one") << QByteArray("her-other") << QByteArray("anna");
    QTest::newRow("with the name") << QByteArray("anna:annas-own") << QByteArray("-");
    QTest::newRow("half of it") << QByteArray("open-sesam") << QByteArray("-");
    QTest::newRow("twice") << QByteArray("open-sesameopen-sesame") << QByteArray("-");
    QTest::newRow("none") << QByteArray("") << QByteArray("-");
}

void TestAuthenticator::aListedTokenLetsIn()
{
    QFETCH(QByteArray, token);
    const auto door = make(withTokens());
    const auto admittance = door->check(token.toStdString(), now);
    const auto* identity = std::get_if<Identity>(&admittance);
    QTEST(QByteArray::fromStdString(identity ? identity->user : "-"), "user");
    QVERIFY(!identity || (!identity->bySubject && !identity->validUntil));
    QVERIFY(identity || std::get<Denial>(admittance).guessed);
    QVERIFY(!std::get<Denial>(door->check(head("/ws", ""), now)).guessed);
}

void TestAuthenticator::aJwtIsReadFromTheHead()
{
    Settings settings = support::defaultSettings();
    settings.auth = Auth::Jwt;
    settings.jwtSecret = jwtbench::secret;
    settings.jwtIssuer = "us";
    const auto door = make(settings);
    const std::string token = jwtbench::token(secretKey(jwtbench::secret), R"({"alg":"HS256"})",
                                              R"({"sub":"anna","iss":"us"})");
    const auto admittance = door->check(head("/ws?token=" + token, ""), now);
    QCOMPARE(std::get<Identity>(admittance).user, std::string("anna"));
    QVERIFY(door->tokensExpire());
}

void TestAuthenticator::whatCannotWorkIsSaid_data()
{
    QTest::addColumn<int>("algorithm");
    QTest::addColumn<QString>("why");
    QTest::newRow("no secret") << int(JwtAlgorithm::Hs256)
                               << QStringLiteral("auth = jwt needs jwt_secret.");
    QTest::newRow("no file") << int(JwtAlgorithm::Es256)
                             << QStringLiteral("jwt_public_key = /not/there cannot be read: "
                                               "No such file or directory.");
}

void TestAuthenticator::whatCannotWorkIsSaid()
{
    QFETCH(int, algorithm);
    Settings settings = support::defaultSettings();
    settings.auth = Auth::Jwt;
    settings.jwtAlgorithm = static_cast<JwtAlgorithm>(algorithm);
    settings.jwtPublicKey = "/not/there";
    const auto made = Authenticator::make(settings);
    QTEST(QString::fromStdString(std::get<std::string>(made)), "why");
}

QTEST_APPLESS_MAIN(TestAuthenticator)
#include "tst_authenticator.moc"
