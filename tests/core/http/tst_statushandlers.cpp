#include "core/http/statushandlers.h"

#include "core/http/acceptinghandler.h"
#include "core/http/healthhandlers.h"
#include "core/http/pagehandlers.h"
#include "tests/core/http/handlerdesk.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace sluice;

Q_DECLARE_METATYPE(Readiness)

// What the server says of itself: /status, /metrics, the health endpoints, the page, and the pause.
class TestStatusHandlers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void statusHasTheFourNames();
    void statusTellsOfTheHub();
    void statusTellsOfTheHistoryFile();
    void metricsAreText();
    void healthFollowsReadiness_data();
    void healthFollowsReadiness();
    void withoutItsJournalAServerIsReadyButDegraded();
    void silentLoopIsNotAlive();
    void pauseIsAsked_data();
    void pauseIsAsked();
    void knownPageIsNotSentAgain();

private:
    QJsonObject json(const Response& response)
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(response.body)).object();
    }
    std::unique_ptr<HandlerDesk> m_desk;
};

void TestStatusHandlers::init()
{
    m_desk = std::make_unique<HandlerDesk>();
    addStatusRoutes(m_desk->router, m_desk->services, std::make_shared<TrafficRates>());
    addHealthRoutes(m_desk->router, m_desk->services);
    addAcceptingRoute(m_desk->router, m_desk->services);
    addPageRoutes(m_desk->router, WebPage("<p>hello"), m_desk->settings);
}

void TestStatusHandlers::statusHasTheFourNames()
{
    m_desk->vitals.clients = 4;
    m_desk->metrics.messagesSent.Increment(9);
    m_desk->metrics.failedBroadcasts.Increment(2);
    m_desk->metrics.shutdownDurationSeconds.Set(1.5);
    const QJsonObject status = json(m_desk->ask("GET /status"));
    QCOMPARE(status.value(QLatin1String("active_connections")).toInt(), 4);
    QCOMPARE(status.value(QLatin1String("total_messages_sent")).toInt(), 9);
    QCOMPARE(status.value(QLatin1String("failed_broadcasts")).toInt(), 2);
    QCOMPARE(status.value(QLatin1String("shutdown_duration")).toDouble(), 1.5);
}

void TestStatusHandlers::statusTellsOfTheHub()
{
    const QJsonObject status = json(m_desk->ask("GET /status"));
    QCOMPARE(status.value(QLatin1String("offset")).toInt(), 41);
    QCOMPARE(status.value(QLatin1String("clients_per_loop")).toArray(), (QJsonArray { 2, 3 }));
    const QJsonObject drain = status.value(QLatin1String("drain")).toObject();
    QCOMPARE(drain.value(QLatin1String("state")).toString(), QStringLiteral("Serving"));
    const QJsonObject rates = status.value(QLatin1String("rates")).toObject();
    QCOMPARE(rates.value(QLatin1String("messages_sent")).toObject().size(), 3);
    const QJsonObject limits = status.value(QLatin1String("limits")).toObject();
    QCOMPARE(limits.value(QLatin1String("max_body_bytes")).toInt(), 1000);
    const QJsonObject cluster = status.value(QLatin1String("cluster")).toObject();
    QCOMPARE(cluster.value(QLatin1String("mode")).toString(), QStringLiteral("local"));
}

void TestStatusHandlers::statusTellsOfTheHistoryFile()
{
    const QLatin1String name("history_file");
    QVERIFY(!json(m_desk->ask("GET /status")).contains(name));
    m_desk->hub.historyFile = HistoryFileStatus { true, 17 };
    const QJsonObject good = json(m_desk->ask("GET /status")).value(name).toObject();
    QCOMPARE(good.value(QLatin1String("state")).toString(), QStringLiteral("ok"));
    QCOMPARE(good.value(QLatin1String("commits")).toInt(), 17);
    m_desk->hub.historyFile->up = false;
    const QJsonObject bad = json(m_desk->ask("GET /status")).value(name).toObject();
    QCOMPARE(bad.value(QLatin1String("state")).toString(), QStringLiteral("failing"));
}

void TestStatusHandlers::metricsAreText()
{
    const Response reply = m_desk->ask("GET /metrics");
    QCOMPARE(reply.contentType, std::string("text/plain; version=0.0.4"));
    QVERIFY(reply.body.find("sluice_messages_sent_total 0") != std::string::npos);
}

