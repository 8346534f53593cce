#include "core/http/clienthandlers.h"

#include "tests/core/http/handlerdesk.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace sluice;

class TestClientHandlers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void listIsJson();
    void lastPageHasNoCursor();
    void queryIsUnderstood();
    void badQueryIsRefused_data();
    void badQueryIsRefused();
    void oneClientIsShown();
    void oneClientIsClosed();

private:
    std::unique_ptr<HandlerDesk> m_desk;
};

namespace {

QJsonObject object(const Response& response)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(response.body)).object();
}

QJsonValue member(const Response& response, const char* name)
{
    return object(response).value(QLatin1String(name));
}

} // namespace

void TestClientHandlers::init()
{
    m_desk = std::make_unique<HandlerDesk>();
    addClientRoutes(m_desk->router, m_desk->services);
}

void TestClientHandlers::listIsJson()
{
    const Response reply = m_desk->ask("GET /api/v1/clients");
    QCOMPARE(reply.status, 200);
    QCOMPARE(member(reply, "total").toInt(), 5);
    QCOMPARE(member(reply, "next_cursor").toString(), QStringLiteral("next"));
    const QJsonArray clients = member(reply, "clients").toArray();
    QCOMPARE(clients.size(), 2);
    const QJsonObject anna = clients.at(0).toObject();
    QCOMPARE(anna.value(QLatin1String("id")).toString(), QStringLiteral("anna"));
    QCOMPARE(anna.value(QLatin1String("user_agent")).toString(), QStringLiteral("test \"1\""));
    QCOMPARE(anna.value(QLatin1String("port")).toInt(), 40000);
    QCOMPARE(m_desk->hub.lastQuery.limit, 100U);
}

void TestClientHandlers::lastPageHasNoCursor()
{
    m_desk->hub.clients.clear();
    m_desk->hub.nextCursor.clear();
    const Response reply = m_desk->ask("GET /api/v1/clients");
    QVERIFY(member(reply, "next_cursor").isNull());
    QCOMPARE(member(reply, "clients").toArray().size(), 0);
}

void TestClientHandlers::queryIsUnderstood()
{
    const Response reply
        = m_desk->ask("GET /api/v1/clients?limit=1000&cursor=a%2Fb&sort=-connected_at&filter=x+%20y"
                      "&unknown=1");
    QCOMPARE(reply.status, 200);
    const ClientQuery& query = m_desk->hub.lastQuery;
    QCOMPARE(query.limit, 1000U);
    QCOMPARE(query.cursor, std::string("a/b"));
    QVERIFY(query.sort == ClientSort::ConnectedAt);
    QVERIFY(query.descending);
    QCOMPARE(query.filter, std::string("x+ y"));
}

void TestClientHandlers::badQueryIsRefused_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("limit zero") << QByteArray("limit=0");
    QTest::newRow("limit too high") << QByteArray("limit=1001");
    QTest::newRow("limit below zero") << QByteArray("limit=-1");
    QTest::newRow("limit with a tail") << QByteArray("limit=10x");
    QTest::newRow("limit beyond any number") << QByteArray("limit=99999999999999999999");
    QTest::newRow("limit empty") << QByteArray("limit=");
    QTest::newRow("sort unknown") << QByteArray("sort=peer");
    QTest::newRow("sort descending by nothing") << QByteArray("sort=-");
    QTest::newRow("filter too long") << "filter=" + QByteArray(257, 'x');
    QTest::newRow("cursor too long") << "cursor=" + QByteArray(257, 'x');
}

void TestClientHandlers::badQueryIsRefused()
{
    QFETCH(QByteArray, query);
    const Response reply = m_desk->ask("GET /api/v1/clients?" + query.toStdString());
    QCOMPARE(reply.status, 400);
    QVERIFY(reply.body.find("\"bad_request\"") != std::string::npos);
}

void TestClientHandlers::oneClientIsShown()
{
    const Response reply = m_desk->ask("GET /api/v1/clients/anna");
    QCOMPARE(reply.status, 200);
    QCOMPARE(member(reply, "peer").toString(), QStringLiteral("192.0.2.1"));
    QCOMPARE(m_desk->ask("GET /api/v1/clients/bob").status, 404);
}

void TestClientHandlers::oneClientIsClosed()
{
    const Response reply = m_desk->ask("DELETE /api/v1/clients/anna");
    QCOMPARE(reply.status, 204);
    QVERIFY(reply.body.empty());
    QCOMPARE(m_desk->ask("DELETE /api/v1/clients/bob").status, 404);
}

QTEST_GUILESS_MAIN(TestClientHandlers)
#include "tst_clienthandlers.moc"
