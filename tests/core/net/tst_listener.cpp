#include "core/net/listener.h"
#include "core/observe/vitals.h"
#include "tests/core/net/listenerpeers.h"
#include "tests/support/descriptorlimit.h"
#include "tests/support/epollmain.h"
#include "tests/support/manualclock.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

using sluice::Client;
using sluice::Listener;
using sluice::loopIsIdle;
using sluice::Receiver;

namespace {
int optionOf(int fd, int level, int option)
{
    int value = -1;
    socklen_t length = sizeof value;
    getsockopt(fd, level, option, &value, &length);
    return value;
}

bool hasIpv6()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHostIPv6);
}
} // namespace

class TestListener : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listensOnWhatTheOperatorWrites_data();
    void listensOnWhatTheOperatorWrites();
    void saysWhyItCannotListen_data();
    void saysWhyItCannotListen();
    void aPortInUseIsNamed();
    void acceptedSocketsInheritTheirOptions();
    void anIpv4PeerOfADualStackListenerIsWrittenPlainly();
    void overTheCapNewcomersGetA503_data();
    void overTheCapNewcomersGetA503();
    void belowTheCapItAcceptsAgain();
    void outOfDescriptorsItShedsAndRecovers();
    void withoutItsReserveItRestsAndRecovers();
    void closedItMayListenAgain();
    void twoListenersMayShareAPort();
    void aDescriptorGoesFromOneToAnother();
    void whatDoesNotListenIsNotAdopted_data();
    void whatDoesNotListenIsNotAdopted();

private:
    sluice::Vitals m_vitals;
    sluice::support::ManualClock m_clock;
};

void TestListener::listensOnWhatTheOperatorWrites_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("bound");
    const auto row = [](const char* name, const char* host, const char* target, const char* bound) {
        QTest::newRow(name) << QString::fromLatin1(host) << QString::fromLatin1(target)
                            << QString::fromLatin1(bound);
    };
    row("IPv4", "127.0.0.1", "127.0.0.1", "127.0.0.1");
    row("every IPv4 address", "0.0.0.0", "127.0.0.1", "0.0.0.0");
    row("a name", "localhost", "127.0.0.1", "127.0.0.1");
    row("IPv6", "::1", "::1", "::1");
    row("IPv6 in brackets", "[::1]", "::1", "::1");
    row("every address, reached by IPv6", "[::]", "::1", "::");
    row("every address, reached by IPv4", "::", "127.0.0.1", "::");
}

void TestListener::listensOnWhatTheOperatorWrites()
{
    QFETCH(const QString, host);
    QFETCH(const QString, target);
    QFETCH(const QString, bound);
    if (host.contains(u':') && !hasIpv6())
        QSKIP("no IPv6 here");
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    const auto error = listener.listen(host.toStdString(), 0);
    QVERIFY2(!error, error.value_or("").c_str());
    QVERIFY(listener.isListening());
    QVERIFY(listener.port() != 0);
    QCOMPARE(QString::fromStdString(listener.address()), bound);
    QTcpSocket client;
    client.connectToHost(QHostAddress(target), listener.port());
    QTRY_COMPARE(receiver.all.size(), 1U);
    const sluice::PeerAddress& peer = receiver.all.front().peer;
    QCOMPARE(QString::fromStdString(peer.ip), target);
    QCOMPARE(peer.port, client.localPort());
    QVERIFY(peer.loopback);
    QCOMPARE(m_vitals.openDescriptors.load(), 1U);
}

void TestListener::saysWhyItCannotListen_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no host") << QString()
                             << QStringLiteral("Cannot listen on :0: the host is empty");
    QTest::newRow("an address of another machine")
        << QStringLiteral("192.0.2.1")
        << QStringLiteral("Cannot listen on 192.0.2.1:0: this machine has no such address");
}

void TestListener::saysWhyItCannotListen()
{
    QFETCH(const QString, host);
    QFETCH(const QString, sentence);
    Listener listener(m_vitals, m_clock);
    const auto error = listener.listen(host.toStdString(), 0);
    QVERIFY(error.has_value());
    QCOMPARE(QString::fromStdString(*error), sentence);
    QVERIFY(!listener.isListening());
}

