#include "core/admin/adminwire.h"
#include "tests/support/jsonfields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace std::chrono_literals;
using namespace sluice;
using sluice::support::text;

namespace {

QJsonObject read(const std::string& message)
{
    QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(message)).object();
    if (object.isEmpty())
        qFatal("no JSON object: %s", message.c_str());
    return object;
}
QString compact(const QJsonObject& object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

class TestAdminWire : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theGreetingSaysWhoSpeaksAndWhatIsAllowed();
    void shortMessages_data();
    void shortMessages();
    void goneClientsSayWhoClosed();
    void figuresAreComplete();
    void aDrainIsWrittenAsEverywhere();
    void answersRepeatTheirRef();
    void drainAnswersAreSuccessOrRefusal_data();
    void drainAnswersAreSuccessOrRefusal();
};

void TestAdminWire::theGreetingSaysWhoSpeaksAndWhatIsAllowed()
{
    const QJsonObject hello
        = read(adminwire::hello({ "n-1", "0.1", "b-1", adminwire::Role::Operator }));
    QCOMPARE(text(hello, "type"), QStringLiteral("hello"));
    QCOMPARE(text(hello, "node"), QStringLiteral("n-1"));
    QCOMPARE(text(hello, "version"), QStringLiteral("0.1"));
    QCOMPARE(text(hello, "boot_id"), QStringLiteral("b-1"));
    QCOMPARE(text(hello, "role"), QStringLiteral("operator"));
    QCOMPARE(hello[QLatin1String("seq")], QJsonValue(0));
    QVERIFY(hello[QLatin1String("capabilities")].toArray().contains(QStringLiteral("drain")));
    QCOMPARE(
        compact(hello[QLatin1String("limits")].toObject()),
        QStringLiteral(
            R"({"closed_kept":1000,"max_subscribers":16,"queue_bytes":1048576,"request_bytes":65536})"));
    QCOMPARE(text(read(adminwire::hello({})), "role"), QStringLiteral("viewer"));
}

void TestAdminWire::shortMessages_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char* name, const std::string& message, const char* wanted) {
        QTest::newRow(name) << QString::fromStdString(message) << QString::fromUtf8(wanted);
    };
    row("synced", adminwire::synced(7), R"({"type":"synced","seq":7})");
    row("delta", adminwire::delta(8, R"(["a"],["b"])", {}),
        R"({"type":"delta","seq":8,"up":[["a"],["b"]],"gone":[]})");
    row("resync", adminwire::resync(), R"({"type":"resync","reason":"overflow"})");
    row("log", adminwire::log({ "now", LogLevel::Warning, "hub", "odd", "Odd.", R"({"n":3})" }),
        R"({"type":"log","time":"now","level":"warning","category":"hub","event":"odd","message":"Odd.","fields":{"n":3}})");
    row("bye", adminwire::bye(), R"({"type":"bye","expected":true})");
    row("error", adminwire::error("No."),
        R"({"type":"error","code":"bad_request","message":"No."})");
    row("refused", adminwire::refused({}, "too_late", "No."),
        R"({"type":"result","ref":null,"ok":false,"code":"too_late","message":"No."})");
    row("closed", adminwire::closed("1", 2, { "x" }),
        R"({"type":"result","ref":"1","ok":true,"closed":2,"unknown":["x"]})");
    row("accepting", adminwire::accepting("1", false),
        R"({"type":"result","ref":"1","ok":true,"enabled":false})");
    row("published", adminwire::published("1", "e-1", 3),
        R"({"type":"result","ref":"1","ok":true,"id":"e-1","recipients":3})");
}

void TestAdminWire::shortMessages()
{
    QFETCH(QString, message);
    QFETCH(QString, wanted);
    QCOMPARE(message, wanted);
}

void TestAdminWire::goneClientsSayWhoClosed()
{
    const QJsonObject delta = read(adminwire::delta(
        1, {}, { { "a", 1001, "server_shutdown", true }, { "b", 1005, "\"x\"", false } }));
    const QJsonArray gone = delta[QLatin1String("gone")].toArray();
    QCOMPARE(gone[0].toArray(),
             QJsonArray({ QStringLiteral("a"), 1001, QStringLiteral("server_shutdown"),
                          QStringLiteral("server") }));
    QCOMPARE(gone[1].toArray(),
             QJsonArray(
                 { QStringLiteral("b"), 1005, QStringLiteral("\"x\""), QStringLiteral("client") }));
}

