#include "core/http/drainhandlers.h"

#include "tests/core/http/handlerdesk.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;
using Outcome = DrainAnswer::Outcome;

class TestDrainHandlers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void statusIsShown();
    void headIsAnsweredLikeGet();
    void ordersReachTheDrain_data();
    void ordersReachTheDrain();
    void fieldsReachTheDrain();
    void secondRequestJoins();
    void dryRunOnlyPlans();
    void adjustmentsAreTold();
    void conflictsAre409_data();
    void conflictsAre409();
    void badRequestsChangeNothing_data();
    void badRequestsChangeNothing();
    void otherMethodsAre405_data();
    void otherMethodsAre405();

private:
    std::unique_ptr<HandlerDesk> m_desk;
};

namespace {

QJsonValue member(const Response& response, const char* name)
{
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(response.body));
    return document.object().value(QLatin1String(name));
}

} // namespace

void TestDrainHandlers::init()
{
    m_desk = std::make_unique<HandlerDesk>();
    addDrainRoutes(m_desk->router, m_desk->services);
}

void TestDrainHandlers::statusIsShown()
{
    const Response reply = m_desk->ask("GET /api/v1/drain");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.contentType, std::string("application/json"));
    QCOMPARE(member(reply, "state").toString(), QStringLiteral("Draining"));
    QCOMPARE(member(reply, "initial").toInt(), 5);
    QCOMPARE(member(reply, "remaining").toInt(), 3);
    QVERIFY(m_desk->drain.orders.empty());
}

void TestDrainHandlers::headIsAnsweredLikeGet()
{
    QCOMPARE(m_desk->ask("HEAD /api/v1/drain").status, 200);
}

void TestDrainHandlers::ordersReachTheDrain_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("order");
    const auto row
        = [](const char* name, const char* line, const char* body, int status, const char* order) {
              QTest::newRow(name) << QString::fromLatin1(line) << QString::fromLatin1(body)
                                  << status << QString::fromLatin1(order);
          };
    row("POST without a body", "POST /api/v1/drain", "", 202, "request");
    row("POST of nothing in particular", "POST /api/v1/drain", "{}", 202, "request");
    row("PATCH", "PATCH /api/v1/drain", R"({"timeout_s":10})", 200, "update");
    row("PATCH of nothing in particular", "PATCH /api/v1/drain", "{}", 200, "update");
    row("DELETE", "DELETE /api/v1/drain", "", 200, "cancel");
    row("force", "POST /api/v1/drain/force", "", 202, "force");
    row("force with an empty object", "POST /api/v1/drain/force", "{}", 202, "force");
}

void TestDrainHandlers::ordersReachTheDrain()
{
    QFETCH(QString, line);
    QFETCH(QString, body);
    QFETCH(int, status);
    QFETCH(QString, order);
    const bool typed = !body.isEmpty(); // no body needs no type
    const Response reply = m_desk->ask(
        line.toStdString(), typed ? "Content-Type: application/json\r\n" : "", body.toStdString());
    QCOMPARE(reply.status, status);
    QCOMPARE(m_desk->drain.orders, std::vector<std::string> { order.toStdString() });
    QCOMPARE(member(reply, "state").toString(), QStringLiteral("Draining"));
}

void TestDrainHandlers::fieldsReachTheDrain()
{
    m_desk->askJson("POST /api/v1/drain",
                    R"({"timeout_s":60,"delay_s":0,"ramp_s":2.5,"reason":"deploy"})");
    QCOMPARE(m_desk->drain.order.timeout, std::optional(60000ms));
    QCOMPARE(m_desk->drain.order.delay, std::optional(0ms));
    QCOMPARE(m_desk->drain.order.ramp, std::optional(2500ms));
    QCOMPARE(m_desk->drain.order.reason, std::string("deploy"));
    m_desk->askJson("PATCH /api/v1/drain", R"({"timeout_s":1,"ramp_s":2,"hurry":true})");
    QCOMPARE(m_desk->drain.update.timeout, std::optional(1000ms));
    QCOMPARE(m_desk->drain.update.ramp, std::optional(2000ms));
    QVERIFY(m_desk->drain.update.hurry);
}

void TestDrainHandlers::secondRequestJoins()
{
    QCOMPARE(member(m_desk->ask("POST /api/v1/drain"), "joined"), QJsonValue(false));
    m_desk->drain.outcome = Outcome::Joined;
    const Response reply = m_desk->ask("POST /api/v1/drain");
    QCOMPARE(reply.status, 202);
    QCOMPARE(member(reply, "joined"), QJsonValue(true));
}

void TestDrainHandlers::dryRunOnlyPlans()
{
    m_desk->drain.adjustments = { "Less." };
    const Response reply
        = m_desk->askJson("POST /api/v1/drain", R"({"timeout_s":60,"dry_run":true})");
    QCOMPARE(reply.status, 200);
    QCOMPARE(member(reply, "dry_run"), QJsonValue(true));
    QCOMPARE(member(reply, "ramp_s").toInt(), 30);
    QCOMPARE(member(reply, "adjustments").toArray().size(), 1);
    QVERIFY(m_desk->drain.orders.empty());
    QCOMPARE(m_desk->drain.order.timeout, std::optional(60000ms));
}

