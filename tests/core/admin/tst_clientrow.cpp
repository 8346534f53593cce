#include "core/admin/clientrow.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace sluice;

namespace {

ClientRow exampleRow()
{
    ClientRow row;
    row.id = "c-1";
    row.peer = "2001:db8::1";
    row.port = 50000;
    row.connectedAt = WallTime(std::chrono::seconds(1));
    row.loop = 1;
    return row;
}

// The row as a reader finds it: by the names of its columns.
QJsonObject read(const ClientRow& row)
{
    std::string text;
    appendRow(text, row);
    const QJsonArray values = QJsonDocument::fromJson(QByteArray::fromStdString(text)).array();
    QJsonObject named;
    for (int i = 0; i < values.size(); ++i)
        named[QString::fromUtf8(clientColumns.at(static_cast<std::size_t>(i)).data())] = values[i];
    return named;
}

QJsonValue value(const QJsonObject& row, const char* column)
{
    return row[QLatin1String(column)];
}

} // namespace

class TestClientRow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyColumnHasItsValue();
    void whatIsNotKnownIsNull();
    void anUnmeasuredRoundTripIsNoZero();
    void aClientThatIsToldToGoIsClosing();
    void textsOfStrangersAreEscaped();
    void rowsAreAppended();
};

void TestClientRow::everyColumnHasItsValue()
{
    ClientRow row = exampleRow();
    row.subprotocol = "sluice.v1";
    row.userAgent = "Mozilla";
    row.figures
        = { WallTime(std::chrono::milliseconds(1500)), 12, 3.5, 0.0, 4, 18446744073709551615U, 6 };
    const QJsonObject seen = read(row);
    QCOMPARE(seen.size(), qsizetype { 16 });
    QCOMPARE(value(seen, "id"), QJsonValue(QStringLiteral("c-1")));
    QCOMPARE(value(seen, "peer"), QJsonValue(QStringLiteral("2001:db8::1")));
    QCOMPARE(value(seen, "port"), QJsonValue(50000));
    QCOMPARE(value(seen, "state"), QJsonValue(QStringLiteral("open")));
    QCOMPARE(value(seen, "connected_at"), QJsonValue(QStringLiteral("1970-01-01T00:00:01.000Z")));
    QCOMPARE(value(seen, "last_in_at"), QJsonValue(QStringLiteral("1970-01-01T00:00:01.500Z")));
    QCOMPARE(value(seen, "rtt_ms"), QJsonValue(12));
    QCOMPARE(value(seen, "in_rate"), QJsonValue(3.5));
    QCOMPARE(value(seen, "out_rate"), QJsonValue(0));
    QCOMPARE(value(seen, "in_bytes"), QJsonValue(4));
    QCOMPARE(value(seen, "out_bytes").toDouble(), 18446744073709551615.0);
    QCOMPARE(value(seen, "queued_bytes"), QJsonValue(6));
    QCOMPARE(value(seen, "subprotocol"), QJsonValue(QStringLiteral("sluice.v1")));
    QCOMPARE(value(seen, "user_agent"), QJsonValue(QStringLiteral("Mozilla")));
    QCOMPARE(value(seen, "loop"), QJsonValue(1));
}

void TestClientRow::whatIsNotKnownIsNull()
{
    const QJsonObject seen = read(exampleRow());
    QCOMPARE(seen.size(), qsizetype { 16 });
    for (const char* column : { "user", "last_in_at", "rtt_ms", "in_rate", "out_rate", "in_bytes",
                                "out_bytes", "queued_bytes", "subprotocol", "user_agent" })
        QVERIFY2(value(seen, column).isNull(), column);
}

void TestClientRow::anUnmeasuredRoundTripIsNoZero()
{
    ClientRow row = exampleRow();
    row.figures = ClientRow::Figures {};
    QVERIFY(value(read(row), "rtt_ms").isNull());
    row.figures->roundTripMs = 0;
    QCOMPARE(value(read(row), "rtt_ms"), QJsonValue(0));
}

void TestClientRow::aClientThatIsToldToGoIsClosing()
{
    ClientRow row = exampleRow();
    row.closing = true;
    QCOMPARE(value(read(row), "state"), QJsonValue(QStringLiteral("closing")));
}

void TestClientRow::textsOfStrangersAreEscaped()
{
    ClientRow row = exampleRow();
    row.userAgent = "\"],[\"x\n\xff";
    QCOMPARE(value(read(row), "user_agent"), QJsonValue(QStringLiteral("\"],[\"x\n\uFFFD")));
}

void TestClientRow::rowsAreAppended()
{
    std::string text = "[1],";
    appendRow(text, exampleRow());
    QVERIFY(text.starts_with("[1],[\"c-1\","));
    QVERIFY(text.ends_with(",1]"));
}

QTEST_APPLESS_MAIN(TestClientRow)
#include "tst_clientrow.moc"
