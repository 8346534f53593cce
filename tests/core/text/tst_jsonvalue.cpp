#include "core/text/jsonvalue.h"

#include "core/text/jsonwriter.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <limits>

using namespace sluice;

Q_DECLARE_METATYPE(std::string)

class TestJsonValue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valuesAsText_data();
    void valuesAsText();
    void literalsSayWhatWasWritten_data();
    void literalsSayWhatWasWritten();
    void otherLiteralsSayNothing_data();
    void otherLiteralsSayNothing();
};

void TestJsonValue::valuesAsText_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<std::string>("text");
    const auto row = [](const char* name, const QJsonValue& value, const char* text) {
        QTest::newRow(name) << value << std::string(text);
    };
    row("null", QJsonValue(QJsonValue::Null), "null");
    row("true", true, "true");
    row("a number", 42, "42");
    row("a fraction", 0.1, "0.1");
    row("the largest integer", QJsonValue(std::numeric_limits<qint64>::max()),
        "9223372036854775807");
    row("the smallest integer", QJsonValue(std::numeric_limits<qint64>::min()),
        "-9223372036854775808");
    row("a string", QStringLiteral("hi"), "\"hi\"");
    row("an empty string", QString(), "\"\"");
    row("a string with quotes", QStringLiteral("a\"b\\"), R"("a\"b\\")");
    row("Ukrainian", QStringLiteral("Вітаємо"), "\"Вітаємо\"");
    row("an empty array", QJsonArray(), "[]");
    row("an array with brackets inside", QJsonArray { QStringLiteral("]"), 1 }, R"(["]",1])");
    row("an object", QJsonObject { { QStringLiteral("a"), QJsonArray { 1, 2 } } },
        R"({"a":[1,2]})");
}

void TestJsonValue::valuesAsText()
{
    QFETCH(QJsonValue, value);
    QFETCH(std::string, text);
    QCOMPARE(jsonText(value), text);
}

void TestJsonValue::literalsSayWhatWasWritten_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("plain") << std::string("hi");
    QTest::newRow("empty") << std::string();
    QTest::newRow("quotes and backslashes") << std::string(R"("\"\\")");
    QTest::newRow("controls") << std::string("a\tb\nc\x01\x7f");
    QTest::newRow("a NUL inside") << std::string("a\0b", 3);
    QTest::newRow("beyond the basic plane") << std::string("\xf0\x9f\x9a\xb0");
    QTest::newRow("a comma and a bracket") << std::string("],[");
}

void TestJsonValue::literalsSayWhatWasWritten()
{
    QFETCH(std::string, text);
    QCOMPARE(jsonStringValue(jsonString(text)), text);
    QCOMPARE(jsonStringValue(jsonText(QString::fromStdString(text))), text);
}

void TestJsonValue::otherLiteralsSayNothing_data()
{
    QTest::addColumn<std::string>("literal");
    QTest::newRow("a number") << std::string("1");
    QTest::newRow("an object") << std::string("{}");
    QTest::newRow("nothing") << std::string();
    QTest::newRow("unfinished") << std::string("\"a");
}

void TestJsonValue::otherLiteralsSayNothing()
{
    QFETCH(std::string, literal);
    QCOMPARE(jsonStringValue(literal), std::string());
}

QTEST_APPLESS_MAIN(TestJsonValue)
#include "tst_jsonvalue.moc"
