#include "core/http/publishhandlers.h"

#include "tests/core/http/handlerdesk.h"
#include <QTest>

using namespace sluice;

class TestPublishHandlers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void takesMessages_data();
    void takesMessages();
    void refuses_data();
    void refuses();
    void personalMessageNamesItsClient();
    void unknownClientIsToldApart();
    void outageIsSaid();
    void idempotencyKeyIsPassedOn();
    void reusedKeyIsRefused();

private:
    std::unique_ptr<HandlerDesk> m_desk;
};

void TestPublishHandlers::init()
{
    m_desk = std::make_unique<HandlerDesk>();
    addPublishRoutes(m_desk->router, m_desk->services);
}

void TestPublishHandlers::takesMessages_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("data");
    const auto row = [](const char* name, const char* type, const char* body, const char* data) {
        QTest::newRow(name) << QByteArray(type) << QByteArray(body) << QByteArray(data);
    };
    const char* json = "application/json";
    row("an object", json, R"({"data": {"a" : [1, 2.5, null]}})", R"({"a":[1,2.5,null]})");
    row("an array", json, R"({"data":[ ]})", "[]");
    row("a string", json, R"({"data":"x\"y"})", R"("x\"y")");
    row("a number", json, R"({"data": 9007199254740993})", "9007199254740993");
    row("true", json, R"({"data": true})", "true");
    row("null is data too", json, R"({"data": null})", "null");
    row("a message", json, R"({"message":"Вітаю"})", "\"Вітаю\"");
    row("data goes before message", json, R"({"message":"no","data":1})", "1");
    row("though its name is in escapes", json, R"({"d\u0061ta":"yes","message":"no"})", R"("yes")");
    row("the last of two", json, R"({"data":"no","data":"yes"})", R"("yes")");
    row("a type with parameters", "Application/JSON; charset=utf-8", R"({"data":1})", "1");
    row("text", "text/plain", "two\nlines", R"("two\nlines")");
    row("text that looks like JSON", "text/plain;charset=utf-8", "{}", "\"{}\"");
    row("empty text", "text/plain", "", "\"\"");
}

void TestPublishHandlers::takesMessages()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, data);
    const Response reply = m_desk->ask(
        "POST /broadcast", "Content-Type: " + type.toStdString() + "\r\n", body.toStdString());
    QCOMPARE(reply.status, 202);
    QCOMPARE(reply.body, std::string(R"({"id":"m-1","epoch":"e-1","offset":7,"recipients":3})"));
    QCOMPARE(m_desk->hub.drafts.size(), 1U);
    QCOMPARE(QByteArray::fromStdString(m_desk->hub.drafts[0].data), data);
    QCOMPARE(m_desk->hub.drafts[0].to, std::string());
}

void TestPublishHandlers::refuses_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const char* type, const QByteArray& body, int status) {
        QTest::newRow(name) << QByteArray(type) << body << status;
    };
    const char* json = "application/json";
    row("a form", "application/x-www-form-urlencoded", "data=1", 415);
    row("no type", "", "{}", 415);
    row("broken JSON", json, "{\"data\":", 400);
    row("no object", json, "[1]", 400);
    row("a number that no parser can hold", json, R"({"data":1e999})", 400);
    row("the same inside", json, R"({"data":{"n":[1e999]}})", 400);
    row("a message that is a number", json, R"({"message":1})", 400);
    row("a bare scalar", json, "1", 400);
    row("nothing", json, "", 400);
    row("neither data nor message", json, "{}", 400);
    row("a message that is no text", json, "{\"message\":1}", 400);
    row("text that is no UTF-8", "text/plain", "\xff", 400);
    row("JSON nested too deeply", json,
        "{\"data\":" + QByteArray(2000, '[') + QByteArray(2000, ']') + "}", 400);
    row("text that grows too large as JSON", "text/plain", QByteArray(900, '\x01'), 413);
}

void TestPublishHandlers::refuses()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    const Response reply = m_desk->ask(
        "POST /broadcast", "Content-Type: " + type.toStdString() + "\r\n", body.toStdString());
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.contentType, std::string("application/problem+json"));
    QVERIFY(m_desk->hub.drafts.empty());
}

void TestPublishHandlers::personalMessageNamesItsClient()
{
    const Response reply = m_desk->askJson("POST /api/v1/clients/anna/messages", R"({"data":1})");
    QCOMPARE(reply.status, 202);
    QCOMPARE(m_desk->hub.drafts.at(0).to, std::string("anna"));
}

void TestPublishHandlers::unknownClientIsToldApart()
{
    const Response reply = m_desk->askJson("POST /api/v1/clients/bob/messages", R"({"data":1})");
    QCOMPARE(reply.status, 404);
    QVERIFY(reply.body.find("\"unknown_client\"") != std::string::npos);
}

void TestPublishHandlers::outageIsSaid()
{
    m_desk->hub.outcome = PublishOutcome::NotAvailable;
    const Response reply = m_desk->askJson("POST /broadcast", R"({"data":1})");
    QCOMPARE(reply.status, 503);
    QVERIFY(reply.body.find("\"not_available\"") != std::string::npos);
    QCOMPARE(fieldOf(reply, "Retry-After"), std::string("1"));
}

void TestPublishHandlers::idempotencyKeyIsPassedOn()
{
    const std::string type = "Content-Type: text/plain\r\nIdempotency-Key: ";
    QCOMPARE(m_desk->ask("POST /broadcast", type + "k-1\r\n", "x").status, 202);
    QCOMPARE(m_desk->hub.drafts.at(0).idempotencyKey, std::string("k-1"));
    QCOMPARE(m_desk->ask("POST /broadcast", type + std::string(256, 'k') + "\r\n", "x").status,
             400);
}

void TestPublishHandlers::reusedKeyIsRefused()
{
    m_desk->hub.outcome = PublishOutcome::KeyReused;
    const Response reply = m_desk->askJson("POST /broadcast", R"({"data":1})");
    QCOMPARE(reply.status, 422);
    QVERIFY(reply.body.find("\"idempotency_key_reused\"") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestPublishHandlers)
#include "tst_publishhandlers.moc"