void TestAdminWire::figuresAreComplete()
{
    adminwire::Stats figures;
    figures.time = WallTime(1s);
    figures.clients = 3;
    figures.readiness = "paused";
    figures.inRate = 1.26;
    figures.loopLagMs = 5;
    const QJsonObject stats = read(adminwire::stats(figures));
    for (const char* field :
         { "uptime_s", "accepted_total", "rejected_total", "messages_in_total",
           "messages_out_total", "out_rate", "queued_bytes", "rss_bytes", "node", "version" })
        QVERIFY2(stats.contains(QLatin1String(field)), field);
    QCOMPARE(text(stats, "time"), QStringLiteral("1970-01-01T00:00:01.000Z"));
    QCOMPARE(stats[QLatin1String("clients")], QJsonValue(3));
    QCOMPARE(stats[QLatin1String("accepting")], QJsonValue(false));
    QCOMPARE(text(stats, "readiness"), QStringLiteral("paused"));
    QCOMPARE(stats[QLatin1String("in_rate")], QJsonValue(1.3));
    QCOMPARE(stats[QLatin1String("loop_lag_ms")], QJsonValue(5));
    figures.readiness = "ready";
    QCOMPARE(read(adminwire::stats(figures))[QLatin1String("accepting")], QJsonValue(true));
}

void TestAdminWire::aDrainIsWrittenAsEverywhere()
{
    DrainStatus status;
    status.state = drain::State::Evicting;
    status.figures.remaining = 12;
    const QJsonObject message = read(adminwire::drain(status));
    QCOMPARE(text(message, "type"), QStringLiteral("drain"));
    QCOMPARE(text(message, "state"), QStringLiteral("Evicting"));
    QCOMPARE(message[QLatin1String("remaining")], QJsonValue(12));
    QVERIFY(!message.contains(QLatin1String("exit_code")));
}

void TestAdminWire::answersRepeatTheirRef()
{
    DrainPlan plan;
    plan.timeout = 60s;
    plan.adjustments = { "ramp_s was cut." };
    const QJsonObject answer = read(adminwire::planned("7", plan));
    QCOMPARE(text(answer, "ref"), QStringLiteral("7"));
    const QJsonObject told = answer[QLatin1String("plan")].toObject();
    QCOMPARE(told[QLatin1String("dry_run")], QJsonValue(true));
    QCOMPARE(told[QLatin1String("timeout_s")], QJsonValue(60));
    QCOMPARE(told[QLatin1String("adjustments")][0].toString(), QStringLiteral("ramp_s was cut."));
}

void TestAdminWire::drainAnswersAreSuccessOrRefusal_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QString>("code"); // empty: it was done
    QTest::addColumn<bool>("joined");
    const auto row = [](const char* name, DrainAnswer::Outcome outcome, const char* code,
                        bool joined) {
        QTest::newRow(name) << static_cast<int>(outcome) << QString::fromLatin1(code) << joined;
    };
    row("done", DrainAnswer::Outcome::Done, "", false);
    row("joined", DrainAnswer::Outcome::Joined, "", true);
    row("too late", DrainAnswer::Outcome::TooLate, "too_late", false);
    row("no drain", DrainAnswer::Outcome::NoDrain, "no_drain", false);
}

void TestAdminWire::drainAnswersAreSuccessOrRefusal()
{
    QFETCH(int, outcome);
    QFETCH(QString, code);
    QFETCH(bool, joined);
    DrainAnswer answer;
    answer.outcome = static_cast<DrainAnswer::Outcome>(outcome);
    answer.why = "That is why.";
    const QJsonObject said = read(adminwire::ordered("1", answer));
    QCOMPARE(said[QLatin1String("ok")], QJsonValue(code.isEmpty()));
    QCOMPARE(text(said, "code"), code);
    QCOMPARE(said[QLatin1String("joined")].toBool(), joined);
    QCOMPARE(said.contains(QLatin1String("drain")), code.isEmpty());
    QCOMPARE(text(said, "message").isEmpty(), code.isEmpty());
}

QTEST_APPLESS_MAIN(TestAdminWire)
#include "tst_adminwire.moc"
