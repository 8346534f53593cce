#include "core/hub/wire.h"

#include "core/session/framecodec.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace std::chrono_literals;
using namespace sluice;
using wire::Utterance;

Q_DECLARE_METATYPE(sluice::wire::Utterance)

namespace {

QJsonObject parse(const Utterance& utterance)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(utterance.json)).object();
}
QJsonValue field(const Utterance& utterance, const char* name)
{
    return parse(utterance)[QLatin1String(name)];
}

Utterance someWelcome()
{
    wire::Welcome facts;
    facts.clientId = "anna";
    facts.session = "anna.s";
    facts.node = "n-1";
    facts.clients = 3;
    facts.epoch = "e-1";
    facts.offset = 7;
    facts.recovered = true;
    facts.replayed = 2;
    facts.maxMessageBytes = 65536;
    facts.messagesPerMinute = 60;
    facts.pingInterval = 25s;
    return wire::welcome(facts);
}

Message said(std::string to, std::string data)
{
    return { "m-7", 7, "anna", std::move(to), std::move(data), WallTime(1000000000001ms) };
}

} // namespace

class TestWire : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMessageHasItsFieldsAndNoOther_data();
    void everyMessageHasItsFieldsAndNoOther();
    void welcomeSaysWhereOneStands();
    void presenceCountsAndNames();
    void ackWithoutARefOrALimit();
    void aMessageCarriesItsDataUntouched();
    void publishersHaveNoName();
    void notificationInTheWordingOfOld();
    void timesAreRfc3339WithMilliseconds();
    void disconnectSaysWhetherToComeBack_data();
    void disconnectSaysWhetherToComeBack();
    void textClientsReadBareData_data();
    void textClientsReadBareData();
    void framesCarryTheOffset();
};

void TestWire::everyMessageHasItsFieldsAndNoOther_data()
{
    QTest::addColumn<Utterance>("utterance");
    QTest::addColumn<QString>("fields"); // but for type and time
    const auto row = [](const char* type, const Utterance& utterance, const char* fields) {
        QTest::newRow(type) << utterance << QString::fromLatin1(fields);
    };
    row("welcome", someWelcome(),
        "client_id session node version protocol clients epoch offset recovered replayed limits "
        "ping_interval_ms message");
    row("presence", wire::presence({}), "joined left joined_count left_count clients message");
    row("ack", wire::ack({ "r", "m", "e", 1, 2, 3 }), "ref id epoch offset recipients remaining");
    row("message", wire::message(said("", "1"), "e"), "id epoch offset from data");
    row("personal", wire::message(said("bert", "1"), "e"), "id epoch offset from to data");
    row("notification", wire::notification(1, 1), "seq clients message");
    row("status", wire::status(1, 2s, 3), "clients uptime_s messages message");
    row("pong", wire::pong("r"), "ref");
    row("drain", wire::drain({ "Draining", "api", {}, 1s, 1s }),
        "phase reason deadline remaining_ms reconnect_in_ms message");
    row("drain_cancelled", wire::drainCancelled(), "message");
    row("gap", wire::gap("e", 1, 2, 2), "epoch from to dropped message");
    row("error", wire::error("bad_request", "r"), "ref code message");
    row("error", wire::error("rate_limited", "r", 1s), "ref code retry_after_ms message");
    row("disconnect", wire::disconnect(CloseReason::Kicked, 0ms),
        "code reason reconnect reconnect_in_ms message");
}

