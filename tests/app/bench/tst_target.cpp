#include "app/bench/target.h"
#include <QTest>

using namespace sluice::bench;

class TestTarget : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void resolvesAnAddress();
};

void TestTarget::parses_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("everything") << QByteArray("ws://127.0.0.1:8000/ws")
                                << QByteArray("127.0.0.1:8000") << QByteArray("/ws");
    QTest::newRow("port 80 and / by default")
        << QByteArray("ws://host") << QByteArray("host:80") << QByteArray("/");
    QTest::newRow("http names the same place")
        << QByteArray("http://host:1/a/b") << QByteArray("host:1") << QByteArray("/a/b");
    QTest::newRow("the query belongs to the path")
        << QByteArray("ws://host:9/ws?token=a:b/c") << QByteArray("host:9")
        << QByteArray("/ws?token=a:b/c");
    QTest::newRow("a query without a path")
        << QByteArray("ws://host?x=1") << QByteArray("host:80") << QByteArray("/?x=1");
}

void TestTarget::parses()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, authority);
    QFETCH(QByteArray, path);
    const auto target = parseTarget(url.toStdString());
    QVERIFY(target);
    QCOMPARE(QByteArray::fromStdString(sluice::bench::authority(*target)), authority);
    QCOMPARE(QByteArray::fromStdString(target->path), path);
}

void TestTarget::refuses_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("no scheme") << QByteArray("127.0.0.1:8000/ws");
    QTest::newRow("TLS") << QByteArray("wss://host/ws");
    QTest::newRow("no host") << QByteArray("ws://:8000/ws");
    QTest::newRow("port 0") << QByteArray("ws://host:0/");
    QTest::newRow("port too large") << QByteArray("ws://host:65536/");
    QTest::newRow("port is no number") << QByteArray("ws://host:80a/");
    QTest::newRow("no port after the colon") << QByteArray("ws://host:/");
    QTest::newRow("IPv6") << QByteArray("ws://[::1]:8000/");
    QTest::newRow("a line break in the path") << QByteArray("ws://host/a\r\nX: y");
    QTest::newRow("empty") << QByteArray();
}

void TestTarget::refuses()
{
    QFETCH(QByteArray, url);
    QVERIFY(!parseTarget(url.toStdString()));
}

void TestTarget::resolvesAnAddress()
{
    const auto address = resolve({ "127.0.0.1", 8000, "/" });
    QVERIFY(address);
    QCOMPARE(ntohl(address->sin_addr.s_addr), 0x7f000001U);
    QCOMPARE(ntohs(address->sin_port), 8000);
}

QTEST_APPLESS_MAIN(TestTarget)
#include "tst_target.moc"