void TestStatusHandlers::healthFollowsReadiness_data()
{
    QTest::addColumn<Readiness>("readiness");
    QTest::addColumn<QString>("ready");
    QTest::addColumn<int>("readyStatus");
    QTest::addColumn<int>("healthStatus");
    QTest::newRow("starting") << Readiness::Starting << "starting" << 503 << 200;
    QTest::newRow("ready") << Readiness::Ready << "ready" << 200 << 200;
    QTest::newRow("paused") << Readiness::Paused << "paused" << 503 << 200;
    QTest::newRow("draining") << Readiness::Draining << "draining" << 503 << 503;
}

void TestStatusHandlers::healthFollowsReadiness()
{
    QFETCH(Readiness, readiness);
    QFETCH(QString, ready);
    QFETCH(int, readyStatus);
    QFETCH(int, healthStatus);
    m_desk->vitals.readiness = readiness;
    const Response readyz = m_desk->ask("GET /readyz");
    QCOMPARE(readyz.status, readyStatus);
    QCOMPARE(json(readyz).value(QLatin1String("status")).toString(), ready);
    QVERIFY(json(readyz).value(QLatin1String("checks")).isObject());
    const Response health = m_desk->ask("GET /health");
    QCOMPARE(health.status, healthStatus);
    QCOMPARE(json(health).value(QLatin1String("status")).toString(),
             healthStatus == 200 ? QStringLiteral("ok") : QStringLiteral("draining"));
    QCOMPARE(json(health).value(QLatin1String("node")).toString(), QStringLiteral("node-1"));
    QCOMPARE(json(health).value(QLatin1String("version")).toString(), QStringLiteral("9.9"));
    QCOMPARE(m_desk->ask("GET /livez").status, 200);
}

void TestStatusHandlers::withoutItsJournalAServerIsReadyButDegraded()
{
    m_desk->vitals.readiness = Readiness::Ready;
    m_desk->vitals.takesMessages = false;
    const Response reply = m_desk->ask("GET /readyz");
    QCOMPARE(reply.status, 200);
    QCOMPARE(json(reply).value(QLatin1String("status")).toString(), QStringLiteral("degraded"));
    const QJsonObject checks = json(reply).value(QLatin1String("checks")).toObject();
    QCOMPARE(checks.value(QLatin1String("messages")).toString(), QStringLiteral("not_available"));
    m_desk->vitals.readiness = Readiness::Draining;
    QCOMPARE(json(m_desk->ask("GET /readyz")).value(QLatin1String("status")).toString(),
             QStringLiteral("draining"));
}

void TestStatusHandlers::silentLoopIsNotAlive()
{
    m_desk->silenceMs = 5001;
    QCOMPARE(m_desk->ask("GET /livez").status, 503);
}

void TestStatusHandlers::pauseIsAsked_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("draining");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("accepting");
    QTest::newRow("pause") << QByteArray("{\"enabled\":false}") << false << 200 << false;
    QTest::newRow("resume") << QByteArray("{\"enabled\":true}") << false << 200 << true;
    QTest::newRow("resume in a drain") << QByteArray("{\"enabled\":true}") << true << 409 << false;
    QTest::newRow("no boolean") << QByteArray("{\"enabled\":1}") << false << 400 << true;
    QTest::newRow("broken JSON") << QByteArray("{") << false << 400 << true;
}

void TestStatusHandlers::pauseIsAsked()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, draining);
    QFETCH(int, status);
    QFETCH(bool, accepting);
    m_desk->hub.draining = draining;
    QCOMPARE(m_desk->askJson("PUT /api/v1/accepting", body.toStdString()).status, status);
    QCOMPARE(m_desk->hub.accepting, accepting);
}

void TestStatusHandlers::knownPageIsNotSentAgain()
{
    const Response first = m_desk->ask("GET /");
    QCOMPARE(first.status, 200);
    QCOMPARE(first.body, std::string("<p>hello"));
    QCOMPARE(fieldOf(first, "Referrer-Policy"), std::string("no-referrer"));
    const std::string tag = fieldOf(first, "ETag");
    const Response second = m_desk->ask("GET /", "If-None-Match: " + tag + "\r\n");
    QCOMPARE(second.status, 304);
    QVERIFY(second.body.empty());
    QCOMPARE(fieldOf(second, "ETag"), tag);
}

QTEST_GUILESS_MAIN(TestStatusHandlers)
#include "tst_statushandlers.moc"
