#include "core/text/jsoncopy.h"

#include <QTest>

using namespace sluice;

namespace {

std::optional<std::string> copied(const std::string& value)
{
    return copyJsonMember("{\"data\":" + value + "}", "data");
}

} // namespace

class TestJsonCopy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void values_data();
    void values();
    void members_data();
    void members();
    void depthIsBounded();
};

void TestJsonCopy::values_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("copy"); // empty: refused
    const auto row = [](const char* name, const char* text, const char* copy) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(copy);
    };
    row("white space between tokens goes", " { \"a\" : [ 1 , 2 ] }\n", R"({"a":[1,2]})");
    row("white space in a string stays", R"("a  b")", R"("a  b")");
    row("more digits than any integer has", "123456789012345678901234567890",
        "123456789012345678901234567890");
    row("a fraction keeps its zeros", "-0.500E+10", "-0.500E+10");
    row("members keep their order", R"({"z":1,"a":2})", R"({"z":1,"a":2})");
    row("escapes stay as written", R"("\u0041\n\/")", R"("\u0041\n\/")");
    row("literals", "[true,false,null]", "[true,false,null]");
    row("empty containers", "[{},[]]", "[{},[]]");
    row("nothing", "", "");
    row("two values", "1 2", "");
    row("a leading zero", "01", "");
    row("a number without digits", "-", "");
    row("a fraction without digits", "1.", "");
    row("an exponent without digits", "1e+", "");
    row("a plus sign", "+1", "");
    row("an unknown escape", R"("\q")", "");
    row("a short unicode escape", R"("\u12")", "");
    row("a control character in a string", "\"a\tb\"", "");
    row("an open string", "\"abc", "");
    row("a string that ends in a backslash", R"("abc\)", "");
    row("a comma too many", "[1,]", "");
    row("a member without a value", R"({"a":})", "");
    row("a name that is no string", "{1:2}", "");
    row("an open array", "[1", "");
    row("invalid UTF-8", "\"\xc3\"", "");
    row("a word that is no literal", "nul", "");
}

void TestJsonCopy::values()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, copy);
    const auto result = copied(text.toStdString());
    QCOMPARE(result.has_value(), !copy.isEmpty());
    if (result)
        QCOMPARE(QByteArray::fromStdString(*result), copy);
}

void TestJsonCopy::members_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("value"); // empty: none
    const auto row = [](const char* name, const char* object, const char* value) {
        QTest::newRow(name) << QByteArray(object) << QByteArray(value);
    };
    row("a member among others", R"({"type":"message", "data": {"n": 1e400}, "ref":"1"})",
        R"({"n":1e400})");
    row("the last of two", R"({"data":1,"data":2})", "2");
    row("not one of a nested object", R"({"a":{"data":1}})", "");
    row("not one with a longer name", R"({"data2":1})", "");
    row("no object", "[1]", "");
    row("an object that is broken behind the member", R"({"data":1,)", "");
}

void TestJsonCopy::members()
{
    QFETCH(QByteArray, object);
    QFETCH(QByteArray, value);
    QCOMPARE(QByteArray::fromStdString(copyJsonMember(object.toStdString(), "data").value_or("")),
             value);
}

void TestJsonCopy::depthIsBounded()
{
    const auto nested
        = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    QVERIFY(copied(nested(500)));
    QVERIFY(!copied(nested(100000)));
}

QTEST_GUILESS_MAIN(TestJsonCopy)
#include "tst_jsoncopy.moc"
