#include "app/client/serverurl.h"
#include <QTest>

using namespace sluice;
using namespace Qt::StringLiterals;

class TestServerUrl : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesTheSocket_data();
    void namesTheSocket();
    void namesTheEndpoint_data();
    void namesTheEndpoint();
    void namesTheAdminStream();
    void refuses_data();
    void refuses();
    void noSecretsInAnAdminUrl_data();
    void noSecretsInAnAdminUrl();
    void saysThePlace();
};

void TestServerUrl::namesTheSocket_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("url");
    QTest::newRow("as it is") << u"ws://h:1/ws"_s << QString() << u"ws://h:1/ws"_s;
    QTest::newRow("with an id") << u"ws://h:1/ws"_s << u"me"_s << u"ws://h:1/ws/me"_s;
    QTest::newRow("a slash too many") << u"ws://h:1/ws/"_s << u"me"_s << u"ws://h:1/ws/me"_s;
    QTest::newRow("without a path") << u"ws://h:1"_s << QString() << u"ws://h:1/ws"_s;
    QTest::newRow("copied from the browser") << u"http://h:1/"_s << u"me"_s << u"ws://h:1/ws/me"_s;
    QTest::newRow("no scheme") << u"h:1"_s << u"me"_s << u"ws://h:1/ws/me"_s;
    QTest::newRow("TLS stays") << u"https://h/"_s << QString() << u"wss://h/ws"_s;
    QTest::newRow("the query stays")
        << u"ws://h/ws?token=a"_s << u"me"_s << u"ws://h/ws/me?token=a"_s;
}

void TestServerUrl::namesTheSocket()
{
    QFETCH(QString, typed);
    QFETCH(QString, id);
    QFETCH(QString, url);
    const auto made = socketUrl(typed, id);
    QVERIFY(made);
    QCOMPARE(made->toString(), url);
}

void TestServerUrl::namesTheEndpoint_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url");
    QTest::newRow("plain") << u"http://h:1"_s << u"http://h:1/broadcast"_s;
    QTest::newRow("with a slash") << u"http://h:1/"_s << u"http://h:1/broadcast"_s;
    QTest::newRow("under a prefix") << u"https://h/sluice/"_s << u"https://h/sluice/broadcast"_s;
    QTest::newRow("no scheme") << u"127.0.0.1:8000"_s << u"http://127.0.0.1:8000/broadcast"_s;
    QTest::newRow("only a name") << u"localhost:1"_s << u"http://localhost:1/broadcast"_s;
    QTest::newRow("an IPv6 address") << u"[::1]:1"_s << u"http://[::1]:1/broadcast"_s;
    QTest::newRow("a socket's scheme") << u"wss://h"_s << u"https://h/broadcast"_s;
}

void TestServerUrl::namesTheEndpoint()
{
    QFETCH(QString, typed);
    QFETCH(QString, url);
    const auto made = httpUrl(typed, u"/broadcast"_s);
    QVERIFY(made);
    QCOMPARE(made->toString(), url);
}

void TestServerUrl::namesTheAdminStream()
{
    QCOMPARE(adminUrl(u"h:1"_s)->toString(), u"ws://h:1/api/v1/events"_s);
    QCOMPARE(adminUrl(u"https://h/sluice/"_s)->toString(), u"wss://h/sluice/api/v1/events"_s);
}

void TestServerUrl::refuses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("no host and no scheme") << u":8000"_s;
    QTest::newRow("another scheme") << u"ftp://h/"_s;
    QTest::newRow("no host") << u"ws:///ws"_s;
    QTest::newRow("port too large") << u"ws://h:65536/ws"_s;
    QTest::newRow("empty") << QString();
}

void TestServerUrl::refuses()
{
    QFETCH(QString, typed);
    QVERIFY(!socketUrl(typed, {}));
    QVERIFY(!httpUrl(typed, u"/x"_s));
    QVERIFY(!adminUrl(typed));
}

void TestServerUrl::noSecretsInAnAdminUrl_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("a password") << u"https://anna:sesame@h/"_s;
    QTest::newRow("a user") << u"https://anna@h/"_s;
    QTest::newRow("without a scheme") << u"anna:sesame@h:8000"_s;
    QTest::newRow("a query") << u"https://h/?token=sesame"_s;
}

void TestServerUrl::noSecretsInAnAdminUrl()
{
    QFETCH(QString, typed);
    QVERIFY(!adminUrl(typed));
}

void TestServerUrl::saysThePlace()
{
    QCOMPARE(placeOf(QUrl(u"ws://h/ws"_s)), u"h:80"_s);
    QCOMPARE(placeOf(QUrl(u"wss://h/ws"_s)), u"h:443"_s);
    QCOMPARE(placeOf(QUrl(u"http://h:8000/"_s)), u"h:8000"_s);
}

QTEST_APPLESS_MAIN(TestServerUrl)
#include "tst_serverurl.moc"
