#include "core/drain/drainfields.h"

#include <QJsonDocument>
#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;

class TestDrainFields : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsLeftOutIsLeftToTheSettings();
    void requestIsRead();
    void updateIsRead();
    void timesAreSeconds_data();
    void timesAreSeconds();
    void badRequestIsExplained_data();
    void badRequestIsExplained();
    void badUpdateIsExplained_data();
    void badUpdateIsExplained();
    void firstMistakeIsTold();
    void ordersWithoutMembersTakeNone();
};

namespace {

QJsonObject object(const char* json)
{
    return QJsonDocument::fromJson(json).object();
}

template <class Result> std::string complaint(const std::variant<Result, std::string>& parsed)
{
    const auto* text = std::get_if<std::string>(&parsed);
    return text ? *text : std::string();
}

} // namespace

void TestDrainFields::whatIsLeftOutIsLeftToTheSettings()
{
    const auto parsed = std::get<DrainRequest>(parseDrainRequest({}));
    QVERIFY(!parsed.order.timeout && !parsed.order.delay && !parsed.order.ramp);
    QVERIFY(parsed.order.reason.empty() && !parsed.dryRun);
    const auto update = std::get<DrainUpdate>(parseDrainUpdate({}));
    QVERIFY(!update.timeout && !update.ramp && !update.hurry);
}

void TestDrainFields::requestIsRead()
{
    const auto parsed = std::get<DrainRequest>(parseDrainRequest(object(
        R"({"timeout_s":60,"delay_s":2.5,"ramp_s":0,"reason":"оновлення","dry_run":true})")));
    QCOMPARE(parsed.order.timeout, std::optional(60000ms));
    QCOMPARE(parsed.order.delay, std::optional(2500ms));
    QCOMPARE(parsed.order.ramp, std::optional(0ms));
    QCOMPARE(parsed.order.reason, std::string("оновлення"));
    QVERIFY(parsed.dryRun);
}

void TestDrainFields::updateIsRead()
{
    const auto parsed = std::get<DrainUpdate>(
        parseDrainUpdate(object(R"({"timeout_s":0.25,"ramp_s":7,"hurry":true})")));
    QCOMPARE(parsed.timeout, std::optional(250ms));
    QCOMPARE(parsed.ramp, std::optional(7000ms));
    QVERIFY(parsed.hurry);
}

void TestDrainFields::timesAreSeconds_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("none at all") << QByteArray("0") << qint64 { 0 };
    QTest::newRow("minus nothing") << QByteArray("-0.0") << qint64 { 0 };
    QTest::newRow("a fraction") << QByteArray("2.5") << qint64 { 2500 };
    QTest::newRow("rounded to milliseconds") << QByteArray("0.0016") << qint64 { 2 };
    QTest::newRow("an exponent") << QByteArray("1e2") << qint64 { 100000 };
    QTest::newRow("one week") << QByteArray("604800") << qint64 { 604800000 };
}

void TestDrainFields::timesAreSeconds()
{
    QFETCH(QByteArray, number);
    QFETCH(qint64, milliseconds);
    for (const char* name : { "timeout_s", "delay_s", "ramp_s" }) {
        const auto parsed
            = parseDrainRequest(object(R"({")" + QByteArray(name) + R"(":)" + number + '}'));
        QVERIFY2(complaint(parsed).empty(), complaint(parsed).c_str());
        const DrainOrder& order = std::get<DrainRequest>(parsed).order;
        const auto time = order.timeout ? order.timeout : order.delay ? order.delay : order.ramp;
        QCOMPARE(time, std::optional(std::chrono::milliseconds(milliseconds)));
    }
}

void TestDrainFields::badRequestIsExplained_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* json, const char* says) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(says);
    };
    row("negative timeout", R"({"timeout_s":-1})", "timeout_s must be a number of seconds");
    row("negative delay", R"({"delay_s":-0.001})", "delay_s must be");
    row("negative ramp", R"({"ramp_s":-1e9})", "ramp_s must be");
    row("more than a week", R"({"timeout_s":604800.001})", "from 0 to 604800 (one week)");
    row("more than any clock", R"({"ramp_s":1e300})", "it is 1e+300.");
    row("a text", R"({"timeout_s":"60"})", "it is \"60\".");
    row("with its unit", R"({"delay_s":"5m"})", "delay_s must be");
    row("true", R"({"timeout_s":true})", "it is true.");
    row("null", R"({"ramp_s":null})", "it is null.");
    row("an array", R"({"timeout_s":[60]})", "it is [60].");
    row("reason is a number", R"({"reason":1})", "reason must be a text");
    row("reason of two lines", R"({"reason":"a\nb"})", "without control characters");
    row("dry_run is a number", R"({"dry_run":1})", "dry_run must be true or false; it is 1.");
    row("dry_run is a text", R"({"dry_run":"true"})", "dry_run must be");
    row("unknown field", R"({"timeout_s":1,"timeout":1})",
        "There is no field \"timeout\"; known are timeout_s, delay_s, ramp_s, reason, dry_run.");
    row("another case", R"({"Timeout_s":1})", "There is no field \"Timeout_s\"");
    row("a field of PATCH", R"({"hurry":true})", "There is no field \"hurry\"");
}

void TestDrainFields::badRequestIsExplained()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, says);
    const std::string told = complaint(parseDrainRequest(object(json.constData())));
    QVERIFY2(QByteArray::fromStdString(told).contains(says), told.c_str());
    QVERIFY(told.ends_with('.'));
}

void TestDrainFields::badUpdateIsExplained_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* json, const char* says) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(says);
    };
    row("negative", R"({"timeout_s":-1})", "timeout_s must be");
    row("hurry is a text", R"({"hurry":"yes"})", "hurry must be true or false; it is \"yes\".");
    row("a field of POST", R"({"reason":"x"})", "known are timeout_s, ramp_s, hurry.");
    row("a name as long as it likes",
        R"({"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx":1})", "x…");
}

void TestDrainFields::badUpdateIsExplained()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, says);
    const std::string told = complaint(parseDrainUpdate(object(json.constData())));
    QVERIFY2(QByteArray::fromStdString(told).contains(says), told.c_str());
}

void TestDrainFields::firstMistakeIsTold()
{
    const std::string told
        = complaint(parseDrainRequest(object(R"({"what":1,"ramp_s":-1,"timeout_s":-1})")));
    QVERIFY2(told.starts_with("timeout_s "), told.c_str());
    const std::string reason = "{\"reason\":\"" + std::string(200, 'x');
    QVERIFY(complaint(parseDrainRequest(object((reason + "\"}").c_str()))).empty());
    QVERIFY(!complaint(parseDrainRequest(object((reason + "x\"}").c_str()))).empty());
}

void TestDrainFields::ordersWithoutMembersTakeNone()
{
    QCOMPARE(complainOfMembers({}), std::string());
    QCOMPARE(complainOfMembers(object(R"({"now":true})")),
             std::string("There is no field \"now\": this request takes none."));
}

QTEST_APPLESS_MAIN(TestDrainFields)
#include "tst_drainfields.moc"
