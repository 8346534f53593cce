#include "core/admin/adminrequest.h"

#include <QJsonDocument>
#include <QTest>

using namespace std::chrono_literals;
using namespace sluice;
using namespace sluice::adminrequest;

namespace {

template <class Kind> Kind orderOf(const char* text)
{
    const AdminRequest request = parseAdminRequest(std::string_view(text));
    const auto* command = std::get_if<Command>(&request);
    const auto* order = command ? std::get_if<Kind>(&command->order) : nullptr;
    if (!order)
        qFatal("not the order that was meant: %s", text);
    return *order;
}

// Which kind of request a text is, and the sentence if it is a bad one.
QString verdict(const AdminRequest& request)
{
    if (const auto* bad = std::get_if<BadCommand>(&request))
        return QStringLiteral("bad: ") + QString::fromStdString(bad->why);
    if (const auto* nonsense = std::get_if<Nonsense>(&request))
        return QStringLiteral("nonsense: ") + QString::fromStdString(nonsense->why);
    return std::holds_alternative<Subscribe>(request) ? QStringLiteral("subscribe")
                                                      : QStringLiteral("command");
}

} // namespace

class TestAdminRequest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSubscriptionNamesItsTopics();
    void aSubscriptionMayBeForNothing();
    void drainsAreOrdered();
    void drainsAreChanged();
    void clientsAreClosedByName();
    void whatIsSaidStaysAsItWasWritten();
    void objectsMeanTheSameAsTheirText();
    void theEnvelopeIsKept();
    void badRequestsAreNamed_data();
    void badRequestsAreNamed();
};

void TestAdminRequest::aSubscriptionNamesItsTopics()
{
    const AdminRequest request = parseAdminRequest(
        std::string_view(R"({"type":"subscribe","topics":["clients","drain"],"max_hz":10})"));
    const auto& subscribe = std::get<Subscribe>(request);
    QVERIFY(subscribe.topics.clients && subscribe.topics.drain && !subscribe.topics.stats);
    QCOMPARE(subscribe.maxHz, 10);
}

void TestAdminRequest::aSubscriptionMayBeForNothing()
{
    const AdminRequest request
        = parseAdminRequest(std::string_view(R"({"type":"subscribe","topics":[],"later":1})"));
    const auto& subscribe = std::get<Subscribe>(request);
    QVERIFY(!subscribe.topics.clients && !subscribe.topics.drain && !subscribe.topics.stats);
    QCOMPARE(subscribe.maxHz, 4);
}

void TestAdminRequest::drainsAreOrdered()
{
    const auto drain = orderOf<Drain>(
        R"({"type":"command","ref":"1","do":"drain","timeout_s":60,"delay_s":0,"ramp_s":1.5,
            "reason":"new version","dry_run":true,"expect_boot_id":"b"})");
    QCOMPARE(drain.order.timeout, std::optional<std::chrono::milliseconds>(60s));
    QCOMPARE(drain.order.delay, std::optional<std::chrono::milliseconds>(0s));
    QCOMPARE(drain.order.ramp, std::optional<std::chrono::milliseconds>(1500ms));
    QCOMPARE(drain.order.reason, std::string("new version"));
    QVERIFY(drain.dryRun);
    QVERIFY(!orderOf<Drain>(R"({"type":"command","do":"drain"})").order.timeout);
}

void TestAdminRequest::drainsAreChanged()
{
    const auto update = orderOf<UpdateDrain>(
        R"({"type":"command","do":"update_drain","timeout_s":600,"hurry":true})");
    QCOMPARE(update.update.timeout, std::optional<std::chrono::milliseconds>(600s));
    QVERIFY(!update.update.ramp);
    QVERIFY(update.update.hurry);
    orderOf<CancelDrain>(R"({"type":"command","do":"cancel_drain"})");
    orderOf<Force>(R"({"type":"command","do":"force"})");
}

void TestAdminRequest::clientsAreClosedByName()
{
    const auto close = orderOf<Close>(R"({"type":"command","do":"close","ids":["c-1","anna"]})");
    QCOMPARE(close.ids, (std::vector<std::string> { "c-1", "anna" }));
    QVERIFY(!orderOf<Accepting>(R"({"type":"command","do":"accepting","enabled":false})").enabled);
}

void TestAdminRequest::whatIsSaidStaysAsItWasWritten()
{
    const auto all = orderOf<Publish>(
        R"({"type":"command","do":"broadcast","data":{"z":1.00, "a":12345678901234567890}})");
    QCOMPARE(all.to, std::string());
    QCOMPARE(all.data, std::string(R"({"z":1.00,"a":12345678901234567890})"));
    const auto one
        = orderOf<Publish>(R"({"type":"command","do":"message","id":"anna","data":null})");
    QCOMPARE(one.to, std::string("anna"));
    QCOMPARE(one.data, std::string("null"));
}

