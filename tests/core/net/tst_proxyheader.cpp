#include "core/net/proxyheader.h"

#include "tests/support/proxyoctets.h"
#include <QTest>

using namespace sluice;

class TestProxyHeader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void asksForNoOctetBehindIt();
    void aVerdictOnItsBeginningIsFinal();
};

namespace {

QByteArray octets(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

const std::string tcp6 = std::string("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01", 16)
    + std::string(16, '\0') + std::string("\x9c\x40\x1f\x40", 4);

} // namespace

void TestProxyHeader::reads_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("proxied");
    QTest::addColumn<QByteArray>("ip");
    QTest::addColumn<int>("port");
    const std::string mapped = std::string("\0\0\0\0\0\0\0\0\0\0\xff\xff\xc0\x00\x02\x07", 16)
        + std::string(16, '\0') + std::string("\x9c\x40\x1f\x40", 4);
    const std::string tlv("\x04\x00\x03zzz", 6);
    const auto row
        = [](const char* name, const std::string& header, bool proxied, const char* ip, int port) {
              QTest::newRow(name) << octets(header) << proxied << QByteArray(ip) << port;
          };
    row("IPv4", proxyOctets(0x21, 0x11, tcp4Block), true, "192.0.2.7", 40000);
    row("IPv6", proxyOctets(0x21, 0x21, tcp6), true, "2001:db8::1", 40000);
    row("IPv4 mapped into IPv6", proxyOctets(0x21, 0x21, mapped), true, "192.0.2.7", 40000);
    row("what stands behind the addresses", proxyOctets(0x21, 0x11, tcp4Block + tlv), true,
        "192.0.2.7", 40000);
    row("the longest", proxyOctets(0x21, 0x11, tcp4Block + std::string(4096 - 16 - 12, 'x')), true,
        "192.0.2.7", 40000);
    row("the proxy's own connection", proxyOctets(0x20, 0x00, {}), false, "", 0);
    row("the proxy's own, with addresses", proxyOctets(0x20, 0x11, tcp4Block), false, "", 0);
    row("the proxy's own, with noise", proxyOctets(0x20, 0xff, "noise"), false, "", 0);
    row("an unknown family", proxyOctets(0x21, 0x00, {}), false, "", 0);
}

void TestProxyHeader::reads()
{
    QFETCH(QByteArray, header);
    QFETCH(bool, proxied);
    QFETCH(QByteArray, ip);
    QFETCH(int, port);
    for (const std::string& behind : { std::string(), std::string("GET / HTTP/1.1\r\n") }) {
        const ProxyHeader read = parseProxyHeader(header.toStdString() + behind);
        QCOMPARE(read.outcome, proxied ? ProxyOutcome::Proxied : ProxyOutcome::Local);
        QCOMPARE(read.bytes, static_cast<std::size_t>(header.size()));
        QCOMPARE(QByteArray::fromStdString(read.ip), ip);
        QCOMPARE(int { read.port }, port);
        QVERIFY(read.why.empty());
    }
}

void TestProxyHeader::refuses_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("why");
    const auto row = [](const char* name, const std::string& header, const char* why) {
        QTest::newRow(name) << octets(header) << QByteArray(why);
    };
    const char* none = "the connection does not begin with one";
    row("an HTTP request", "GET / HTTP/1.1\r\n", none);
    row("a POST, whose first letter is that of version 1", "POST / HTTP/1.1\r\n", none);
    row("a TLS hello", std::string("\x16\x03\x01\x02\x00", 5), none);
    row("two empty lines", "\r\n\r\nGET / HTTP/1.1\r\n", none);
    row("version 1", "PROXY TCP4 192.0.2.7 10.0.0.1 40000 8000\r\n",
        "it is of version 1, and only version 2 is understood");
    row("version 3", proxyOctets(0x31, 0x11, tcp4Block), "its version or command is unknown");
    row("an unknown command", proxyOctets(0x22, 0x11, tcp4Block),
        "its version or command is unknown");
    row("UDP", proxyOctets(0x21, 0x12, tcp4Block), "it is for no TCP connection");
    row("a socket of the proxy's machine", proxyOctets(0x21, 0x31, std::string(216, 'x')),
        "it is for no TCP connection");
    row("IPv4 without its last octet", proxyOctets(0x21, 0x11, tcp4Block.substr(0, 11)),
        "its addresses are cut short");
    row("IPv6 as long as IPv4", proxyOctets(0x21, 0x21, tcp4Block), "its addresses are cut short");
    row("no addresses", proxyOctets(0x21, 0x11, {}), "its addresses are cut short");
    row("longer than the longest", proxyOctets(0x21, 0x11, std::string(4096 - 16 + 1, 'x')),
        "it is too long");
}

void TestProxyHeader::refuses()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, why);
    const ProxyHeader read = parseProxyHeader(header.toStdString());
    QCOMPARE(read.outcome, ProxyOutcome::Malformed);
    QCOMPARE(QByteArray::fromStdString(std::string(read.why)), why);
}

void TestProxyHeader::asksForNoOctetBehindIt()
{
    const std::string whole = proxyOctets(0x21, 0x21, tcp6);
    for (std::size_t have = 0; have < whole.size(); ++have) {
        const ProxyHeader read = parseProxyHeader(std::string_view(whole).substr(0, have));
        QCOMPARE(read.outcome, ProxyOutcome::Incomplete);
        QVERIFY(read.bytes > have);
        QVERIFY(read.bytes <= whole.size());
    }
}

void TestProxyHeader::aVerdictOnItsBeginningIsFinal()
{
    for (const std::string& whole :
         { proxyOctets(0x31, 0x11, tcp4Block), proxyOctets(0x22, 0x11, tcp4Block),
           proxyOctets(0x21, 0x12, tcp4Block), std::string("PROXY TCP4 1"),
           std::string("POST /") }) {
        const ProxyHeader verdict = parseProxyHeader(whole);
        for (std::size_t have = 0; have < whole.size(); ++have) {
            const ProxyHeader read = parseProxyHeader(std::string_view(whole).substr(0, have));
            QVERIFY(read.outcome == ProxyOutcome::Incomplete || read.why == verdict.why);
        }
    }
}

QTEST_APPLESS_MAIN(TestProxyHeader)
#include "tst_proxyheader.moc"
