#include "core/text/jsonobject.h"

#include "core/text/jsonstring.h"
#include "core/text/walltime.h"
#include <QTest>

using namespace sluice;

Q_DECLARE_METATYPE(JsonObject::State)

class TestJsonObject : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textsAreJudged_data();
    void textsAreJudged();
    void controlsAreCopiedEscaped();
    void membersAreFoundByWhatTheirNamesSay();
    void valuesAreReadByKind();
    void numbersOutOfRangeAreSeen();
    void literals_data();
    void literals();
    void timesBeyondTheClockAreItsEnds();
};

void TestJsonObject::textsAreJudged_data()
{
    using State = JsonObject::State;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<State>("state");
    const auto row = [](const char* name, const QByteArray& text, State state) {
        QTest::newRow(name) << text << state;
    };
    row("nothing", "", State::None);
    row("an empty object", " { } ", State::Sound);
    row("an array", "[1]", State::None);
    row("a control character in a string", "{\"a\":\"x\ty\"}", State::Lenient);
    row("an unknown escape", R"({"a":"\q"})", State::Faulty);
    row("half an escape", R"({"a":"\u12"})", State::Faulty);
    row("a leading zero", R"({"a":01})", State::Faulty);
    row("a number of signs", R"({"a":-})", State::Faulty);
    row("a word", R"({"a":word})", State::None);
    row("a comma too many", R"({"a":1,})", State::None);
    row("more behind it", R"({"a":1}{})", State::None);
    row("an open string", R"({"a":"b)", State::None);
    row("a string that ends in a backslash", R"({"a":"b\)", State::None);
    row("invalid UTF-8", "{\"a\":\"\xc3\"}", State::None);
    row("512 deep", "{\"a\":" + QByteArray(511, '[') + QByteArray(511, ']') + "}", State::Sound);
    row("513 deep", "{\"a\":" + QByteArray(512, '[') + QByteArray(512, ']') + "}", State::TooDeep);
}

void TestJsonObject::textsAreJudged()
{
    QFETCH(QByteArray, text);
    QTEST(JsonObject(text.toStdString()).state(), "state");
}

void TestJsonObject::controlsAreCopiedEscaped()
{
    const JsonObject object("{\"a\":\"x\ty\x01\"}");
    QCOMPARE(*object.find("a"), std::string(R"("x\u0009y\u0001")"));
    QCOMPARE(*object.text("a"), std::string("x\ty\x01"));
}

void TestJsonObject::membersAreFoundByWhatTheirNamesSay()
{
    const JsonObject object(R"({"t\u0079pe":1,"b":2,"b":[ 3 ],"c":{"d":4}})");
    QCOMPARE(*object.find("type"), std::string("1"));
    QCOMPARE(*object.find("b"), std::string("[3]"));
    QCOMPARE(*object.find("c"), std::string(R"({"d":4})"));
    QVERIFY(!object.find("d"));
}

void TestJsonObject::valuesAreReadByKind()
{
    const JsonObject object(
        R"({"s":"x","n":-9223372036854775808,"f":1.0,"t":true,"l":["a","b,]"],"e":[],"m":["a",1]})");
    QVERIFY(object.isReadable());
    QVERIFY(object.text("s") == "x" && !object.text("n") && !object.text("none"));
    QVERIFY(object.integer("n") == std::numeric_limits<std::int64_t>::min());
    QVERIFY(!object.integer("f") && !object.integer("s"));
    QVERIFY(object.truth("t") == true && !object.truth("n"));
    QVERIFY(object.texts("l") == (std::vector<std::string> { "a", "b,]" }));
    QVERIFY(object.texts("e") == std::vector<std::string>());
    QVERIFY(!object.texts("m") && !object.texts("s"));
}

void TestJsonObject::numbersOutOfRangeAreSeen()
{
    QVERIFY(!JsonObject(R"({"a":1.7e308})").hasNumberOutOfRange());
    QVERIFY(JsonObject(R"({"a":[1e309]})").hasNumberOutOfRange());
    QVERIFY(JsonObject("{\"a\":" + std::string(400, '9') + "}").hasNumberOutOfRange());
    QVERIFY(!JsonObject(R"({"a":"1e309"})").hasNumberOutOfRange());
}

void TestJsonObject::literals_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("says"); // null: it is none
    const auto row = [](const char* name, const char* literal, const QByteArray& says) {
        QTest::newRow(name) << QByteArray(literal) << says;
    };
    row("every short escape", R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t");
    row("one, two and three octets", R"("\u0041\u0456\u20ac")", "Aі€");
    row("a pair of surrogates", R"("\ud83d\uDE80")", "🚀");
    row("half a pair at the end", R"("\ud83d")", "\xef\xbf\xbd");
    row("half a pair before another escape", R"("\ud83d\u0041")",
        "\xef\xbf\xbd"
        "A");
    row("the second half alone", R"("\ude80x")", "\xef\xbf\xbdx");
    row("a quote inside", R"("a"b")", {});
    row("an unknown escape", R"("\q")", {});
    row("an escape without its digits", R"("\u00")", {});
    row("digits with a sign", R"("\u-041")", {});
    row("a backslash before the last quote", R"("\")", {});
    row("no quotes", "a", {});
    row("one quote", R"(")", {});
}

void TestJsonObject::literals()
{
    QFETCH(QByteArray, literal);
    QFETCH(QByteArray, says);
    const auto read = readJsonString(literal.toStdString());
    QCOMPARE(read.has_value(), !says.isNull());
    if (read)
        QCOMPARE(QByteArray::fromStdString(*read), says);
}

void TestJsonObject::timesBeyondTheClockAreItsEnds()
{
    using namespace std::chrono;
    using Clock = system_clock;
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    QVERIFY(wallTimeOf<milliseconds>(1'763'000'000'123)
            == Clock::time_point(milliseconds(1'763'000'000'123)));
    QVERIFY(wallTimeOf<microseconds>(-1) == Clock::time_point(microseconds(-1)));
    QVERIFY(wallTimeOf<milliseconds>(most) > Clock::time_point::max() - 1ms);
    QVERIFY(wallTimeOf<microseconds>(least) < Clock::time_point::min() + 1us);
}

QTEST_APPLESS_MAIN(TestJsonObject)
#include "tst_jsonobject.moc"