void TestListener::aPortInUseIsNamed()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    Listener listener(m_vitals, m_clock);
    const auto error = listener.listen("127.0.0.1", other.serverPort());
    QVERIFY(error.has_value());
    QCOMPARE(QString::fromStdString(*error),
             QStringLiteral("Cannot listen on 127.0.0.1:%1: the port is in use by another process")
                 .arg(other.serverPort()));
}

void TestListener::acceptedSocketsInheritTheirOptions()
{
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    QVERIFY(!listener.listen("127.0.0.1", 0));
    const Client client(listener.port());
    QTRY_COMPARE(receiver.all.size(), 1U);
    const int fd = receiver.all.front().fd;
    QCOMPARE(optionOf(fd, IPPROTO_TCP, TCP_NODELAY), 1);
    QCOMPARE(optionOf(fd, SOL_SOCKET, SO_KEEPALIVE), 1);
    QCOMPARE(optionOf(fd, IPPROTO_TCP, TCP_USER_TIMEOUT), 60'000);
    QCOMPARE(optionOf(fd, SOL_SOCKET, SO_SNDBUF), 2 * 64 * 1024); // the kernel doubles it
    QVERIFY((fcntl(fd, F_GETFL) & O_NONBLOCK) != 0);
    QVERIFY((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
}

void TestListener::anIpv4PeerOfADualStackListenerIsWrittenPlainly()
{
    if (!hasIpv6())
        QSKIP("no IPv6 here");
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    QVERIFY(!listener.listen("::", 0));
    const Client client(listener.port());
    QTRY_COMPARE(receiver.all.size(), 1U);
    QCOMPARE(receiver.all.front().peer.ip, std::string("127.0.0.1"));
    QVERIFY(receiver.all.front().peer.loopback);
}

void TestListener::overTheCapNewcomersGetA503_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("a client that waits") << QByteArray();
    QTest::newRow("a client that spoke first") << QByteArray("GET /ws HTTP/1.1\r\nHost: a\r\n\r\n");
}

void TestListener::overTheCapNewcomersGetA503()
{
    QFETCH(const QByteArray, request);
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    listener.setDescriptorLimit(1);
    QVERIFY(!listener.listen("127.0.0.1", 0));
    const Client first(listener.port());
    QTRY_COMPARE(receiver.all.size(), 1U);
    const Client second(listener.port());
    second.say(request);
    QTRY_COMPARE(receiver.refused, 1U);
    const QByteArray answer = second.readToEnd();
    QVERIFY(answer.startsWith("HTTP/1.1 503 "));
    QVERIFY(answer.contains("\r\nConnection: close\r\n"));
    const qsizetype body = answer.size() - answer.indexOf("\r\n\r\n") - 4;
    QVERIFY(answer.contains("\r\nContent-Length: " + QByteArray::number(body) + "\r\n"));
    QCOMPARE(receiver.all.size(), 1U);
    QCOMPARE(m_vitals.openDescriptors.load(), 1U);
}

void TestListener::belowTheCapItAcceptsAgain()
{
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    listener.setDescriptorLimit(1);
    QVERIFY(!listener.listen("127.0.0.1", 0));
    const Client first(listener.port());
    QTRY_COMPARE(receiver.all.size(), 1U);
    receiver.closeAll();
    const Client second(listener.port());
    QTRY_COMPARE(receiver.all.size(), 1U);
    QCOMPARE(receiver.refused, 0U);
}

void TestListener::outOfDescriptorsItShedsAndRecovers()
{
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    QVERIFY(!listener.listen("127.0.0.1", 0));
    sluice::Clients clients;
    come(clients, 20, listener);
    {
        const sluice::Exhaustion exhaustion;
        QTRY_COMPARE(receiver.refused, clients.size());
        QVERIFY(receiver.all.empty());
        for (const auto& client : clients)
            QVERIFY(client->readToEnd().startsWith("HTTP/1.1 503 "));
        // All of them are gone from the backlog: the loop does not spin on them.
        QVERIFY(QTest::qWaitFor(loopIsIdle));
    }
    const Client late(listener.port());
    QTRY_COMPARE(receiver.all.size(), 1U);
    QCOMPARE(receiver.refused, clients.size());
}

void TestListener::withoutItsReserveItRestsAndRecovers()
{
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    QVERIFY(!listener.listen("127.0.0.1", 0));
    const Client early(listener.port());
    {
        // Below this limit no number is free, so that giving up the reserve gains nothing.
        const sluice::LoweredLimit limit(3);
        QVERIFY(QTest::qWaitFor(loopIsIdle));
        QCOMPARE(receiver.refused, 0U);
        QVERIFY(receiver.all.empty());
    }
    QTRY_COMPARE(receiver.all.size(), 1U);
    const Client late(listener.port());
    const sluice::Exhaustion exhaustion;
    QTRY_COMPARE(receiver.refused, 1U); // the reserve is there again
}

void TestListener::closedItMayListenAgain()
{
    Listener listener(m_vitals, m_clock);
    Receiver receiver(listener, m_vitals);
    QVERIFY(!listener.listen("127.0.0.1", 0));
    const std::uint16_t port = listener.port();
    listener.close();
    QVERIFY(!listener.isListening());
    QTcpSocket refusedClient;
    refusedClient.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    QTRY_COMPARE(refusedClient.error(), QAbstractSocket::ConnectionRefusedError);
    QVERIFY(!listener.listen("127.0.0.1", port));
    const Client client(port);
    QTRY_COMPARE(receiver.all.size(), 1U);
}

void TestListener::twoListenersMayShareAPort()
{
    Listener first(m_vitals, m_clock);
    Listener second(m_vitals, m_clock);
    first.setReusePort(true);
    second.setReusePort(true);
    QVERIFY(!first.listen("127.0.0.1", 0));
    QVERIFY(!second.listen("127.0.0.1", first.port()));
}

void TestListener::aDescriptorGoesFromOneToAnother()
{
    Listener former(m_vitals, m_clock);
    QVERIFY(!former.listen("127.0.0.1", 0));
    const std::uint16_t port = former.port();
    former.pause();
    const Client early(port); // waits in the kernel meanwhile
    Listener later(m_vitals, m_clock);
    Receiver receiver(later, m_vitals);
    const auto error = later.adopt(dup(former.descriptor()));
    QVERIFY2(!error, error.value_or("").c_str());
    QCOMPARE(later.port(), port);
    QCOMPARE(QString::fromStdString(later.address()), QStringLiteral("127.0.0.1"));
    former.close();
    QTRY_COMPARE(receiver.all.size(), 1U);
    const Client late(port);
    QTRY_COMPARE(receiver.all.size(), 2U);
    QCOMPARE(optionOf(receiver.all.back().fd, IPPROTO_TCP, TCP_NODELAY), 1);
}

void TestListener::whatDoesNotListenIsNotAdopted_data()
{
    QTest::addColumn<int>("family");
    QTest::addColumn<bool>("listening");
    QTest::addColumn<QString>("reason");
    QTest::newRow("a socket that is not bound")
        << AF_INET << false << QStringLiteral("it does not listen");
    QTest::newRow("a UNIX socket") << AF_UNIX << true << QStringLiteral("it is no TCP socket");
}

void TestListener::whatDoesNotListenIsNotAdopted()
{
    QFETCH(const int, family);
    QFETCH(const bool, listening);
    QFETCH(const QString, reason);
    const int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listening) {
        const sockaddr unnamed { AF_UNIX, {} }; // an address of the kernel's choice
        QCOMPARE(bind(fd, &unnamed, sizeof(sa_family_t)), 0);
        QCOMPARE(listen(fd, 1), 0);
    }
    Listener listener(m_vitals, m_clock);
    const auto error = listener.adopt(fd);
    QVERIFY(error.has_value());
    QCOMPARE(QString::fromStdString(*error),
             QStringLiteral("Cannot listen on the descriptor that was passed on: ") + reason);
    QVERIFY(!listener.isListening());
    QCOMPARE(fcntl(fd, F_GETFD), -1); // and is closed
}

SLUICE_EPOLL_MAIN(TestListener)
#include "tst_listener.moc"
