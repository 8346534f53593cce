#include "core/auth/originpolicy.h"

#include "core/net/httphead.h"
#include <QTest>

using namespace sluice;

class TestOriginPolicy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decides_data();
    void decides();
    void programsSendNoOrigin();
};

void TestOriginPolicy::decides_data()
{
    QTest::addColumn<QString>("allowed");
    QTest::addColumn<QString>("origin");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* name, const char* allowed, const char* origin, const char* host,
                        bool expected) {
        QTest::newRow(name) << QString::fromLatin1(allowed) << QString::fromLatin1(origin)
                            << QString::fromLatin1(host) << expected;
    };
    row("same host and port", "", "http://a.example:8000", "a.example:8000", true);
    row("another port", "", "http://a.example:8001", "a.example:8000", false);
    row("another host", "", "http://b.example:8000", "a.example:8000", false);
    row("the host as a prefix", "", "http://a.example.evil.org", "a.example", false);
    row("letter case does not count", "", "http://A.Example", "a.eXample", true);
    row("http's port may be left out in Origin", "", "http://a.example", "a.example:80", true);
    row("http's port may be left out in Host", "", "http://a.example:80", "a.example", true);
    row("https's port may be left out", "", "https://a.example", "a.example:443", true);
    row("http's port is not https's", "", "https://a.example", "a.example:80", false);
    row("an IPv6 host", "", "http://[::1]:8000", "[::1]:8000", true);
    row("another IPv6 host", "", "http://[::2]:8000", "[::1]:8000", false);
    row("null", "", "null", "a.example", false);
    row("null under a star", "*", "null", "a.example", false);
    row("null when listed", "*,null", "null", "a.example", true);
    row("anything under a star", "*", "https://b.example", "a.example", true);
    row("a subdomain under a glob", "https://*.example.org", "https://x.example.org", "h", true);
    row("a deeper subdomain", "https://*.example.org", "https://x.y.example.org", "h", true);
    row("the bare domain under a glob", "https://*.example.org", "https://example.org", "h", false);
    row("another scheme than the glob", "https://*.example.org", "http://x.example.org", "h",
        false);
    row("a tail behind the glob", "https://*.example.org", "https://x.example.org.evil.com", "h",
        false);
    row("a path that ends like the glob", "https://*.example.org", "https://evil.com/x.example.org",
        "h", false);
    row("a host that is a path's beginning", "https://*.example.org",
        "https://evil.com/.example.org", "h", false);
    row("a port in place of a subdomain", "https://*.example.org", "https://evil.com:1.example.org",
        "h", false);
    row("another port than the glob's", "https://*.example.org", "https://x.example.org:8443", "h",
        false);
    row("a glob of hosts does not reach other ports", "https://*", "https://b.example:8443", "h",
        false);
    row("a glob that ends in a star, and other ports", "http://b.*", "http://b.example:81", "h",
        false);
    row("any host by a glob", "https://*", "https://b.example", "h", true);
    row("any host and port by a glob", "https://*:*", "https://b.example:8443", "h", true);
    row("an IPv6 address is no name of a glob", "http://*", "http://[::2]", "h", false);
    row("several stars in a host", "https://*.dev.*.example.org", "https://a.dev.b.example.org",
        "h", true);
    row("user information", "https://*.example.org", "https://evil.com@x.example.org", "h", false);
    row("a listed port", "http://localhost:3000", "http://localhost:3000", "h", true);
    row("a port that is not listed", "http://localhost:3000", "http://localhost:3001", "h", false);
    row("any port by a glob", "http://localhost:*", "http://localhost:3001", "h", true);
    row("the default port by a glob", "http://localhost:*", "http://localhost", "h", true);
    row("an IPv6 host's port by a glob", "http://[::1]:*", "http://[::1]:3000", "h", true);
    row("an IPv6 host's default port", "http://[::1]", "http://[::1]:80", "h", true);
    row("a default port in the list", "https://b.example:443", "https://b.example", "h", true);
    row("a default port in Origin", "https://b.example", "https://b.example:443", "h", true);
    row("the second of the list", "https://b.example,https://c.example", "https://c.example", "h",
        true);
    row("many stars", "https://*a*a*a*a*a*a*a*b",
        "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "h", false);
    row("an empty origin", "*", "", "h", false);
    row("no scheme", "*", "b.example", "h", false);
    row("a port too high", "*", "http://b.example:65536", "h", false);
    row("no Host", "", "http://a.example", "", false);
}

void TestOriginPolicy::decides()
{
    QFETCH(QString, allowed);
    QFETCH(QString, origin);
    QFETCH(QString, host);
    QFETCH(bool, expected);
    std::vector<std::string> list;
    for (const QString& pattern : allowed.split(u',', Qt::SkipEmptyParts))
        list.push_back(pattern.toStdString());
    QCOMPARE(OriginPolicy(list).allows(origin.toStdString(), host.toStdString()), expected);
}

void TestOriginPolicy::programsSendNoOrigin()
{
    HttpHead head;
    head.fields = { { "Host", "a.example" } };
    QVERIFY(OriginPolicy().allows(head));
    head.fields.push_back({ "origin", "http://b.example" });
    QVERIFY(!OriginPolicy().allows(head));
}

QTEST_APPLESS_MAIN(TestOriginPolicy)
#include "tst_originpolicy.moc"
