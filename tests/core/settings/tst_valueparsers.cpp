#include "core/settings/valueparsers.h"

#include <QTest>
#include <limits>

using namespace sluice;

class TestValueParsers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void durations_data();
    void durations();
    void sizes_data();
    void sizes();
    void truths_data();
    void truths();
    void hosts_data();
    void hosts();
    void origins_data();
    void origins();
    void listsSplitAtCommasAndBlanks();
    void shortestTextsReadBack();
};

namespace {
constexpr qint64 wrong = -1;
const char* const nothing = "";
} // namespace

void TestValueParsers::durations_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("10s") << qint64(10'000);
    QTest::newRow("5m") << qint64(300'000);
    QTest::newRow("1h") << qint64(3'600'000);
    QTest::newRow("7d") << qint64(604'800'000);
    QTest::newRow("250ms") << qint64(250);
    QTest::newRow("30") << qint64(30'000);
    QTest::newRow("0") << qint64(0);
    QTest::newRow("1.5s") << qint64(1500);
    QTest::newRow("0.05") << qint64(50);
    QTest::newRow(" 10 S ") << qint64(10'000);
    QTest::newRow("250MS") << qint64(250);
    QTest::newRow("") << wrong;
    QTest::newRow("s") << wrong;
    QTest::newRow("-1s") << wrong;
    QTest::newRow("+1s") << wrong;
    QTest::newRow("1 week") << wrong;
    QTest::newRow("1h30m") << wrong;
    QTest::newRow("1.2.3s") << wrong;
    QTest::newRow(".5s") << wrong;
    QTest::newRow("5.s") << wrong;
    QTest::newRow("10s;") << wrong;
    QTest::newRow("0x10") << wrong;
    QTest::newRow("99999999999999999999s") << wrong;
    QTest::newRow("9223372036854775807h") << wrong;
}

void TestValueParsers::durations()
{
    QFETCH(qint64, milliseconds);
    const auto value = parse::duration(QTest::currentDataTag());
    QCOMPARE(value ? qint64(value->count()) : wrong, milliseconds);
}

void TestValueParsers::sizes_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("65536") << qint64(65536);
    QTest::newRow("64KiB") << qint64(65536);
    QTest::newRow("1 MiB") << qint64(1048576);
    QTest::newRow("1gib") << qint64(1073741824);
    QTest::newRow("1kB") << qint64(1000);
    QTest::newRow("2MB") << qint64(2'000'000);
    QTest::newRow("12B") << qint64(12);
    QTest::newRow("0.5KiB") << qint64(512);
    QTest::newRow("0") << qint64(0);
    QTest::newRow("1.5") << wrong;
    QTest::newRow("KiB") << wrong;
    QTest::newRow("-1") << wrong;
    QTest::newRow("1 lot") << wrong;
    QTest::newRow("99999999999999999999") << wrong;
    QTest::newRow("9223372036854775807") << std::numeric_limits<qint64>::max();
    QTest::newRow("9223372036854775808") << wrong; // as its KiB would be
    QTest::newRow("18446744073709551615GiB") << wrong;
}

void TestValueParsers::sizes()
{
    QFETCH(qint64, bytes);
    const auto value = parse::size(QTest::currentDataTag());
    QCOMPARE(value ? qint64(*value) : wrong, bytes);
}

void TestValueParsers::truths_data()
{
    QTest::addColumn<int>("truth");
    for (const char* yes : { "true", "on", "yes", "1", "TRUE", " On " })
        QTest::newRow(yes) << 1;
    for (const char* no : { "false", "off", "no", "0", "False" })
        QTest::newRow(no) << 0;
    for (const char* neither : { "", "2", "y", "maybe", "truee" })
        QTest::newRow(neither) << -1;
}

void TestValueParsers::truths()
{
    QFETCH(int, truth);
    const auto value = parse::truth(QTest::currentDataTag());
    QCOMPARE(value ? int(*value) : -1, truth);
}

void TestValueParsers::hosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("127.0.0.1") << QByteArray("127.0.0.1");
    QTest::newRow("[::]") << QByteArray("::");
    QTest::newRow("::1") << QByteArray("::1");
    QTest::newRow("fe80::1%eth0") << QByteArray("fe80::1%eth0");
    QTest::newRow("localhost") << QByteArray("localhost");
    QTest::newRow(" chat.example.org ") << QByteArray("chat.example.org");
    for (const char* bad : { "", "300.1.1.1", "1.2.3", "[127.0.0.1]", "[", "[]", "a b", "host:8000",
                             "http://x", "-x", ":::", "..." })
        QTest::newRow(bad) << QByteArray(nothing);
}

void TestValueParsers::hosts()
{
    QFETCH(QByteArray, host);
    QCOMPARE(QByteArray::fromStdString(parse::host(QTest::currentDataTag()).value_or(nothing)),
             host);
}

void TestValueParsers::origins_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::newRow("https://Example.org") << QByteArray("https://example.org");
    QTest::newRow("http://localhost:3000") << QByteArray("http://localhost:3000");
    QTest::newRow("http://[::1]:3000") << QByteArray("http://[::1]:3000");
    QTest::newRow("http://[::1]") << QByteArray("http://[::1]");
    for (const char* good : { "*", "null", "https://*.example.org", "https://*.example.org:8443",
                              "https://app-*.example.org", "http://localhost:*", "https://*:*",
                              "chrome-extension://abc" })
        QTest::newRow(good) << QByteArray(good);
    for (const char* bad : { "",
                             "example.org",
                             "https://",
                             "https://a/b",
                             "https://a:0",
                             "https://a:99999",
                             "https://a:b",
                             "://a",
                             "nul",
                             "*.example.org",
                             "*://example.org",
                             "https*://a",
                             "1s://a",
                             "https://*/",
                             "https://*.example.org/*",
                             "https://*@example.org",
                             "https://.example.org",
                             "https://*:8*",
                             "https://example.*",
                             "http://192.168.1.*",
                             "http://local*",
                             "https://a:",
                             "https://a:*:1",
                             "http://[*]",
                             "http://::1",
                             "https://*.exam ple.org",
                             "https://*?" })
        QTest::newRow(bad) << QByteArray(nothing);
}

void TestValueParsers::origins()
{
    QFETCH(QByteArray, origin);
    QCOMPARE(
        QByteArray::fromStdString(parse::originGlob(QTest::currentDataTag()).value_or(nothing)),
        origin);
}

void TestValueParsers::listsSplitAtCommasAndBlanks()
{
    const std::vector<std::string> expected { "a", "b", "c" };
    QCOMPARE(parse::list("a,b,c"), expected);
    QCOMPARE(parse::list(" a ,, b\tc, "), expected);
    QVERIFY(parse::list(" , ").empty());
}

void TestValueParsers::shortestTextsReadBack()
{
    for (const int ms : { 0, 1, 250, 1000, 90'000, 3'600'000, 86'400'000 })
        QCOMPARE(parse::duration(parse::durationText(std::chrono::milliseconds(ms)))->count(), ms);
    for (const std::uint64_t bytes : { 0U, 1U, 1000U, 1024U, 65536U, 1U << 20, 1U << 30 })
        QCOMPARE(*parse::size(parse::sizeText(bytes)), bytes);
    QCOMPARE(parse::durationText(std::chrono::milliseconds(90'000)), std::string("90s"));
    QCOMPARE(parse::sizeText(16U << 20), std::string("16MiB"));
}

QTEST_APPLESS_MAIN(TestValueParsers)
#include "tst_valueparsers.moc"
