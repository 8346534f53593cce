#include "core/net/httphead.h"
#include <QTest>

using namespace sluice;

namespace {

const std::string host = "Host: localhost:8000\r\n";

std::string get(const std::string& target, const std::string& fields = {})
{
    return "GET " + target + " HTTP/1.1\r\n" + host + fields + "\r\n";
}

HttpHead parsed(const std::string& text)
{
    HeadResult result = parseHttpHead(text);
    if (result.outcome != HeadOutcome::Complete)
        qFatal("not a head: %s", std::string(result.why).c_str());
    return std::move(result.head);
}

std::string withBytes(std::size_t bytes)
{
    const std::string before = "GET / HTTP/1.1\r\n" + host + "X: ";
    return before + std::string(bytes - before.size() - 4, 'x') + "\r\n\r\n";
}

std::string withFields(int count)
{
    std::string fields;
    for (int i = 1; i < count; ++i)
        fields += "X-" + std::to_string(i) + ": v\r\n";
    return get("/", fields);
}

} // namespace

class TestHttpHead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headIsComplete();
    void everyPrefixIsIncomplete();
    void targets_data();
    void targets();
    void badHeadsAreRefused_data();
    void badHeadsAreRefused();
    void nonsenseIsRefusedBeforeItsEnd_data();
    void nonsenseIsRefusedBeforeItsEnd();
    void limits();
    void hosts_data();
    void hosts();
    void absoluteFormReplacesHost();
    void contentLength_data();
    void contentLength();
    void fieldValues();
    void tokens();
    void upgrades_data();
    void upgrades();
    void keepAlive_data();
    void keepAlive();
    void queryValues();
};

void TestHttpHead::headIsComplete()
{
    const std::string text = "POST /broadcast?x=1&y HTTP/1.0\r\nhOST: a.example\r\n"
                             "Content-Length: 12\r\nEmpty:\r\nTwice: 1\r\ntwice: 2\r\n\r\n";
    const HeadResult result = parseHttpHead(text + "body follows");
    QCOMPARE(result.outcome, HeadOutcome::Complete);
    QVERIFY(result.why.empty());
    QCOMPARE(result.head.method, std::string("POST"));
    QCOMPARE(result.head.path, std::string("/broadcast"));
    QCOMPARE(result.head.query, std::string("x=1&y"));
    QCOMPARE(result.head.minorVersion, 0);
    QCOMPARE(result.head.contentLength, 12U);
    QCOMPARE(result.head.bytes, text.size());
    QCOMPARE(result.head.fields.size(), 5U);
    QVERIFY(result.head.field("HOST") == "a.example");
    QVERIFY(result.head.field("Empty") == "");
    QVERIFY(result.head.field("Twice") == "1");
    QVERIFY(!result.head.field("Absent"));
}

void TestHttpHead::everyPrefixIsIncomplete()
{
    const std::string text = "\r\n" + get("/ws/alice?a=%20", "Connection: Upgrade\r\n");
    for (std::size_t length = 0; length < text.size(); ++length) {
        const HeadResult result = parseHttpHead(std::string_view(text).substr(0, length));
        QCOMPARE(result.outcome, HeadOutcome::Incomplete);
        QVERIFY(result.why.empty());
    }
    QCOMPARE(parseHttpHead(text).outcome, HeadOutcome::Complete);
    QCOMPARE(parsed(text + "more").bytes, text.size());
}

void TestHttpHead::targets_data()
{
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("path");
    QTest::addColumn<std::string>("query");
    const auto row = [](const char* name, const char* target, const char* path, const char* query) {
        QTest::newRow(name) << std::string(target) << std::string(path) << std::string(query);
    };
    row("root", "/", "/", "");
    row("with a query", "/a?b=c", "/a", "b=c");
    row("an empty query", "/a?", "/a", "");
    row("a question mark in the query", "/a?b?c", "/a", "b?c");
    row("escapes are decoded", "/%61%C3%A9%20b", "/a\xc3\xa9 b", "");
    row("the query is left as it is", "/?%61=%00+", "/", "%61=%00+");
    row("an encoded slash does not split", "/ws/a%2Fb%2fc", "/ws/a%2Fb%2fc", "");
    row("an encoded percent sign makes no escape", "/ws/%252F%2561", "/ws/%252F%2561", "");
    row("a plus is a plus", "/a+b", "/a+b", "");
    row("dots are left alone", "/../a", "/../a", "");
    row("an http URI", "http://other.example/a?b", "/a", "b");
    row("an https URI in capitals", "HTTPS://other.example:443/a", "/a", "");
    row("an http URI without a path", "http://other.example", "/", "");
    row("an http URI with a query only", "http://other.example?b", "/", "b");
}

