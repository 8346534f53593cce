#include "core/net/forwardedfor.h"

#include <QTest>

using namespace sluice;

class TestForwardedFor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theClientIs_data();
    void theClientIs();
    void severalLinesAreOneList();
    void withoutAWordOfHisAProxyIsAClientHimself();
    void nobodyIsBelievedUnlessTrusted();
    void throughAProxyNobodyIsLoopback();
};

namespace {

HttpHead headSaying(std::initializer_list<const char*> lines)
{
    HttpHead head;
    for (const char* line : lines)
        head.fields.push_back({ "x-forwarded-for", line });
    return head;
}

const std::vector<Subnet> proxies { *Subnet::parse("10.0.0.0/8"), *Subnet::parse("fd00::/8"),
                                    *Subnet::parse("127.0.0.1") };
const PeerAddress proxy { "10.0.0.1", 40000, false };

} // namespace

void TestForwardedFor::theClientIs_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("client");
    const auto row = [](const char* name, const char* said, const char* client) {
        QTest::newRow(name) << QByteArray(said) << QByteArray(client);
    };
    row("the only one", "192.0.2.7", "192.0.2.7");
    row("the rightmost, whatever stands left of it", "127.0.0.1, 198.51.100.1, 192.0.2.7",
        "192.0.2.7");
    row("behind two proxies", "198.51.100.1, 192.0.2.7, 10.2.3.4", "192.0.2.7");
    row("behind proxies of both kinds", "192.0.2.7,fd00::5,10.2.3.4", "192.0.2.7");
    row("the first of proxies only", "10.9.9.9, 10.2.3.4", "10.9.9.9");
    row("IPv6, written the long way", "2001:DB8:0:0:0:0:0:1", "2001:db8::1");
    row("IPv6 in brackets", "[2001:db8::1]", "2001:db8::1");
    row("IPv6 with a port", "[2001:db8::1]:443", "2001:db8::1");
    row("IPv4 with a port", "192.0.2.7:40000", "192.0.2.7");
    row("a mapped address is an IPv4 one", "::ffff:192.0.2.7", "192.0.2.7");
    row("a mapped proxy is one as well", "192.0.2.7, ::ffff:10.2.3.4", "192.0.2.7");
    row("space around", " \t192.0.2.7 \t", "192.0.2.7");
    row("nothing", "", "10.0.0.1");
    row("no address", "unknown", "10.0.0.1");
    row("no address on the way: as far as is known", "192.0.2.7, _hidden, 10.2.3.4", "10.2.3.4");
    row("an empty entry at the end", "192.0.2.7,", "10.0.0.1");
    row("a name", "client.example", "10.0.0.1");
    row("an octet too many", "192.0.2.7.1", "10.0.0.1");
    row("an octet too large", "192.0.2.256", "10.0.0.1");
    row("a leading zero, which some read as octal", "192.0.02.7", "10.0.0.1");
    row("a bracket that stays open", "[2001:db8::1", "10.0.0.1");
    row("IPv4 in brackets", "[192.0.2.7]", "10.0.0.1");
    row("a port that is none", "192.0.2.7:http", "10.0.0.1");
    row("a port that is missing", "192.0.2.7:", "10.0.0.1");
    row("a zone", "fe80::1%eth0", "10.0.0.1");
    row("quotes", "\"192.0.2.7\"", "10.0.0.1");
}

void TestForwardedFor::theClientIs()
{
    QFETCH(QByteArray, said);
    QFETCH(QByteArray, client);
    const PeerAddress found = clientOf(headSaying({ said.constData() }), proxy, proxies);
    QCOMPARE(QByteArray::fromStdString(found.ip), client);
    QVERIFY(!found.loopback);
}

void TestForwardedFor::severalLinesAreOneList()
{
    QCOMPARE(clientOf(headSaying({ "198.51.100.1", "192.0.2.7", "10.2.3.4" }), proxy, proxies).ip,
             std::string("192.0.2.7"));
}

void TestForwardedFor::withoutAWordOfHisAProxyIsAClientHimself()
{
    const PeerAddress local { "127.0.0.1", 40000, true };
    const PeerAddress found = clientOf({}, local, proxies);
    QCOMPARE(found.ip, local.ip);
    QCOMPARE(found.port, local.port);
    QVERIFY(!found.loopback); // whoever stands behind it is not known
}

void TestForwardedFor::nobodyIsBelievedUnlessTrusted()
{
    const PeerAddress stranger { "198.51.100.1", 40000, false };
    const HttpHead head = headSaying({ "192.0.2.7" });
    QCOMPARE(clientOf(head, stranger, proxies).ip, stranger.ip);
    QCOMPARE(clientOf(head, proxy, {}).ip, proxy.ip);
}

void TestForwardedFor::throughAProxyNobodyIsLoopback()
{
    const PeerAddress local { "127.0.0.1", 40000, true };
    for (const char* said : { "127.0.0.1", "::1", "192.0.2.7", "unknown", "" })
        QVERIFY(!clientOf(headSaying({ said }), local, proxies).loopback);
}

QTEST_APPLESS_MAIN(TestForwardedFor)
#include "tst_forwardedfor.moc"
