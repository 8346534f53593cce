#include "core/hub/command.h"

#include <QTest>

using namespace sluice;
using namespace std::string_literals;

Q_DECLARE_METATYPE(std::string)

namespace {

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}
std::string saying(const std::string& data)
{
    return R"({"type":"message","data":)" + data + '}';
}

std::string echoed(const Ref& ref)
{
    return ref ? " ref " + *ref : "";
}

// One line a command, so that a row can say what it expects.
std::string describe(const command::Say& say)
{
    return "say" + (say.to.empty() ? "" : " to " + say.to) + ' ' + say.data + echoed(say.ref);
}
std::string describe(const command::AskStatus&)
{
    return "status";
}
std::string describe(const command::Ping& ping)
{
    return "ping" + echoed(ping.ref);
}
std::string describe(const command::Refresh& refresh)
{
    return "refresh " + refresh.token + echoed(refresh.ref);
}
std::string describe(const command::Rejected& rejected)
{
    return "rejected " + std::string(rejected.code) + echoed(rejected.ref);
}

} // namespace

class TestCommand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textsThatAreNoCommands_data();
    void textsThatAreNoCommands();
    void messages_data();
    void messages();
    void otherCommands_data();
    void otherCommands();

private:
    static void columns();
    static void row(const char* name, const std::string& text, const std::string& expected);
    static void check();
};

void TestCommand::columns()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected");
}

void TestCommand::row(const char* name, const std::string& text, const std::string& expected)
{
    QTest::newRow(name) << text << expected;
}

void TestCommand::check()
{
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    const Command command = parseCommand(text);
    QCOMPARE(std::visit([](const auto& asked) { return describe(asked); }, command), expected);
}