void TestHttpHead::targets()
{
    QFETCH(std::string, target);
    const HttpHead head = parsed(get(target));
    QTEST(head.path, "path");
    QTEST(head.query, "query");
}

void TestHttpHead::badHeadsAreRefused_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<QByteArray>("why");
    const auto row = [](const char* name, const std::string& text, const char* why) {
        QTest::newRow(name) << text << QByteArray(why);
    };
    const auto field = [&row](const char* name, const std::string& line, const char* why) {
        row(name, get("/", line + "\r\n"), why);
    };
    const auto target = [&row](const char* name, const std::string& text, const char* why) {
        row(name, get(text), why);
    };
    const char* const notThree = "the request line is not a method, a target and a version";
    const char* const version = "the request is not HTTP/1.1 or HTTP/1.0";
    const char* const badTarget = "the request target has a character that must not be there";
    const char* const form = "the request target is neither a path nor an http URI";
    const char* const noMethod = "the request does not begin with a method";
    const char* const name = "a header name is empty or has a character that must not be there";
    const char* const control = "a header value has a control character";
    row("two empty lines first", "\r\n\r\n" + get("/"), noMethod);
    row("a space first", " " + get("/"), noMethod);
    row("a method in brackets", "(GET) / HTTP/1.1\r\n" + host + "\r\n", noMethod);
    row("a method without end", std::string(33, 'A'), noMethod);
    row("no version", "GET /\r\n" + host + "\r\n", notThree);
    row("HTTP/0.9", "GET / \r\n" + host + "\r\n", version);
    row("HTTP/2.0", "GET / HTTP/2.0\r\n" + host + "\r\n", version);
    row("HTTP/1.2", "GET / HTTP/1.2\r\n" + host + "\r\n", version);
    row("HTTP/1.10", "GET / HTTP/1.10\r\n" + host + "\r\n", version);
    row("http/1.1", "GET / http/1.1\r\n" + host + "\r\n", version);
    row("a space behind the version", "GET / HTTP/1.1 \r\n" + host + "\r\n", version);
    row("two spaces", "GET  / HTTP/1.1\r\n" + host + "\r\n", badTarget);
    target("a space in the target", "/a b", badTarget);
    target("a tab in the target", "/a\tb", badTarget);
    target("a carriage return in the target", "/a\rb", badTarget);
    target("an octet above ASCII in the target", "/\xc3\xa9", badTarget);
    target("a fragment", "/a#b", badTarget);
    target("the asterisk form", "*", form);
    target("the authority form", "localhost:8000", form);
    target("another scheme", "ftp://localhost/", form);
    target("a path without a slash", "a/b", form);
    target("a URI without a host", "http:///a", "the request target does not name a valid host");
    target("a URI with a user", "http://me@localhost/",
           "the request target does not name a valid host");
    const char* const badEscape = "the path has a '%' without two hexadecimal digits";
    target("an escape cut short", "/a%4", badEscape);
    target("a percent sign at the end", "/a%", badEscape);
    target("an escape that is no number", "/%g1", badEscape);
    const char* const hidden = "the path has an encoded control character";
    target("an encoded NUL", "/a%00b", hidden);
    target("an encoded line end", "/a%0d%0Ab", hidden);
    target("an encoded DEL", "/%7f", hidden);
    field("no colon", "Nonsense", "a header line has no colon");
    field("a space before the colon", "Name : v", name);
    field("an empty name", ": v", name);
    field("a name with a slash", "a/b: v", name);
    field("a NUL in a name", std::string("a\0b: v", 6), name);
    field("a folded line", "A: v\r\n folded", "a header line begins with a space");
    field("a line folded with a tab", "A: v\r\n\tfolded", "a header line begins with a space");
    field("a NUL in a value", std::string("A: v\0w", 6), control);
    field("a carriage return in a value", "A: v\rw", control);
    field("an escape character in a value", "A: \x1b[31m", control);
    field("DEL in a value", "A: \x7f", control);
    field("a bare line feed", "A: v\nB: w", "a line ends without a carriage return");
    field("chunked", "Transfer-Encoding: chunked",
          "Transfer-Encoding is not accepted, send a Content-Length");
    field("identity", "transfer-encoding: identity",
          "Transfer-Encoding is not accepted, send a Content-Length");
    field("two equal lengths", "Content-Length: 1\r\ncontent-length: 1",
          "there is more than one Content-Length");
    field("a second Host", "host: localhost:8000", "there is more than one Host");
    row("no Host", "GET / HTTP/1.1\r\nA: b\r\n\r\n", "there is no Host");
    row("no Host beside a URI", "GET http://a.example/ HTTP/1.1\r\n\r\n", "there is no Host");
}

