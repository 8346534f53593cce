#include "gui/model/logentry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace sluice;

class TestLogEntry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLineIsRead();
    void anOlderServerTellsNoFields();
    void fields_data();
    void fields();
    void aLineStaysOneLine();
};

namespace {

LogEntry entry(const char* json)
{
    return LogEntry::fromJson(QJsonDocument::fromJson(json).object());
}

} // namespace

void TestLogEntry::aLineIsRead()
{
    const LogEntry line = entry(
        R"({"type":"log","time":"1970-01-01T00:00:01.500Z","level":"warning","category":"hub",)"
        R"("event":"slow_consumer","message":"anna reads too slowly.","fields":{"bytes":812}})");
    QCOMPARE(line.time, 1500);
    QCOMPARE(line.level, LogLevel::Warning);
    QCOMPARE(line.category, QStringLiteral("hub"));
    QCOMPARE(line.event, QStringLiteral("slow_consumer"));
    QCOMPARE(line.whole(), QStringLiteral("anna reads too slowly.\u2003bytes=812"));
}

void TestLogEntry::anOlderServerTellsNoFields()
{
    const LogEntry line = entry(R"({"type":"log","level":"info","message":"Hello."})");
    QCOMPARE(line.level, LogLevel::Info);
    QCOMPARE(line.time, -1);
    QCOMPARE(line.whole(), QStringLiteral("Hello."));
}

void TestLogEntry::fields_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char* name, const char* fields, const char* shown) {
        QTest::newRow(name) << QByteArray(fields) << QString::fromUtf8(shown);
    };
    row("none", "{}", "");
    row("texts and numbers", R"({"client":"bob","n":7})", "client=bob n=7");
    row("what the message says", R"({"client":"anna","n":300})", "");
    row("a part of what it says", R"({"n":30})", "n=30");
    row("yes or no", R"({"clean":false})", "clean=false");
    row("with spaces", R"({"why":"no pong"})", R"(why="no pong")");
    row("empty", R"({"why":""})", "");
    row("a tag", R"({"who":"<b>me</b>"})", "who=<b>me</b>");
}

void TestLogEntry::fields()
{
    QFETCH(QByteArray, fields);
    QFETCH(QString, shown);
    const QByteArray line = R"({"message":"The client anna waits 300s.","fields":)" + fields + '}';
    QCOMPARE(entry(line.constData()).fields, shown);
}

void TestLogEntry::aLineStaysOneLine()
{
    const LogEntry line = entry(R"({"message":"One\nTwo\tThree\u2028Four","fields":{"a":"x\ry"}})");
    QCOMPARE(line.message, QStringLiteral("One Two Three Four"));
    QCOMPARE(line.fields, QStringLiteral("a=\"x y\""));
}

QTEST_GUILESS_MAIN(TestLogEntry)
#include "tst_logentry.moc"