void TestAdminRequest::objectsMeanTheSameAsTheirText()
{
    const QByteArray text = R"({"type":"command","ref":"r","do":"broadcast","data":["x"]})";
    const AdminRequest request = parseAdminRequest(QJsonDocument::fromJson(text).object());
    const auto& command = std::get<Command>(request);
    QCOMPARE(command.ref, std::optional<std::string>("r"));
    QCOMPARE(std::get<Publish>(command.order).data, std::string(R"(["x"])"));
}

void TestAdminRequest::theEnvelopeIsKept()
{
    AdminRequest request = parseAdminRequest(
        std::string_view(R"({"type":"command","ref":"7","do":"force","expect_boot_id":"b"})"));
    QCOMPARE(std::get<Command>(request).ref, std::optional<std::string>("7"));
    QCOMPARE(std::get<Command>(request).bootId, std::optional<std::string>("b"));
    request = parseAdminRequest(std::string_view(R"({"type":"command","do":"force","ref":null})"));
    QVERIFY(!std::get<Command>(request).ref);
    QVERIFY(!std::get<Command>(request).bootId);
    request = parseAdminRequest(std::string_view(R"({"type":"command","ref":"8","do":"fly"})"));
    QCOMPARE(std::get<BadCommand>(request).ref, std::optional<std::string>("8"));
}

void TestAdminRequest::badRequestsAreNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("begins");
    const auto row = [](const char* name, const char* text, const char* begins) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(begins);
    };
    row("no JSON", "hello", "nonsense: This is no JSON");
    row("a list", "[]", "nonsense: A message must be a JSON object.");
    row("no type", "{}", "nonsense: \"type\" must be subscribe or command.");
    row("no topics", R"({"type":"subscribe"})", "nonsense: subscribe needs \"topics\"");
    row("an unknown topic", R"({"type":"subscribe","topics":["stats","weather"]})",
        "nonsense: There is no topic \"weather\"");
    row("a topic that is no text", R"({"type":"subscribe","topics":[1]})",
        "nonsense: There is no topic \"\"");
    for (const char* rate : { "0", "11", "2.5", "\"4\"", "null", "-1", "1e99" })
        row(rate,
            QByteArray(R"({"type":"subscribe","topics":[],"max_hz":)").append(rate).append("}"),
            "nonsense: max_hz must be a whole number from 1 to 10.");
    row("no verb", R"({"type":"command"})", "bad: There is no command \"\".");
    row("an unknown verb", R"({"type":"command","do":"fly"})", "bad: There is no command \"fly\".");
    row("a ref that is no text", R"({"type":"command","do":"force","ref":1})", "bad: \"ref\"");
    row("a long ref",
        QByteArray(R"({"type":"command","do":"force","ref":")").append(65, 'x').append("\"}"),
        "bad: \"ref\"");
    row("a boot id that is no text", R"({"type":"command","do":"force","expect_boot_id":1})",
        "bad: \"expect_boot_id\"");
    row("nobody to close", R"({"type":"command","do":"close"})", "bad: close needs \"ids\"");
    row("an empty list to close", R"({"type":"command","do":"close","ids":[]})",
        "bad: close needs \"ids\"");
    row("ids that are no texts", R"({"type":"command","do":"close","ids":["a",1]})",
        "bad: \"ids\"");
    row("nothing to say", R"({"type":"command","do":"broadcast"})", "bad: There is no \"data\"");
    row("said to nobody", R"({"type":"command","do":"message","data":1})",
        "bad: message needs \"id\"");
    row("neither on nor off", R"({"type":"command","do":"accepting","enabled":1})",
        "bad: accepting needs \"enabled\"");
    row("a drain that ends before it begins", R"({"type":"command","do":"drain","timeout_s":-1})",
        "bad: timeout_s ");
    row("a drain with a field unknown", R"({"type":"command","do":"drain","colour":"red"})",
        "bad: There is no field \"colour\"");
    row("a change that is none of these",
        R"({"type":"command","do":"update_drain","hurry":"please"})", "bad: hurry ");
}

void TestAdminRequest::badRequestsAreNamed()
{
    QFETCH(QString, text);
    QFETCH(QString, begins);
    const QString said = verdict(parseAdminRequest(std::string_view(text.toStdString())));
    QVERIFY2(said.startsWith(begins), qPrintable(said));
}

QTEST_APPLESS_MAIN(TestAdminRequest)
#include "tst_adminrequest.moc"
