#include "gui/model/connectionfilter.h"

#include <QTest>

using namespace sluice;

class TestConnectionFilter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wordsDecide_data();
    void wordsDecide();
    void whatIsNotUnderstoodHidesNothing_data();
    void whatIsNotUnderstoodHidesNothing();
};

void TestConnectionFilter::wordsDecide_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("shown");
    const auto row = [](const char* text, bool shown) {
        QTest::addRow("%s %s", text, shown ? "shows it" : "hides it")
            << QString::fromLatin1(text) << shown;
    };
    row("", true);
    row("   ", true);
    row("lobby", true);
    row("LOBBY", true);
    row("firefox", true);
    row("chrome", false);
    row("lobby firefox", true);
    row("lobby chrome", false);
    row("user:anna", true);
    row("user:ann", true);
    row("user:bert", false);
    row("id:tv", true);
    row("id:anna", false);
    row("peer:10.4", true);
    row("peer:4711", true);
    row("agent:fire", true);
    row("state:open", true);
    row("state:closing", false);
    row("idle>60", true);
    row("idle>100", false);
    row("idle>1m", true);
    row("idle>2m", false);
    row("idle<2m", true);
    row("connected>1h", true);
    row("connected>1d", false);
    row("queued>0", true);
    row("queued>1k", true);
    row("queued>1M", false);
    row("in>0.5", true);
    row("in<0.5", false);
    row("out>9", false);
    row("rtt>10", false);
    row("rtt<10", false); // unknown is neither
    row("user:anna idle>60 queued>0", true);
    row("10.4.0.9:4711", false); // no word of the id, user, address, sub-protocol or agent
    row("v1.chat", true);
}

void TestConnectionFilter::wordsDecide()
{
    QFETCH(QString, text);
    QFETCH(bool, shown);
    constexpr qint64 now = 1'700'000'000'000;
    ConnectionRow row;
    row.id = QStringLiteral("tv-lobby");
    row.user = QStringLiteral("Anna");
    row.peer = QStringLiteral("10.4.0.9");
    row.port = 4711;
    row.userAgent = QStringLiteral("Mozilla/5.0 Firefox/128");
    row.subprotocol = QStringLiteral("v1.chat");
    row.connectedAt = now - 7'200'000;
    row.lastInAt = now - 90'000;
    row.queuedBytes = 2000;
    row.inRate = 0.6;
    const ConnectionFilter filter(text);
    QVERIFY(filter.notUnderstood().isEmpty());
    QCOMPARE(filter.matches(row, now), shown);
}

void TestConnectionFilter::whatIsNotUnderstoodHidesNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("wrong");
    const auto row = [](const char* text, const QStringList& wrong) {
        QTest::newRow(text) << QString::fromLatin1(text) << wrong;
    };
    row("idle>", { QStringLiteral("idle>") });
    row("idle>soon queued>0", { QStringLiteral("idle>soon") });
    row("queued>-1 in<x", { QStringLiteral("queued>-1"), QStringLiteral("in<x") });
    row("idleness", {});
}

void TestConnectionFilter::whatIsNotUnderstoodHidesNothing()
{
    QFETCH(QString, text);
    QFETCH(QStringList, wrong);
    const ConnectionFilter filter(text);
    QCOMPARE(filter.notUnderstood(), wrong);
    ConnectionRow row;
    row.id = QStringLiteral("idleness");
    row.queuedBytes = 1;
    QVERIFY(filter.matches(row, 0));
}

QTEST_GUILESS_MAIN(TestConnectionFilter)
#include "tst_connectionfilter.moc"