void TestHttpHead::badHeadsAreRefused()
{
    QFETCH(std::string, text);
    QFETCH(QByteArray, why);
    const HeadResult result = parseHttpHead(text);
    QCOMPARE(result.outcome, HeadOutcome::Malformed);
    QCOMPARE(QByteArray::fromStdString(std::string(result.why)), why);
    QVERIFY(result.head.fields.empty());
}

void TestHttpHead::nonsenseIsRefusedBeforeItsEnd_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("a TLS hello") << std::string("\x16");
    QTest::newRow("a NUL") << std::string(1, '\0');
    QTest::newRow("a line feed") << std::string("\n");
    QTest::newRow("a method ended by a line feed") << std::string("GET\n");
    QTest::newRow("a request line ended by a line feed") << std::string("GET / HTTP/1.1\n");
    QTest::newRow("a field ended by a line feed") << "GET / HTTP/1.1\r\n" + std::string("A: b\n");
}

void TestHttpHead::nonsenseIsRefusedBeforeItsEnd()
{
    QFETCH(std::string, text);
    QCOMPARE(parseHttpHead(text).outcome, HeadOutcome::Malformed);
}

void TestHttpHead::limits()
{
    QCOMPARE(parseHttpHead(withBytes(8192)).outcome, HeadOutcome::Complete);
    QCOMPARE(parseHttpHead(withBytes(8192) + "body").outcome, HeadOutcome::Complete);
    QCOMPARE(parseHttpHead(withBytes(8193)).outcome, HeadOutcome::TooLarge);
    const std::string unfinished = withBytes(9000);
    QCOMPARE(parseHttpHead(unfinished.substr(0, 8191)).outcome, HeadOutcome::Incomplete);
    const HeadResult tooLong = parseHttpHead(unfinished.substr(0, 8192));
    QCOMPARE(tooLong.outcome, HeadOutcome::TooLarge);
    QVERIFY(tooLong.why == "the request head is longer than 8192 octets");

    QCOMPARE(parsed(withFields(64)).fields.size(), 64U);
    const HeadResult tooMany = parseHttpHead(withFields(65));
    QCOMPARE(tooMany.outcome, HeadOutcome::TooLarge);
    QVERIFY(tooMany.why == "the request has more than 64 header fields");
}

void TestHttpHead::hosts_data()
{
    QTest::addColumn<std::string>("value");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char* value, bool valid) {
        QTest::newRow(valid ? value : qPrintable(QStringLiteral("not ") + QLatin1String(value)))
            << std::string(value) << valid;
    };
    for (const char* value : { "localhost", "localhost:8000", "127.0.0.1", "[::1]", "[::1]:8000",
                               "[::ffff:127.0.0.1]", "a-b_c.example", "a:", "a:65535" })
        row(value, true);
    for (const char* value :
         { "", ":8000", "a b", "a,b", "a/b", "a@b", "a?b", "a:65536", "a:8o", "a:1:2", "[::1",
           "::1", "[]", "[::1]x", "[a/b]", "a\"b", "a\xc3\xa9" })
        row(value, false);
}

void TestHttpHead::hosts()
{
    QFETCH(std::string, value);
    QFETCH(bool, valid);
    const HeadResult result = parseHttpHead("GET / HTTP/1.1\r\nHost: " + value + "\r\n\r\n");
    QCOMPARE(result.outcome, valid ? HeadOutcome::Complete : HeadOutcome::Malformed);
    QCOMPARE(result.why, std::string_view(valid ? "" : "the Host is not valid"));
}

void TestHttpHead::absoluteFormReplacesHost()
{
    const HttpHead head = parsed("GET http://b.example:81/x HTTP/1.1\r\nHost: a.example\r\n\r\n");
    QVERIFY(head.field("Host") == "b.example:81");
    QCOMPARE(head.fields.size(), 1U);
    const HttpHead old = parsed("GET http://b.example HTTP/1.0\r\n\r\n");
    QVERIFY(old.field("Host") == "b.example");
}

