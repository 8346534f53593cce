#include "core/auth/jwtverifier.h"
#include "tests/core/auth/jwtbench.h"

#include <QTest>
#include <openssl/err.h>

using namespace sluice;
using namespace std::chrono_literals;

namespace {

const std::chrono::system_clock::time_point now { std::chrono::seconds(1'800'000'000) };
const std::string hs256 = R"({"alg":"HS256","typ":"JWT"})";
const std::string anna = R"({"sub":"anna","exp":1800000060})";

JwtVerifier hsVerifier(const std::string& audience = {}, const std::string& issuer = {})
{
    return { secretKey(jwtbench::secret), audience, issuer };
}

std::string hsToken(const std::string& claims, const std::string& header = hs256)
{
    return jwtbench::token(secretKey(jwtbench::secret), header, claims);
}

// Making one takes a while.
const jwtbench::KeyPair& rsaPair()
{
    static const auto pair = jwtbench::KeyPair::rsa();
    return pair;
}

// "" for whoever is let in, else why not.
QString verdictOn(const Admittance& admittance)
{
    const auto* denial = std::get_if<Denial>(&admittance);
    return denial ? QString::fromStdString(std::string(denial->why)) : QString();
}

} // namespace

class TestJwt : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachAlgorithmReadsItsOwn_data();
    void eachAlgorithmReadsItsOwn();
    void theExampleOfTheRfcIsRight();
    void theHeaderDecidesNothing_data();
    void theHeaderDecidesNothing();
    void thePublicKeysTextIsNoSecret();
    void anotherKeysSignatureIsWrong();
    void junkIsNoToken_data();
    void junkIsNoToken();
    void theSignatureIsTheFixedLengthOneOfEs256();
    void claimsAreLookedAt_data();
    void claimsAreLookedAt();
    void theExpiryIncludesTheSkew();
    void withoutExpiryItNeverEnds();
    void oneChangedOctetIsNoticed();
    void nothingIsLeftInTheQueueOfErrors();
    void keysAreCheckedWhenTheyAreLoaded_data();
    void keysAreCheckedWhenTheyAreLoaded();
};

void TestJwt::eachAlgorithmReadsItsOwn_data()
{
    QTest::addColumn<int>("algorithm");
    QTest::newRow("HS256") << int(JwtAlgorithm::Hs256);
    QTest::newRow("RS256") << int(JwtAlgorithm::Rs256);
    QTest::newRow("ES256") << int(JwtAlgorithm::Es256);
}

void TestJwt::eachAlgorithmReadsItsOwn()
{
    QFETCH(int, algorithm);
    const auto which = static_cast<JwtAlgorithm>(algorithm);
    JwtKey signing = secretKey(jwtbench::secret);
    JwtKey checking = signing;
    if (which != JwtAlgorithm::Hs256) {
        const auto curve = jwtbench::KeyPair::curve();
        const auto& pair = which == JwtAlgorithm::Rs256 ? rsaPair() : curve;
        signing = pair.privateKey(which);
        checking = pair.publicKey(which);
    }
    const std::string header = "{\"alg\":\"" + std::string(jwtName(which)) + "\"}";
    const auto admittance
        = JwtVerifier(checking, {}, {}).check(jwtbench::token(signing, header, anna), now);
    QCOMPARE(verdictOn(admittance), QString());
    const auto& identity = std::get<Identity>(admittance);
    QCOMPARE(identity.user, std::string("anna"));
    QVERIFY(identity.bySubject);
    QVERIFY(identity.validUntil == std::chrono::sys_seconds(1'800'000'090s));
}

// RFC 7515 appendix A.1, whose payload has exp 1300819380.
void TestJwt::theExampleOfTheRfcIsRight()
{
    const auto secret = decodeBase64Url(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
    const std::string token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
                              ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                              "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                              ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const JwtVerifier verifier(secretKey(*secret), {}, "joe");
    const std::chrono::system_clock::time_point then { std::chrono::seconds(1'300'819'000) };
    QCOMPARE(verdictOn(verifier.check(token, then)), QString());
    QCOMPARE(verdictOn(verifier.check(token, now)), QStringLiteral("the token has expired"));
}

void TestJwt::theHeaderDecidesNothing_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("verdict");
    const QString algorithm = QStringLiteral("the token is signed by another algorithm");
    const QString type = QStringLiteral("the token is of another type");
    const QString extension = QStringLiteral("the token asks for an extension that is not known");
    const auto row = [](const char* name, const char* header, const QString& verdict) {
        QTest::newRow(name) << QByteArray(header) << verdict;
    };
    row("no typ", R"({"alg":"HS256"})", {});
    row("typ in capitals or not", R"({"alg":"HS256","typ":"jwt"})", {});
    row("an access token", R"({"alg":"HS256","typ":"at+jwt"})", {});
    row("a key id is not asked for", R"({"alg":"HS256","kid":"7","jku":"https://evil.example"})",
        {});
    row("none", R"({"alg":"none"})", algorithm);
    row("None", R"({"alg":"None"})", algorithm);
    row("no algorithm", R"({"typ":"JWT"})", algorithm);
    row("the algorithm as a number", R"({"alg":256})", algorithm);
    row("the name in other letters", R"({"alg":"hs256"})", algorithm);
    row("a stronger one", R"({"alg":"HS512"})", algorithm);
    row("one of keys", R"({"alg":"RS256"})", algorithm);
    row("none, said twice", R"({"alg":"HS256","alg":"none"})", algorithm);
    row("another type", R"({"alg":"HS256","typ":"logout+jwt"})", type);
    row("a type that is no text", R"({"alg":"HS256","typ":7})", type);
    row("something critical", R"({"alg":"HS256","crit":["b64"],"b64":false})", extension);
    row("an empty list of critical things", R"({"alg":"HS256","crit":[]})", extension);
}

void TestJwt::theHeaderDecidesNothing()
{
    QFETCH(QByteArray, header);
    QTEST(verdictOn(hsVerifier().check(hsToken(anna, header.toStdString()), now)), "verdict");
}

// CVE-2015-9235: a server that lets the token choose would take its public key for a shared secret.
void TestJwt::thePublicKeysTextIsNoSecret()
{
    const auto& pair = rsaPair();
    const JwtKey checking = pair.publicKey(JwtAlgorithm::Rs256);
    const JwtVerifier verifier(checking, {}, {});
    const JwtKey forger = secretKey(checking.material);
    QCOMPARE(verdictOn(verifier.check(jwtbench::token(forger, hs256, anna), now)),
             QStringLiteral("the token is signed by another algorithm"));
    QCOMPARE(verdictOn(verifier.check(jwtbench::token(forger, R"({"alg":"RS256"})", anna), now)),
             QStringLiteral("the token's signature is wrong"));
}

void TestJwt::anotherKeysSignatureIsWrong()
{
    const JwtKey other = secretKey(std::string(32, 'x'));
    const auto admittance = hsVerifier().check(jwtbench::token(other, hs256, anna), now);
    QCOMPARE(verdictOn(admittance), QStringLiteral("the token's signature is wrong"));
    QVERIFY(std::get<Denial>(admittance).guessed);
    const auto mine = jwtbench::KeyPair::curve();
    const auto theirs = jwtbench::KeyPair::curve();
    const JwtVerifier verifier(mine.publicKey(JwtAlgorithm::Es256), {}, {});
    const JwtKey forger = theirs.privateKey(JwtAlgorithm::Es256);
    QCOMPARE(verdictOn(verifier.check(jwtbench::token(forger, R"({"alg":"ES256"})", anna), now)),
             QStringLiteral("the token's signature is wrong"));
}

void TestJwt::junkIsNoToken_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("verdict");
    const QString none = QStringLiteral("the token is no JWT");
    const QByteArray good = QByteArray::fromStdString(hsToken(anna));
    const auto encoded = [](const QByteArray& text) {
        return QByteArray::fromStdString(encodeBase64Url(text.toStdString()));
    };
    const QByteArray head = encoded(R"({"alg":"HS256"})");
    QTest::newRow("nothing") << QByteArray() << none;
    QTest::newRow("a word") << QByteArray("hello") << none;
    QTest::newRow("dots") << QByteArray("..") << none;
    QTest::newRow("two parts") << good.left(good.lastIndexOf('.')) << none;
    QTest::newRow("no signature") << good.left(good.lastIndexOf('.') + 1) << none;
    QTest::newRow("four parts") << good + ".x" << none;
    QTest::newRow("octets above 127") << QByteArray("\xff\xfe.\x80\x81.\xc3\xa4") << none;
    QTest::newRow("a zero octet") << QByteArray("a\0b.c.d", 7) << none;
    QTest::newRow("padding") << good + "=" << none;
    QTest::newRow("a blank") << good + " " << none;
    QTest::newRow("the other alphabet") << head + ".e30/." + head << none;
    QTest::newRow("a payload that is a list") << head + '.' + encoded("[1]") + '.' + head << none;
    QTest::newRow("a payload that is a text") << head + '.' + encoded("\"x\"") + '.' + head << none;
    QTest::newRow("a payload that is cut off")
        << head + '.' + encoded("{\"a\":") + '.' + head << none;
    QTest::newRow("a deep one") << head + '.' + encoded(QByteArray(3000, '[')) + '.' + head << none;
    QTest::newRow("not UTF-8") << head + '.' + encoded("{\"sub\":\"\xff\"}") + '.' + head << none;
    QTest::newRow("too long") << good + QByteArray(8192, 'A')
                              << QStringLiteral("the token is too long");
}

void TestJwt::junkIsNoToken()
{
    QFETCH(QByteArray, token);
    const auto admittance = hsVerifier().check(token.toStdString(), now);
    QTEST(verdictOn(admittance), "verdict");
    QVERIFY(std::get<Denial>(admittance).guessed);
}

// RFC 7518 §3.4: R and S, 32 octets each; not the DER that OpenSSL writes.
void TestJwt::theSignatureIsTheFixedLengthOneOfEs256()
{
    const auto pair = jwtbench::KeyPair::curve();
    const JwtKey checking = pair.publicKey(JwtAlgorithm::Es256);
    const JwtKey signing = pair.privateKey(JwtAlgorithm::Es256);
    for (int i = 0; i < 50; ++i) { // some of them begin with zeros
        const std::string signature = makeSignature(signing, "text");
        QCOMPARE(signature.size(), std::size_t(64));
        QVERIFY(SignatureCheck(checking).passes("text", signature));
        QVERIFY(!SignatureCheck(checking).passes("text", signature + '\0'));
        QVERIFY(!SignatureCheck(checking).passes("text", signature.substr(0, 63)));
    }
    QVERIFY(!SignatureCheck(checking).passes("text", std::string(64, '\0')));
    QVERIFY(!SignatureCheck(checking).passes("text", {}));
}

void TestJwt::claimsAreLookedAt_data()
{
    QTest::addColumn<QByteArray>("claims");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char* name, const char* claims, const char* verdict = "") {
        QTest::newRow(name) << QByteArray("{\"aud\":\"here\",\"iss\":\"us\"," + QByteArray(claims)
                                          + '}')
                            << QString::fromLatin1(verdict);
    };
    const char* expired = "the token has expired";
    const char* early = "the token is not valid yet";
    const char* noTime = "the token's exp is no time";
    const char* audience = "the token is for another audience";
    const char* issuer = "the token is from another issuer";
    const char* noName = "the token's sub is no name";
    row("in time", R"("exp":1800000001)");
    row("within the skew", R"("exp":1799999971)");
    row("beyond the skew", R"("exp":1799999970)", expired);
    row("with a fraction", R"("exp":1799999971.5)");
    row("far in the future", R"("exp":1e300)");
    row("before 1970", R"("exp":-1)", expired);
    row("long before", R"("exp":-1e300)", expired);
    row("0", R"("exp":0)", expired);
    row("a text", R"("exp":"1900000000")", noTime);
    row("null", R"("exp":null)", noTime);
    row("true", R"("exp":true)", noTime);
    row("a list", R"("exp":[1900000000])", noTime);
    row("begun", R"("nbf":1800000000)");
    row("about to begin", R"("nbf":1800000030)");
    row("not begun", R"("nbf":1800000031)", early);
    row("begun at the epoch", R"("nbf":0)");
    row("begun before the epoch", R"("nbf":-5)");
    row("begins in another age", R"("nbf":1e300)", early);
    row("begins at a text", R"("nbf":"0")", "the token's nbf is no time");
    row("made tomorrow, which nothing forbids", R"("iat":1900000000)");
    row("audience in a list", R"("aud":["there","here"])");
    row("another audience", R"("aud":"there")", audience);
    row("other audiences", R"("aud":["there",7,null])", audience);
    row("audience in other letters", R"("aud":"Here")", audience);
    row("an audience that is an object", R"("aud":{"here":1})", audience);
    row("no audience", R"("aud":null)", audience);
    row("another issuer", R"("iss":"them")", issuer);
    row("issuers in a list", R"("iss":["us"])", issuer);
    row("nobody", R"("sub":"")");
    row("somebody whose name is no client id", R"("sub":"anna@example.org")");
    row("a number for a name", R"("sub":7)", noName);
    row("a line in the name", R"("sub":"a\nb")", noName);
    QTest::newRow("a long name") << QByteArray(R"({"aud":"here","iss":"us","sub":")"
                                               + QByteArray(257, 'a') + "\"}")
                                 << QString::fromLatin1(noName);
    QTest::newRow("neither audience nor issuer")
        << QByteArray("{}") << QString::fromLatin1(audience);
}

void TestJwt::claimsAreLookedAt()
{
    QFETCH(QByteArray, claims);
    const auto admittance = hsVerifier("here", "us").check(hsToken(claims.toStdString()), now);
    QTEST(verdictOn(admittance), "verdict");
    if (const auto* denial = std::get_if<Denial>(&admittance))
        QVERIFY(!denial->guessed); // its issuer signed it
}

void TestJwt::theExpiryIncludesTheSkew()
{
    const std::string token = hsToken(R"({"exp":1800000000})");
    const JwtVerifier verifier = hsVerifier();
    const auto admittance = verifier.check(token, now);
    const auto until = *std::get<Identity>(admittance).validUntil;
    QVERIFY(until == now + JwtVerifier::clockSkew);
    QCOMPARE(verdictOn(verifier.check(token, until - 1ms)), QString());
    QCOMPARE(verdictOn(verifier.check(token, until)), QStringLiteral("the token has expired"));
}

void TestJwt::withoutExpiryItNeverEnds()
{
    const auto admittance = hsVerifier().check(hsToken(R"({"sub":"anna"})"), now);
    QCOMPARE(verdictOn(admittance), QString());
    QVERIFY(!std::get<Identity>(admittance).validUntil);
}

void TestJwt::oneChangedOctetIsNoticed()
{
    const std::string token = hsToken(anna);
    for (std::size_t at = 0; at < token.size(); ++at) {
        std::string changed = token;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        QVERIFY2(!verdictOn(hsVerifier().check(changed, now)).isEmpty(), changed.c_str());
    }
}

// What stays there, the thread's next TLS connection takes for its own failure.
void TestJwt::nothingIsLeftInTheQueueOfErrors()
{
    const auto& pair = rsaPair();
    const JwtKey checking = pair.publicKey(JwtAlgorithm::Rs256);
    QVERIFY(!SignatureCheck(checking).passes("text", "junk"));
    QVERIFY(!SignatureCheck(checking).passes("text", std::string(256, '\x01')));
    QVERIFY(
        !SignatureCheck({ JwtAlgorithm::Es256, "no key" }).passes("text", std::string(64, '\x01')));
    QVERIFY(makeSignature({ JwtAlgorithm::Rs256, "no key" }, "text").empty());
    QCOMPARE(ERR_peek_error(), 0UL);
}

void TestJwt::keysAreCheckedWhenTheyAreLoaded_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("algorithm");
    QTest::addColumn<QString>("rule"); // begins so; empty: it will do
    const int rs = int(JwtAlgorithm::Rs256);
    const int es = int(JwtAlgorithm::Es256);
    const auto row = [](const char* kind, int algorithm, const char* rule) {
        QTest::addRow("%s for %s", kind, algorithm == int(JwtAlgorithm::Rs256) ? "RS256" : "ES256")
            << QString::fromLatin1(kind) << algorithm << QString::fromLatin1(rule);
    };
    row("RSA", rs, "");
    row("RSA of 1024 bits", rs, "must be an RSA key of 2048 bits or more, for rs256");
    row("P-256", rs, "must be an RSA key of 2048 bits or more, for rs256");
    row("P-256", es, "");
    row("P-384", es, "must be an elliptic-curve key on P-256, for es256");
    row("RSA", es, "must be an elliptic-curve key on P-256, for es256");
    row("a private key", rs, "must hold a public key in PEM (-----BEGIN PUBLIC KEY-----)");
    row("a word", rs, "must hold a public key in PEM (-----BEGIN PUBLIC KEY-----)");
    row("no file", rs, "cannot be read: No such file or directory");
    row("a folder", rs, "cannot be read: Is a directory");
}

void TestJwt::keysAreCheckedWhenTheyAreLoaded()
{
    QFETCH(QString, kind);
    QFETCH(int, algorithm);
    QFETCH(QString, rule);
    const auto curve = jwtbench::KeyPair::curve(kind == QLatin1String("P-384") ? "P-384" : "P-256");
    const auto weak = jwtbench::KeyPair::rsa(1024);
    std::string file = rsaPair().publicFile;
    const QTemporaryDir folder;
    if (kind == QLatin1String("RSA of 1024 bits"))
        file = weak.publicFile;
    else if (kind.startsWith(QLatin1String("P-")))
        file = curve.publicFile;
    else if (kind == QLatin1String("a private key"))
        file = rsaPair().privateFile;
    else if (kind == QLatin1String("a word"))
        std::ofstream(file = folder.filePath(QStringLiteral("word")).toStdString()) << "hello\n";
    else if (kind == QLatin1String("no file"))
        file += "-not-there";
    else if (kind == QLatin1String("a folder"))
        file = "/";
    const auto loaded = loadPublicKey(static_cast<JwtAlgorithm>(algorithm), file);
    const auto* why = std::get_if<std::string>(&loaded);
    QCOMPARE(why ? QString::fromStdString(*why) : QString(), rule);
}

QTEST_APPLESS_MAIN(TestJwt)
#include "tst_jwt.moc"
