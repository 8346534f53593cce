#include "core/cluster/takeoverwire.h"

#include "core/text/linebuffer.h"
#include <QTest>

using namespace sluice;
using namespace sluice::takeover;

namespace {

Message aMessage()
{
    Message message;
    message.id = "e-7";
    message.offset = std::uint64_t { 1 } << 60; // more than a double can tell apart
    message.from = "anna";
    message.to = "boris";
    message.data = "{\"n\":12345678901234567890.10,\"t\":\"\\u0000 \xD1\x96\"}\n";
    message.time = WallTime(std::chrono::microseconds(1'763'000'000'123'456));
    message.recipients = 3;
    return message;
}

std::string faultOf(const std::string& text)
{
    const auto decoded = decode(text);
    const auto* wrong = std::get_if<Malformed>(&decoded);
    return wrong ? std::string(name(wrong->fault)) + '|' + wrong->where : "none";
}

} // namespace

class TestTakeoverWire : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyLineComesBackAsItWas_data();
    void everyLineComesBackAsItWas();
    void aMessageKeepsEveryOctet();
    void whatIsNoLineIsNamed_data();
    void whatIsNoLineIsNamed();
    void unknownFieldsAreIgnored();
    void linesAreCutWhereverTheStreamIs();
    void aLineThatIsTooLongIsSeen();
    void manyShortLinesTogetherAreNotTooLong();
};

void TestTakeoverWire::everyLineComesBackAsItWas_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const Line& line) {
        QTest::newRow(name) << QByteArray::fromStdString(encode(line));
    };
    row("who", Who {});
    row("instance", Instance { "1.2", 77, 8000, 812, 5, true, "it said \"no\"\n" });
    row("ask", Ask { 1, "1.3", 78 });
    row("prepared", Prepared {});
    row("failed", Failed { "no port" });
    row("refused", Refused { "draining" });
    row("estate", Estate { "1.2", 77, "::1", 65535, "e-1", 12, "secret", true });
    row("past", Past { aMessage() });
    row("key", Key { "a key", aMessage() });
    row("complete", Complete {});
    row("yours", Yours {});
    row("append", Append { 9, { "anna", "", "1", "key", 4 } });
    row("appended", Appended { 9, Outcome::Repeated, "e-3", 3, 2 });
    row("key reused", Appended { 9, Outcome::KeyReused, "", 0, 0 });
    row("delivered", Delivered { aMessage() });
    row("presence", Presence { { "anna", "boris" }, { "c-1" } });
    row("an empty presence", Presence {});
    row("taken over", TakenOver { "anna" });
    row("close", Close { "anna", CloseReason::Kicked });
    row("said", Said { { "{}", "text" } });
}

void TestTakeoverWire::everyLineComesBackAsItWas()
{
    QFETCH(QByteArray, text);
    QVERIFY(text.endsWith('\n'));
    QCOMPARE(text.count('\n'), 1);
    const auto decoded = decode(text.left(text.size() - 1).toStdString());
    QVERIFY(std::holds_alternative<Line>(decoded));
    QCOMPARE(QByteArray::fromStdString(encode(std::get<Line>(decoded))), text);
}

void TestTakeoverWire::aMessageKeepsEveryOctet()
{
    const Message before = aMessage();
    const std::string text = encode(Delivered { before });
    const auto decoded = decode(std::string_view(text).substr(0, text.size() - 1));
    const Message& after = std::get<Delivered>(std::get<Line>(decoded)).message;
    QCOMPARE(after.id, before.id);
    QCOMPARE(after.offset, before.offset);
    QCOMPARE(after.from, before.from);
    QCOMPARE(after.to, before.to);
    QCOMPARE(after.data, before.data);
    QVERIFY(after.time == before.time);
    QCOMPARE(after.recipients, before.recipients);
}

void TestTakeoverWire::whatIsNoLineIsNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("fault");
    const auto row = [](const char* name, const char* text, const char* fault) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(fault);
    };
    row("nothing", "", "not a JSON object|");
    row("half an object", "{\"type\":", "not a JSON object|");
    row("an array", "[]", "not a JSON object|");
    row("no type", "{}", "a line without a type|");
    row("a type that is a number", "{\"type\":1}", "a line without a type|");
    row("a later version's type", "{\"type\":\"dance\"}", "a line of an unknown type|dance");
    row("a missing field", "{\"type\":\"failed\"}", "a field that is missing or wrong|why");
    row("text for a number", "{\"type\":\"ask\",\"protocol\":\"1\",\"version\":\"\",\"pid\":1}",
        "a field that is missing or wrong|protocol");
    row("a number below zero", "{\"type\":\"appended\",\"number\":-1}",
        "a field that is missing or wrong|number");
    row("an unknown outcome",
        "{\"type\":\"appended\",\"number\":1,\"outcome\":\"so so\",\"id\":\"\",\"offset\":1,"
        "\"recipients\":0}",
        "a field that is missing or wrong|outcome");
    row("an unknown reason", "{\"type\":\"close\",\"id\":\"a\",\"reason\":200}",
        "a field that is missing or wrong|reason");
    row("ids that are numbers", "{\"type\":\"presence\",\"joined\":[1],\"left\":[]}",
        "a field that is missing or wrong|joined");
}

void TestTakeoverWire::whatIsNoLineIsNamed()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, fault);
    QCOMPARE(QByteArray::fromStdString(faultOf(text.toStdString())), fault);
}

void TestTakeoverWire::unknownFieldsAreIgnored()
{
    QCOMPARE(faultOf("{\"type\":\"refused\",\"why\":\"no\",\"mood\":{\"bad\":true}}"),
             std::string("none"));
}

void TestTakeoverWire::linesAreCutWhereverTheStreamIs()
{
    const std::string stream = "one\n\nthree\nfo";
    for (std::size_t step = 1; step <= stream.size(); ++step) {
        LineBuffer lines(10);
        std::vector<std::string> cut;
        for (std::size_t at = 0; at < stream.size(); at += step) {
            lines.push(std::string_view(stream).substr(at, step));
            while (lines.next())
                cut.emplace_back(lines.line());
        }
        QCOMPARE(cut, (std::vector<std::string> { "one", "", "three" }));
        QVERIFY(!lines.isTooLong());
    }
}

void TestTakeoverWire::aLineThatIsTooLongIsSeen()
{
    LineBuffer unfinished(4);
    unfinished.push("12345");
    QVERIFY(!unfinished.next());
    QVERIFY(unfinished.isTooLong());
    LineBuffer whole(4);
    whole.push("12345\n");
    QVERIFY(whole.next());
    QVERIFY(whole.isTooLong());
    LineBuffer fits(5);
    fits.push("12345\n");
    QVERIFY(fits.next());
    QVERIFY(!fits.isTooLong());
}

void TestTakeoverWire::manyShortLinesTogetherAreNotTooLong()
{
    LineBuffer lines(4);
    lines.push("1234\n5678\n90");
    for (const std::string_view expected : { "1234", "5678" }) {
        QVERIFY(lines.next());
        QVERIFY(!lines.isTooLong());
        QCOMPARE(lines.line(), expected);
    }
    QVERIFY(!lines.next());
    QVERIFY(!lines.isTooLong());
    lines.push("123");
    QVERIFY(!lines.next());
    QVERIFY(lines.isTooLong());
}

QTEST_APPLESS_MAIN(TestTakeoverWire)
#include "tst_takeoverwire.moc"
