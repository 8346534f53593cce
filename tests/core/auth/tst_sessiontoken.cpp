#include "core/auth/sessiontoken.h"

#include <QTest>

using sluice::SessionTokens;

Q_DECLARE_METATYPE(std::string)

class TestSessionToken : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aGenuineTokenNamesItsClient_data();
    void aGenuineTokenNamesItsClient();
    void isTheHmacOfTheId();
    void whatIsNotGenuineIsNobody_data();
    void whatIsNotGenuineIsNobody();
    void everyChangedOctetIsSeen();
    void aSharedKeyMakesSharedTokens();
};

void TestSessionToken::aGenuineTokenNamesItsClient_data()
{
    QTest::addColumn<std::string>("id");
    QTest::newRow("an assigned id") << std::string("c-0123456789");
    QTest::newRow("an id with dots") << std::string("a.b..c.");
    QTest::newRow("the longest id") << std::string(64, 'x');
}

void TestSessionToken::aGenuineTokenNamesItsClient()
{
    QFETCH(std::string, id);
    const SessionTokens tokens("key");
    const std::string token = tokens.issue(id);
    QVERIFY(tokens.verify(token) == id);
    // It goes into a query as it is (RFC 3986 §2.3).
    QVERIFY(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789-._~")
            == std::string::npos);
}

void TestSessionToken::isTheHmacOfTheId()
{
    // RFC 4231 §4.3: HMAC-SHA-256 with the key "Jefe", its first 128 bits.
    QCOMPARE(SessionTokens("Jefe").issue("what do ya want for nothing?"),
             std::string("what do ya want for nothing?.W9zBRr9gdU5qBCQmCJV1xw"));
}

void TestSessionToken::whatIsNotGenuineIsNobody_data()
{
    const std::string genuine = SessionTokens("key").issue("anna");
    QTest::addColumn<std::string>("token");
    QTest::newRow("nothing") << std::string();
    QTest::newRow("no dot") << std::string("anna");
    QTest::newRow("a dot alone") << std::string(".");
    QTest::newRow("no signature") << std::string("anna.");
    QTest::newRow("another client's signature") << "bert" + genuine.substr(4);
    QTest::newRow("the beginning of the signature") << genuine.substr(0, genuine.size() - 1);
    QTest::newRow("the signature and more") << genuine + "A";
    QTest::newRow("padded") << genuine + "==";
    QTest::newRow("the id cut off") << genuine.substr(5);
    QTest::newRow("of another key") << SessionTokens("other").issue("anna");
    QTest::newRow("a NUL behind it") << genuine + std::string(1, '\0');
}

void TestSessionToken::whatIsNotGenuineIsNobody()
{
    QFETCH(std::string, token);
    QVERIFY(!SessionTokens("key").verify(token));
}

void TestSessionToken::everyChangedOctetIsSeen()
{
    const SessionTokens tokens("key");
    const std::string genuine = tokens.issue("anna");
    for (std::size_t i = 0; i < genuine.size(); ++i) {
        std::string changed = genuine;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        QVERIFY2(!tokens.verify(changed), changed.c_str());
    }
}

void TestSessionToken::aSharedKeyMakesSharedTokens()
{
    QVERIFY(SessionTokens("shared").verify(SessionTokens("shared").issue("anna")) == "anna");
}

QTEST_APPLESS_MAIN(TestSessionToken)
#include "tst_sessiontoken.moc"