void TestWire::everyMessageHasItsFieldsAndNoOther()
{
    QFETCH(Utterance, utterance);
    QFETCH(QString, fields);
    QJsonParseError error;
    const auto document
        = QJsonDocument::fromJson(QByteArray::fromStdString(utterance.json), &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    QStringList expected = fields.split(QLatin1Char(' '));
    expected << QStringLiteral("type") << QStringLiteral("time");
    expected.sort();
    QStringList keys = document.object().keys();
    keys.sort();
    QCOMPARE(keys, expected);
    QCOMPARE(field(utterance, "type").toString(), QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(utterance.json.find('\n') == std::string::npos);
    QVERIFY(!utterance.text.empty());
    if (keys.contains(QStringLiteral("message")))
        QCOMPARE(field(utterance, "message").toString().toStdString(), utterance.text);
}

void TestWire::welcomeSaysWhereOneStands()
{
    const Utterance welcome = someWelcome();
    QCOMPARE(field(welcome, "client_id").toString(), QStringLiteral("anna"));
    QCOMPARE(field(welcome, "session").toString(), QStringLiteral("anna.s"));
    QCOMPARE(field(welcome, "node").toString(), QStringLiteral("n-1"));
    QCOMPARE(field(welcome, "version").toString(), QStringLiteral(SLUICE_VERSION));
    QCOMPARE(field(welcome, "protocol"), QJsonValue(1));
    QCOMPARE(field(welcome, "clients"), QJsonValue(3));
    QCOMPARE(field(welcome, "epoch").toString(), QStringLiteral("e-1"));
    QCOMPARE(field(welcome, "offset"), QJsonValue(7));
    QCOMPARE(field(welcome, "recovered"), QJsonValue(true));
    QCOMPARE(field(welcome, "replayed"), QJsonValue(2));
    QCOMPARE(field(welcome, "ping_interval_ms"), QJsonValue(25000));
    const QJsonObject limits { { QStringLiteral("max_message_bytes"), 65536 },
                               { QStringLiteral("messages_per_minute"), 60 } };
    QCOMPARE(field(welcome, "limits").toObject(), limits);
}

void TestWire::presenceCountsAndNames()
{
    const Utterance presence = wire::presence({ { "anna", "bert" }, { "carl" }, 120, 1, 300 });
    const QJsonArray joined { QStringLiteral("anna"), QStringLiteral("bert") };
    QCOMPARE(field(presence, "joined").toArray(), joined);
    QCOMPARE(field(presence, "left").toArray(), QJsonArray { QStringLiteral("carl") });
    QCOMPARE(field(presence, "joined_count"), QJsonValue(120));
    QCOMPARE(field(presence, "left_count"), QJsonValue(1));
    QCOMPARE(field(presence, "clients"), QJsonValue(300));
}

void TestWire::ackWithoutARefOrALimit()
{
    const Utterance ack = wire::ack({ {}, "m-1", "e-1", 5, 2, -1 });
    QVERIFY(field(ack, "ref").isNull());
    QVERIFY(field(ack, "remaining").isNull());
    QCOMPARE(field(wire::ack({ "r", "m", "e", 1, 2, 0 }), "remaining"), QJsonValue(0));
    QCOMPARE(field(wire::ack({ "r", "m", "e", 1, 2, 0 }), "ref").toString(), QStringLiteral("r"));
    QVERIFY(field(wire::pong({}), "ref").isNull());
    QVERIFY(field(wire::error("bad_request", {}), "ref").isNull());
    QCOMPARE(field(wire::pong(""), "ref"), QJsonValue(QString())); // it is one, if an empty one
}

void TestWire::aMessageCarriesItsDataUntouched()
{
    const Utterance message = wire::message(said("", R"({"n":9007199254740993})"), "e-1");
    QVERIFY(message.json.find(R"("data":{"n":9007199254740993})") != std::string::npos);
    QCOMPARE(field(message, "offset"), QJsonValue(7));
    QCOMPARE(field(message, "id").toString(), QStringLiteral("m-7"));
    QCOMPARE(field(message, "epoch").toString(), QStringLiteral("e-1"));
    QCOMPARE(field(message, "time").toString(), QStringLiteral("2001-09-09T01:46:40.001Z"));
    QCOMPARE(field(wire::message(said("bert", "1"), "e"), "to").toString(), QStringLiteral("bert"));
}

void TestWire::publishersHaveNoName()
{
    Message message = said("", "1");
    message.from.clear();
    QVERIFY(field(wire::message(message, "e"), "from").isNull());
}

void TestWire::notificationInTheWordingOfOld()
{
    const Utterance notification = wire::notification(12, 3);
    QCOMPARE(QString::fromStdString(notification.text),
             QStringLiteral("[System] Periodic notification #12 – Active clients: 3"));
    QCOMPARE(field(notification, "seq"), QJsonValue(12));
    QCOMPARE(field(notification, "clients"), QJsonValue(3));
}

void TestWire::timesAreRfc3339WithMilliseconds()
{
    static const QRegularExpression pattern(
        QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"));
    QVERIFY(pattern.match(field(wire::pong("r"), "time").toString()).hasMatch());
    const Utterance drain = wire::drain({ "Draining", "api", WallTime(1000000000001ms), 90s, 5s });
    QCOMPARE(field(drain, "deadline").toString(), QStringLiteral("2001-09-09T01:46:40.001Z"));
    QCOMPARE(field(drain, "remaining_ms"), QJsonValue(90000));
    QCOMPARE(field(drain, "reconnect_in_ms"), QJsonValue(5000));
    QCOMPARE(field(wire::error("rate_limited", "r", 1500ms), "retry_after_ms"), QJsonValue(1500));
}

void TestWire::disconnectSaysWhetherToComeBack_data()
{
    QTest::addColumn<int>("reason");
    for (int reason = 0; reason <= static_cast<int>(CloseReason::InternalError); ++reason)
        QTest::addRow("%s", closeRow(static_cast<CloseReason>(reason)).token.data()) << reason;
}

void TestWire::disconnectSaysWhetherToComeBack()
{
    QFETCH(int, reason);
    const CloseRow& row = closeRow(static_cast<CloseReason>(reason));
    const Utterance utterance = wire::disconnect(row.reason, 1234ms);
    QCOMPARE(field(utterance, "code").toInt(), int { row.code });
    QCOMPARE(field(utterance, "reason").toString(), QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(field(utterance, "reconnect"), QJsonValue(row.reconnect));
    if (row.reconnect)
        QCOMPARE(field(utterance, "reconnect_in_ms"), QJsonValue(1234));
}

void TestWire::textClientsReadBareData_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("text");
    QTest::newRow("a string without its quotes") << R"("hi \"you\"")"
                                                 << "hi \"you\"";
    QTest::newRow("a number") << "42"
                              << "42";
    QTest::newRow("an object as JSON") << R"({"a":1})"
                                       << R"({"a":1})";
    QTest::newRow("null") << "null"
                          << "null";
}

void TestWire::textClientsReadBareData()
{
    QFETCH(QString, data);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(wire::message(said("", data.toStdString()), "e").text), text);
}

void TestWire::framesCarryTheOffset()
{
    const Utterance utterance { R"({"a":1})", "one" };
    const Outgoing both = wire::frames(utterance, true, 7);
    QCOMPARE(both.json->octets, encodeFrame(Opcode::Text, utterance.json));
    QCOMPARE(both.text->octets, encodeFrame(Opcode::Text, "one"));
    QCOMPARE(both.json->offset, std::uint64_t { 7 });
    QCOMPARE(both.text->offset, std::uint64_t { 7 });
    QCOMPARE(both.in(true), both.text);
    QCOMPARE(both.in(false), both.json);
    const Outgoing one = wire::frames(utterance, false, 7);
    QVERIFY(!one.text);
    QCOMPARE(one.in(true), one.json);
    QCOMPARE(wire::frame(utterance, true)->octets, both.text->octets);
    QCOMPARE(wire::frame(utterance, false)->offset, std::uint64_t { 0 });
}

QTEST_APPLESS_MAIN(TestWire)
#include "tst_wire.moc"