void TestDrainHandlers::adjustmentsAreTold()
{
    m_desk->drain.adjustments = { "The ramp is cut." };
    for (const char* method : { "POST", "PATCH" }) {
        const Response reply = m_desk->askJson(std::string(method) + " /api/v1/drain", "{}");
        const QJsonArray told = member(reply, "adjustments").toArray();
        QCOMPARE(told.at(0).toString(), QStringLiteral("The ramp is cut."));
    }
}

void TestDrainHandlers::conflictsAre409_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("late");
    for (const char* line :
         { "POST /api/v1/drain", "PATCH /api/v1/drain", "DELETE /api/v1/drain" }) {
        QTest::addRow("%s without a drain", line) << QString::fromLatin1(line) << false;
        QTest::addRow("%s too late", line) << QString::fromLatin1(line) << true;
    }
}

void TestDrainHandlers::conflictsAre409()
{
    QFETCH(QString, line);
    QFETCH(bool, late);
    m_desk->drain.outcome = late ? Outcome::TooLate : Outcome::NoDrain;
    const Response reply = m_desk->askJson(line.toStdString(), "{}");
    QCOMPARE(reply.status, 409);
    QCOMPARE(reply.contentType, std::string("application/problem+json"));
    QCOMPARE(member(reply, "code").toString(),
             late ? QStringLiteral("too_late") : QStringLiteral("no_drain"));
    QCOMPARE(member(reply, "detail").toString(),
             late ? QStringLiteral("Nothing changed: the clock ran out.")
                  : QStringLiteral("No drain is running."));
}

void TestDrainHandlers::badRequestsChangeNothing_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const char* line, const char* body, int status = 400,
                        const char* type = "application/json") {
        QTest::newRow(name) << QString::fromLatin1(line) << QString::fromLatin1(type)
                            << QString::fromLatin1(body) << status;
    };
    const char* post = "POST /api/v1/drain";
    const char* patch = "PATCH /api/v1/drain";
    const char* force = "POST /api/v1/drain/force";
    row("POST a negative time", post, R"({"timeout_s":-1})");
    row("POST an unknown field", post, R"({"timeout":1})");
    row("POST a dry run with a mistake", post, R"({"dry_run":true,"ramp_s":-1})");
    row("POST no number", post, R"({"timeout_s":NaN})");
    row("POST no JSON", post, "timeout_s=1");
    row("POST half of it", post, R"({"timeout_s":1)");
    row("POST an array", post, "[]");
    row("POST a number", post, "60");
    row("POST text", post, "{}", 415, "text/plain");
    row("POST a form", post, "timeout_s=1", 415, "application/x-www-form-urlencoded");
    row("PATCH a negative time", patch, R"({"ramp_s":-0.5})");
    row("PATCH an unknown field", patch, R"({"delay_s":1})");
    row("PATCH hurry as a number", patch, R"({"hurry":1})");
    row("PATCH no JSON", patch, "hurry");
    row("PATCH text", patch, "{}", 415, "text/plain");
    row("force with a field", force, R"({"timeout_s":1})");
    row("force with no JSON", force, "now");
    row("force with text", force, "{}", 415, "text/plain");
}

void TestDrainHandlers::badRequestsChangeNothing()
{
    QFETCH(QString, line);
    QFETCH(QString, type);
    QFETCH(QString, body);
    QFETCH(int, status);
    const Response reply = m_desk->ask(
        line.toStdString(), "Content-Type: " + type.toStdString() + "\r\n", body.toStdString());
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.contentType, std::string("application/problem+json"));
    QCOMPARE(member(reply, "code").toString(),
             status == 400 ? QStringLiteral("bad_request")
                           : QStringLiteral("unsupported_media_type"));
    QVERIFY(member(reply, "detail").toString().endsWith(QLatin1Char('.')));
    QVERIFY(m_desk->drain.orders.empty());
}

void TestDrainHandlers::otherMethodsAre405_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("allow");
    QTest::newRow("PUT") << QStringLiteral("PUT /api/v1/drain")
                         << QStringLiteral("GET, HEAD, POST, PATCH, DELETE");
    QTest::newRow("GET of force") << QStringLiteral("GET /api/v1/drain/force")
                                  << QStringLiteral("POST");
    QTest::newRow("DELETE of force")
        << QStringLiteral("DELETE /api/v1/drain/force") << QStringLiteral("POST");
}

void TestDrainHandlers::otherMethodsAre405()
{
    QFETCH(QString, line);
    QFETCH(QString, allow);
    const Response reply = m_desk->ask(line.toStdString());
    QCOMPARE(reply.status, 405);
    QCOMPARE(QString::fromStdString(fieldOf(reply, "Allow")), allow);
    QVERIFY(m_desk->drain.orders.empty());
}

QTEST_APPLESS_MAIN(TestDrainHandlers)
#include "tst_drainhandlers.moc"
