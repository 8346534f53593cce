// What an operator writes is a text or JSON; a mistake is named with its place.
#include "gui/messages/messagedata.h"

#include <QJsonObject>
#include <QTest>

using namespace sluice;

class TestMessageData : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textIsTakenAsItIs();
    void jsonIsAnyValue_data();
    void jsonIsAnyValue();
    void mistakesHaveAPlace_data();
    void mistakesHaveAPlace();
    void nothingIsNothing();
};

void TestMessageData::textIsTakenAsItIs()
{
    const MessageData message
        = MessageData::read(QStringLiteral(" {not json\n"), MessageData::Format::Text);
    QCOMPARE(message.data->toString(), QStringLiteral(" {not json\n"));
    QCOMPARE(message.octets, qsizetype { 14 }); // with quotation marks and the escaped new line
}

void TestMessageData::jsonIsAnyValue_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("number") << QStringLiteral("42") << QJsonValue(42);
    QTest::newRow("string") << QStringLiteral(" \"x\" ") << QJsonValue(QStringLiteral("x"));
    QTest::newRow("true") << QStringLiteral("true") << QJsonValue(true);
    QTest::newRow("null") << QStringLiteral("null") << QJsonValue(QJsonValue::Null);
    QTest::newRow("object") << QStringLiteral("{\"a\":\n1}")
                            << QJsonValue(QJsonObject { { QStringLiteral("a"), 1 } });
}

void TestMessageData::jsonIsAnyValue()
{
    QFETCH(QString, text);
    QFETCH(QJsonValue, value);
    const MessageData message = MessageData::read(text, MessageData::Format::Json);
    QVERIFY2(message.data, qPrintable(message.mistake));
    QCOMPARE(*message.data, value);
    QVERIFY(message.mistake.isEmpty());
}

void TestMessageData::mistakesHaveAPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("mistake");
    QTest::newRow("a comma is missing")
        << QStringLiteral("{\"a\": 1\n \"b\": 2}")
        << QStringLiteral("Line 2, column 2: a comma or } is missing.");
    QTest::newRow("letters of several octets before it")
        << QStringLiteral("{\"їжак\" 1}")
        << QStringLiteral("Line 1, column 9: a colon is missing.");
    QTest::newRow("a list") << QStringLiteral("[1\n,2 3]")
                            << QStringLiteral("Line 2, column 4: a comma or ] is missing.");
    QTest::newRow("something behind the value")
        << QStringLiteral("{\"a\": 1} x")
        << QStringLiteral("Line 1, column 10: the value has ended before this.");
    QTest::newRow("two values") << QStringLiteral(
        "1, 2") << QStringLiteral("Line 1, column 5: the value has ended before this.");
    QTest::newRow("a word") << QStringLiteral("hello")
                            << QStringLiteral("Line 1, column 1: a value is expected here.");
    QTest::newRow("an open object") << QStringLiteral("{\"a\": 1")
                                    << QStringLiteral("Line 1, column 8: a comma or } is missing.");
}

void TestMessageData::mistakesHaveAPlace()
{
    QFETCH(QString, text);
    QFETCH(QString, mistake);
    const MessageData message = MessageData::read(text, MessageData::Format::Json);
    QVERIFY(!message.data);
    QCOMPARE(message.mistake, mistake);
    QVERIFY(message.position <= text.size());
}

void TestMessageData::nothingIsNothing()
{
    for (const auto format : { MessageData::Format::Text, MessageData::Format::Json }) {
        const MessageData message = MessageData::read(QStringLiteral(" \n"), format);
        QVERIFY(!message.data);
        QVERIFY(message.mistake.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestMessageData)
#include "tst_messagedata.moc"
