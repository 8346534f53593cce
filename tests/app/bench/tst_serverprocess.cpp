#include "app/bench/serverprocess.h"
#include <QTcpServer>
#include <QTest>
#include <arpa/inet.h>
#include <unistd.h>

using namespace sluice::bench;

namespace {

sockaddr_in address(const char* host, std::uint16_t port)
{
    sockaddr_in result {};
    result.sin_family = AF_INET;
    result.sin_port = htons(port);
    inet_pton(AF_INET, host, &result.sin_addr);
    return result;
}

} // namespace

class TestServerProcess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheTable_data();
    void readsTheTable();
    void findsThisProcess_data();
    void findsThisProcess();
    void nobodyListens();
    void doesNotLookOnOtherMachines();
};

void TestServerProcess::readsTheTable_data()
{
    QTest::addColumn<QByteArray>("local");
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<bool>("found");
    QTest::newRow("this address") << QByteArray("0100007F:1F40") << QByteArray("0A") << true;
    QTest::newRow("every address") << QByteArray("00000000:1F40") << QByteArray("0A") << true;
    QTest::newRow("every IPv6 address")
        << QByteArray("00000000000000000000000000000000:1F40") << QByteArray("0A") << true;
    QTest::newRow("mapped into IPv6")
        << QByteArray("0000000000000000FFFF00000100007F:1F40") << QByteArray("0A") << true;
    QTest::newRow("another port") << QByteArray("0100007F:1F41") << QByteArray("0A") << false;
    QTest::newRow("another address") << QByteArray("0200007F:1F40") << QByteArray("0A") << false;
    QTest::newRow("a connection") << QByteArray("0100007F:1F40") << QByteArray("01") << false;
}

void TestServerProcess::readsTheTable()
{
    QFETCH(QByteArray, local);
    QFETCH(QByteArray, state);
    QFETCH(bool, found);
    const QByteArray table
        = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  "
          "timeout inode\n   0: "
        + local + " 00000000:0000 " + state
        + " 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0000000000000000 100\n";
    const auto inodes = listeningInodes(table.toStdString(), address("127.0.0.1", 8000));
    QCOMPARE(inodes, found ? std::vector<std::uint64_t> { 4711 } : std::vector<std::uint64_t> {});
}

void TestServerProcess::findsThisProcess_data()
{
    QTest::addColumn<QHostAddress>("host");
    QTest::newRow("on loopback") << QHostAddress(QHostAddress::LocalHost);
    QTest::newRow("on every interface") << QHostAddress(QHostAddress::AnyIPv4);
    QTest::newRow("on every interface, IPv6 too") << QHostAddress(QHostAddress::Any);
}

void TestServerProcess::findsThisProcess()
{
    QFETCH(QHostAddress, host);
    QTcpServer server;
    QVERIFY(server.listen(host));
    QCOMPARE(listeningProcesses(address("127.0.0.1", server.serverPort())),
             std::vector<int> { getpid() });
}

void TestServerProcess::nobodyListens()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const auto port = server.serverPort();
    server.close();
    QVERIFY(listeningProcesses(address("127.0.0.1", port)).empty());
}

void TestServerProcess::doesNotLookOnOtherMachines()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::AnyIPv4));
    QVERIFY(listeningProcesses(address("192.0.2.1", server.serverPort())).empty());
}

QTEST_GUILESS_MAIN(TestServerProcess)
#include "tst_serverprocess.moc"
