#include "core/net/subnet.h"

#include <QTest>

using namespace sluice;

class TestSubnet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void contains_data();
    void contains();
    void countsPeers_data();
    void countsPeers();
};

void TestSubnet::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected"); // empty: refused
    const auto row = [](const char* name, const char* text, const char* expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("an IPv4 network", "10.0.0.0/8", "10.0.0.0/8");
    row("an IPv4 address", "192.0.2.7", "192.0.2.7");
    row("an IPv4 address with its whole prefix", "192.0.2.7/32", "192.0.2.7");
    row("everybody who speaks IPv4", "0.0.0.0/0", "0.0.0.0/0");
    row("everybody", "::/0", "::/0");
    row("an IPv6 network", "FD00:0::/8", "fd00::/8");
    row("an IPv6 address in brackets", "[::1]", "::1");
    row("a mapped address is an IPv4 one", "::ffff:10.0.0.1", "10.0.0.1");
    row("bits beyond the prefix", "10.1.0.0/8", "");
    row("a prefix too long for IPv4", "10.0.0.0/33", "");
    row("a prefix too long for IPv6", "::/129", "");
    row("a negative prefix", "10.0.0.0/-1", "");
    row("no prefix behind the slash", "10.0.0.0/", "");
    row("a prefix with a tail", "10.0.0.0/8x", "");
    row("three octets", "10.0.0/8", "");
    row("a name", "localhost", "");
    row("a zone", "fe80::1%eth0", "");
    row("nothing", "", "");
}

void TestSubnet::reads()
{
    QFETCH(QByteArray, text);
    const auto subnet = Subnet::parse(text.toStdString());
    QTEST(subnet ? QByteArray::fromStdString(subnet->text()) : QByteArray(), "expected");
}

void TestSubnet::contains_data()
{
    QTest::addColumn<QByteArray>("network");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* name, const char* network, const char* address, bool expected) {
        QTest::newRow(name) << QByteArray(network) << QByteArray(address) << expected;
    };
    row("inside", "10.0.0.0/8", "10.255.0.1", true);
    row("outside", "10.0.0.0/8", "11.0.0.1", false);
    row("the last bit of a prefix counts", "10.0.0.0/15", "10.1.255.255", true);
    row("the bit behind it ends it", "10.0.0.0/15", "10.2.0.0", false);
    row("the mapped form of an address", "10.0.0.0/8", "::ffff:10.0.0.1", true);
    row("IPv6", "2001:db8::/32", "2001:db8:ffff::1", true);
    row("IPv4 is not in an IPv6 network", "fd00::/8", "10.0.0.1", false);
    row("everybody's network has IPv4, too", "::/0", "10.0.0.1", true);
    row("no address", "0.0.0.0/0", "unknown", false);
}

void TestSubnet::contains()
{
    QFETCH(QByteArray, network);
    QFETCH(QByteArray, address);
    const auto subnet = Subnet::parse(network.toStdString());
    QVERIFY(subnet);
    QTEST(subnet->contains(address.toStdString()), "expected");
}

void TestSubnet::countsPeers_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("same");
    QTest::newRow("an IPv6 /64 is one peer")
        << QByteArray("2001:db8::1") << QByteArray("2001:db8::ffff:1") << true;
    QTest::newRow("two /64s are two")
        << QByteArray("2001:db8::1") << QByteArray("2001:db8:0:1::1") << false;
    QTest::newRow("IPv4 addresses are each their own")
        << QByteArray("192.0.2.1") << QByteArray("192.0.2.2") << false;
    QTest::newRow("mapped or not is the same")
        << QByteArray("192.0.2.1") << QByteArray("::ffff:192.0.2.1") << true;
}

void TestSubnet::countsPeers()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    const auto a = Subnet::ofPeer(one.toStdString());
    const auto b = Subnet::ofPeer(other.toStdString());
    QVERIFY(a && b);
    QTEST(a == b, "same");
}

QTEST_APPLESS_MAIN(TestSubnet)
#include "tst_subnet.moc"