void TestCommand::textsThatAreNoCommands_data()
{
    columns();
    row("the word test asks for the status", "test", "status");
    row("the word ping asks for the status", "ping", "status");
    row("Test in capitals is said", "TEST", R"(say "TEST")");
    row("test with a line end is said", "test\n", R"(say "test\n")");
    row("plain text", "hello", R"(say "hello")");
    row("nothing", "", R"(say "")");
    row("spaces alone", "  ", R"(say "  ")");
    row("text with quotes", "a \"b\"", R"(say "a \"b\"")");
    row("Ukrainian", "Привіт", R"(say "Привіт")");
    row("a symbol beyond the basic plane", "\xf0\x9f\x9a\xb0", "say \"\xf0\x9f\x9a\xb0\"");
    row("a NUL inside", "a\0b"s, R"(say "a\u0000b")");
    row("a number", "42", R"(say "42")");
    row("true", "true", R"(say "true")");
    row("an array", R"([{"type":"ping"}])", R"(say "[{\"type\":\"ping\"}]")");
    row("a JSON string", R"("ping")", R"(say "\"ping\"")");
    row("an object without a type", R"({"data":1})", R"(say "{\"data\":1}")");
    row("an object whose type is a number", R"({"type":1})", R"(say "{\"type\":1}")");
    row("an object whose type is null", R"({"type":null})", R"(say "{\"type\":null}")");
    row("an empty object", "{}", R"(say "{}")");
    row("broken JSON", R"({"type":"ping")", R"(say "{\"type\":\"ping\"")");
    row("two objects", R"({"type":"ping"}{})", R"(say "{\"type\":\"ping\"}{}")");
    row("an object in single quotes", "{'type':'ping'}", R"(say "{'type':'ping'}")");
    row("an object without a type that has a bad number", "{\"a\":01}", R"(say "{\"a\":01}")");
    row("a brace and more", "{hello}", R"(say "{hello}")");
}

void TestCommand::textsThatAreNoCommands()
{
    check();
}

void TestCommand::messages_data()
{
    columns();
    row("to everyone", saying(R"("hi")"), R"(say "hi")");
    row("space around it", " \r\n\t" + saying("1") + "\n ", "say 1");
    row("to one", R"({"type":"message","data":1,"to":"anna"})", "say to anna 1");
    row("to null is to everyone", R"({"type":"message","data":1,"to":null})", "say 1");
    row("to a number", R"({"type":"message","data":1,"to":7})", "rejected bad_request");
    row("to an array", R"({"type":"message","data":1,"to":["a"]})", "rejected bad_request");
    row("to nobody", R"({"type":"message","data":1,"to":""})", "rejected bad_request");
    row("without data", R"({"type":"message"})", "rejected bad_request");
    row("without data, with a ref", R"({"type":"message","ref":"r"})",
        "rejected bad_request ref r");
    row("data null", saying("null"), "say null");
    row("data false", saying("false"), "say false");
    row("data an object", saying(R"({ "b" : [1, 2] })"), R"(say {"b":[1,2]})");
    row("data nested as deep as JSON text allows here", saying(nested(500)), "say " + nested(500));
    row("a number that no parser can hold", saying("1e999"), "rejected bad_request");
    row("the same, and its ref", R"({"type":"message","data":1e999,"ref":"r"})",
        "rejected bad_request ref r");
    row("too deep, and the ref before it",
        R"({"type":"message","ref":"r","data":)" + nested(3000) + '}',
        "rejected bad_request ref r");
    row("data nested deeper than the parser goes", saying(nested(3000)), "rejected bad_request");
    row("an escape that is none", R"({"type":"message","data":"C:\dir","to":"anna"})",
        "rejected bad_request");
    row("a number that is none", saying("01"), "rejected bad_request");
    row("a tab within a string is kept, escaped", saying("\"a\tb\""), R"(say "a\u0009b")");
    row("more digits than any integer has", saying("123456789012345678901234567890"),
        "say 123456789012345678901234567890");
    row("a large integer keeps its digits", saying("9223372036854775807"),
        "say 9223372036854775807");
    row("a negative one too", saying("-9223372036854775808"), "say -9223372036854775808");
    row("more than a double's digits", saying("9007199254740993"), "say 9007199254740993");
    row("data in Ukrainian", saying(R"("Вітаємо")"), R"(say "Вітаємо")");
    row("data with escapes stays as written", saying(R"("\u0041\n\u0000")"),
        R"(say "\u0041\n\u0000")");
    row("a surrogate pair too", saying(R"("\ud83d\udeb0")"), R"(say "\ud83d\udeb0")");
    row("unknown fields are ignored", R"({"type":"message","data":1,"shade":"blue"})", "say 1");
    row("with a ref", R"({"type":"message","data":1,"ref":"r-1"})", "say 1 ref r-1");
    row("a ref of 64", R"({"type":"message","data":1,"ref":")" + std::string(64, 'r') + "\"}",
        "say 1 ref " + std::string(64, 'r'));
    row("a ref of 65", R"({"type":"message","data":1,"ref":")" + std::string(65, 'r') + "\"}",
        "rejected bad_request");
    row("a ref counts by characters",
        R"({"type":"message","data":1,"ref":")" + QString(64, u'і').toStdString() + "\"}",
        "say 1 ref " + QString(64, u'і').toStdString());
    row("an empty ref", R"({"type":"message","data":1,"ref":""})", "say 1 ref ");
    row("a ref null is none", R"({"type":"message","data":1,"ref":null})", "say 1");
    row("a ref that is a number", R"({"type":"message","data":1,"ref":1})", "rejected bad_request");
    row("an escaped key is the same key", R"({"t\u0079pe":"message","data":1})", "say 1");
}

void TestCommand::messages()
{
    check();
}

void TestCommand::otherCommands_data()
{
    columns();
    row("ping", R"({"type":"ping"})", "ping");
    row("ping with a ref", R"({"type":"ping","ref":"r"})", "ping ref r");
    row("ping with a ref too long", R"({"type":"ping","ref":")" + std::string(65, 'r') + "\"}",
        "rejected bad_request");
    row("refresh", R"({"type":"refresh","token":"t","ref":"r"})", "refresh t ref r");
    row("refresh without a token", R"({"type":"refresh","ref":"r"})", "rejected bad_request ref r");
    row("refresh that is not quite JSON", R"({"type":"refresh","token":"t",})",
        "rejected bad_request");
    row("the same, and the ref before it", R"({"type":"refresh","ref":"r","token":"t",})",
        "rejected bad_request ref r");
    row("refresh with a number", R"({"type":"refresh","token":1})", "rejected bad_request");
    row("a type nobody knows", R"({"type":"dance","ref":"r"})", "rejected unknown_type ref r");
    row("a type in capitals", R"({"type":"PING"})", "rejected unknown_type");
    row("an empty type", R"({"type":""})", "rejected unknown_type");
    row("a type of the server's own", R"({"type":"welcome"})", "rejected unknown_type");
}

void TestCommand::otherCommands()
{
    check();
}

QTEST_APPLESS_MAIN(TestCommand)
#include "tst_command.moc"