void TestHttpHead::contentLength_data()
{
    QTest::addColumn<std::string>("value");
    QTest::addColumn<HeadOutcome>("outcome");
    QTest::addColumn<quint64>("length");
    const auto row = [](const char* value, HeadOutcome outcome, quint64 length) {
        QTest::newRow(qPrintable(QStringLiteral("'%1'").arg(QLatin1String(value))))
            << std::string(value) << outcome << length;
    };
    row("0", HeadOutcome::Complete, 0);
    row("007", HeadOutcome::Complete, 7);
    row("18446744073709551614", HeadOutcome::Complete, ~quint64(0) - 1);
    row("18446744073709551615", HeadOutcome::Complete, ~quint64(0));
    row("18446744073709551616", HeadOutcome::Complete, ~quint64(0));
    row("99999999999999999999999", HeadOutcome::Complete, ~quint64(0));
    for (const char* value : { "", "-1", "+1", "0x10", "1 1", "5, 5", "1.0", "five" })
        row(value, HeadOutcome::Malformed, 0);
}

void TestHttpHead::contentLength()
{
    QFETCH(std::string, value);
    const HeadResult result = parseHttpHead(get("/", "Content-Length: " + value + "\r\n"));
    QTEST(result.outcome, "outcome");
    QTEST(quint64(result.head.contentLength), "length");
}

void TestHttpHead::fieldValues()
{
    const HttpHead head = parsed(
        get("/", "A: \t padded \t\r\nB:tight\r\nC: in\tside\r\nD: \xc3\xa9\r\nE: a:b\r\n"));
    QVERIFY(head.field("a") == "padded");
    QVERIFY(head.field("b") == "tight");
    QVERIFY(head.field("c") == "in\tside");
    QVERIFY(head.field("d") == "\xc3\xa9");
    QVERIFY(head.field("e") == "a:b");
}

void TestHttpHead::tokens()
{
    const HttpHead head
        = parsed(get("/", "List: one, Two ,,three\r\nlist: four\r\nOther: five\r\n"));
    for (const char* token : { "one", "TWO", "three", "Four" })
        QVERIFY2(head.hasToken("LIST", token), token);
    for (const char* token : { "on", "five", "two ", "one, two" })
        QVERIFY2(!head.hasToken("List", token), token);
    QVERIFY(!head.hasToken("Absent", "one"));
}

void TestHttpHead::upgrades_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("wanted");
    const std::string both = "Connection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n";
    QTest::newRow("as a browser asks") << get("/", both) << true;
    QTest::newRow("no Connection") << get("/", "Upgrade: websocket\r\n") << false;
    QTest::newRow("no Upgrade") << get("/", "Connection: upgrade\r\n") << false;
    QTest::newRow("to something else")
        << get("/", "Connection: upgrade\r\nUpgrade: h2c\r\n") << false;
    QTest::newRow("in a POST") << "POST / HTTP/1.1\r\n" + host + both + "\r\n" << false;
    QTest::newRow("in HTTP/1.0") << "GET / HTTP/1.0\r\n" + host + both + "\r\n" << false;
}

void TestHttpHead::upgrades()
{
    QFETCH(std::string, text);
    QTEST(parsed(text).wantsUpgrade(), "wanted");
}

void TestHttpHead::keepAlive_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("kept");
    const auto row = [](const char* name, const char* version, const char* fields, bool kept) {
        QTest::newRow(name) << "GET / HTTP/" + std::string(version) + "\r\n" + host + fields
                + "\r\n" << kept;
    };
    row("1.1", "1.1", "", true);
    row("1.1 that closes", "1.1", "Connection: Close\r\n", false);
    row("1.0", "1.0", "", false);
    row("1.0 that stays", "1.0", "Connection: Keep-Alive\r\n", true);
    row("1.0 of two minds", "1.0", "Connection: keep-alive, close\r\n", false);
}

void TestHttpHead::keepAlive()
{
    QFETCH(std::string, text);
    QTEST(parsed(text).keepAlive(), "kept");
}

void TestHttpHead::queryValues()
{
    const HttpHead head = parsed(get("/?a=1&b=x%20y+z&&c&%64=e=f&a=2&bad=%zz&empty="));
    QVERIFY(head.queryValue("a") == "1");
    QVERIFY(head.queryValue("b") == "x y+z");
    QVERIFY(head.queryValue("c") == "");
    QVERIFY(head.queryValue("d") == "e=f");
    QVERIFY(head.queryValue("bad") == "%zz");
    QVERIFY(head.queryValue("empty") == "");
    QVERIFY(!head.queryValue("f"));
    QVERIFY(!parsed(get("/")).queryValue("a"));
}

QTEST_APPLESS_MAIN(TestHttpHead)
#include "tst_httphead.moc"
