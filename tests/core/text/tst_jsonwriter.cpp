#include "core/text/jsonwriter.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <limits>
#include <vector>

using namespace sluice;

namespace {

// What a reader that is not ours makes of the text.
QString readBack(const std::string& json)
{
    const QByteArray document = "[" + QByteArray::fromStdString(json) + "]";
    return QJsonDocument::fromJson(document)[0].toString(QStringLiteral("unreadable"));
}

} // namespace

class TestJsonWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stringsAreEscaped_data();
    void stringsAreEscaped();
    void brokenUtf8BecomesReplacement_data();
    void brokenUtf8BecomesReplacement();
    void everyByteReadsBack();
    void fieldsKeepTheirOrderAndType();
    void whatIsNotThereIsNull();
    void numbersAreExact();
    void objectsNestAndCloseThemselves();
    void emptyObject();
};

void TestJsonWriter::stringsAreEscaped_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("plain words stay") << QByteArray("hello") << QByteArray("\"hello\"");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("\"\"");
    QTest::newRow("quote and backslash") << QByteArray("a\"b\\c") << QByteArray("\"a\\\"b\\\\c\"");
    QTest::newRow("line ends and tab") << QByteArray("\r\n\t") << QByteArray("\"\\r\\n\\t\"");
    QTest::newRow("escape character") << QByteArray("\x1b[31m") << QByteArray("\"\\u001b[31m\"");
    QTest::newRow("nul in the middle") << QByteArray("a\0b", 3) << QByteArray("\"a\\u0000b\"");
    QTest::newRow("delete") << QByteArray("\x7f") << QByteArray("\"\\u007f\"");
    QTest::newRow("C1 control") << QByteArray("\xc2\x9b") << QByteArray("\"\\u009b\"");
    QTest::newRow("no-break space is no control")
        << QByteArray("\xc2\xa0") << QByteArray("\"\xc2\xa0\"");
    QTest::newRow("line separator") << QByteArray("\xe2\x80\xa8") << QByteArray("\"\\u2028\"");
    QTest::newRow("paragraph separator") << QByteArray("\xe2\x80\xa9") << QByteArray("\"\\u2029\"");
    QTest::newRow("Ukrainian and an emoji stay")
        << QByteArray("Вітаємо 🙂") << QByteArray("\"Вітаємо 🙂\"");
}

void TestJsonWriter::stringsAreEscaped()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, json);
    const std::string written = jsonString({ text.data(), static_cast<std::size_t>(text.size()) });
    QCOMPARE(QByteArray::fromStdString(written), json);
    QCOMPARE(readBack(written), QString::fromUtf8(text));
}

void TestJsonWriter::brokenUtf8BecomesReplacement_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    const QByteArray mark = "\xef\xbf\xbd";
    QTest::newRow("lone continuation") << QByteArray("a\x80z") << "\"a" + mark + "z\"";
    QTest::newRow("cut at the end") << QByteArray("a\xd0") << "\"a" + mark + "\"";
    QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << "\"" + mark + mark + "\"";
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << "\"" + mark + mark + mark + "\"";
    QTest::newRow("quote after a cut sequence")
        << QByteArray("\xe2\x80\"") << "\"" + mark + mark + "\\\"\"";
}

void TestJsonWriter::brokenUtf8BecomesReplacement()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, json);
    QCOMPARE(QByteArray::fromStdString(jsonString(text.toStdString())), json);
}

void TestJsonWriter::everyByteReadsBack()
{
    for (int byte = 0; byte < 0x80; ++byte) {
        const std::string text(3, static_cast<char>(byte));
        QCOMPARE(readBack(jsonString(text)), QString::fromStdString(text));
    }
}

void TestJsonWriter::fieldsKeepTheirOrderAndType()
{
    JsonWriter json;
    json.field("type", "ack").field("mirror", true).field("count", 3).null("from");
    json.raw("data", "[1,2]").strings("joined", std::vector<std::string> { "a", "b\"" });
    json.strings("left", std::vector<std::string> {});
    const std::string expected
        = R"({"type":"ack","mirror":true,"count":3,"from":null,"data":[1,2],)"
          R"("joined":["a","b\""],"left":[]})";
    QCOMPARE(std::move(json).finish(), expected);
}

void TestJsonWriter::whatIsNotThereIsNull()
{
    // Not temporaries: gcc 12 takes the empty one's text for read, where it is built for asan.
    const std::vector<std::optional<std::string>> refs { "", std::nullopt };
    JsonWriter json;
    json.field("empty", refs.front()).field("none", refs.back()).field("count", std::optional(3));
    QCOMPARE(std::move(json).finish(), std::string(R"({"empty":"","none":null,"count":3})"));
}

void TestJsonWriter::numbersAreExact()
{
    JsonWriter json;
    json.field("low", std::numeric_limits<std::int64_t>::min());
    json.field("high", std::numeric_limits<std::uint64_t>::max());
    json.field("tenth", 0.1).field("large", 1e300);
    json.field("nan", std::numeric_limits<double>::quiet_NaN());
    json.field("infinite", std::numeric_limits<double>::infinity());
    const std::string expected = R"({"low":-9223372036854775808,"high":18446744073709551615,)"
                                 R"("tenth":0.1,"large":1e+300,"nan":null,"infinite":null})";
    QCOMPARE(std::move(json).finish(), expected);
}

void TestJsonWriter::objectsNestAndCloseThemselves()
{
    JsonWriter json;
    json.open("limits").field("a", 1).open("deep").field("b", 2).close().field("c", 3).close();
    json.field("d", 4).open("e");
    const std::string expected = R"({"limits":{"a":1,"deep":{"b":2},"c":3},"d":4,"e":{}})";
    QCOMPARE(std::move(json).finish(), expected);
}

void TestJsonWriter::emptyObject()
{
    QCOMPARE(JsonWriter().finish(), std::string("{}"));
}

QTEST_APPLESS_MAIN(TestJsonWriter)
#include "tst_jsonwriter.moc"
