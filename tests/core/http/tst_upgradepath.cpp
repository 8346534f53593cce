#include "core/http/upgradepath.h"

#include <QTest>

using namespace sluice;

class TestUpgradePath : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pathsAreKnown_data();
    void pathsAreKnown();
    void beginningsAreKnown_data();
    void beginningsAreKnown();
};

void TestUpgradePath::pathsAreKnown_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("withEcho");
    QTest::addColumn<bool>("without");
    QTest::newRow("the server gives an id") << QByteArray("/ws") << true << true;
    QTest::newRow("with an id") << QByteArray("/ws/anna") << true << true;
    QTest::newRow("with an empty id") << QByteArray("/ws/") << false << false;
    QTest::newRow("echo") << QByteArray("/echo") << true << false;
    QTest::newRow("something longer") << QByteArray("/wsx") << false << false;
    QTest::newRow("something below echo") << QByteArray("/echo/x") << false << false;
    QTest::newRow("the admin stream") << QByteArray("/api/v1/events") << true << true;
    QTest::newRow("the page") << QByteArray("/") << false << false;
}

void TestUpgradePath::pathsAreKnown()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, withEcho);
    QFETCH(bool, without);
    QCOMPARE(isUpgradePath(path.toStdString(), true), withEcho);
    QCOMPARE(isUpgradePath(path.toStdString(), false), without);
}

void TestUpgradePath::beginningsAreKnown_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<bool>("upgrade");
    const auto row = [](const char* name, const char* octets, bool upgrade) {
        QTest::newRow(name) << QByteArray(octets) << upgrade;
    };
    row("nothing yet", "", false);
    row("half a method", "GE", false);
    row("half a path", "GET /w", true);
    row("the whole path", "GET /ws", true);
    row("a path and its end", "GET /ws ", true);
    row("before an id", "GET /ws/", true);
    row("an id", "GET /ws/anna HTTP/1.1\r\nHost:", true);
    row("a query", "GET /ws?format=text", true);
    row("behind an empty line", "\r\nGET /ws HTTP/1.1\r\n", true);
    row("echo", "GET /echo HTTP/1.1\r\n", true);
    row("something longer", "GET /wsdl HTTP/1.1\r\n", false);
    row("a console", "GET /api/v1/events HTTP/1.1\r\n", false);
    row("in a query", "GET /?GET /ws", false);
    row("another method", "POST /ws HTTP/1.1\r\n", false);
    row("half of something else", "GET /livez HTTP/1.1\r\nHost: ", false);
}

void TestUpgradePath::beginningsAreKnown()
{
    QFETCH(QByteArray, octets);
    QFETCH(bool, upgrade);
    QCOMPARE(beginsUpgrade(octets.toStdString(), true), upgrade);
    QCOMPARE(beginsUpgrade("GET /echo", false), false);
}

QTEST_APPLESS_MAIN(TestUpgradePath)
#include "tst_upgradepath.moc"
