#include "core/session/deflateoffer.h"
#include <QTest>

using namespace sluice;

// RFC 6455 §9.1 and RFC 7692 §5, §7.1.
class TestDeflateOffer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offersThatAreAgreedTo_data();
    void offersThatAreAgreedTo();
    void offersThatAreDeclined_data();
    void offersThatAreDeclined();
};

void TestDeflateOffer::offersThatAreAgreedTo_data()
{
    QTest::addColumn<QByteArray>("offers");
    QTest::addColumn<bool>("windowIsAnswered");
    const auto row = [](const char* name, const char* offers, bool window = false) {
        QTest::newRow(name) << QByteArray(offers) << window;
    };
    row("by its name alone", "permessage-deflate");
    row("as browsers write it", "permessage-deflate; client_max_window_bits");
    row("a client's window in digits", "permessage-deflate; client_max_window_bits=10");
    row("a client's smallest window", "permessage-deflate; client_max_window_bits=8");
    row("a client's window in quotes", "permessage-deflate; client_max_window_bits=\"12\"");
    row("a client's window in quotes and escapes",
        "permessage-deflate; client_max_window_bits=\"\\1\\2\"");
    row("the server's full window", "permessage-deflate; server_max_window_bits=15", true);
    row("the same in quotes", "permessage-deflate; server_max_window_bits=\"15\"", true);
    row("every parameter at once",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
        "server_max_window_bits=15; client_max_window_bits=15",
        true);
    row("in another order",
        "permessage-deflate;client_no_context_takeover;server_no_context_takeover");
    row("blanks wherever they may be",
        "  permessage-deflate\t; server_max_window_bits =\t15 ;client_max_window_bits ", true);
    row("behind another extension", "x-webkit-deflate-frame, permessage-deflate");
    row("before another extension", "permessage-deflate, permessage-bzip2; level=9");
    row("behind one with parameters", "foo; bar=\"baz\"; qux, permessage-deflate");
    row("a comma in quotes ends no offer", "foo; bar=\"a,permessage-deflate\", permessage-deflate");
    row("an escaped quote ends no quotes", "foo; bar=\"a\\\",b\", permessage-deflate");
    row("empty members of the list", ", ,permessage-deflate,,");
    row("the second of two, the first asks too much",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate");
    row("the second of two, the first is broken",
        "permessage-deflate; client_max_window_bits=, permessage-deflate");
    row("the first of two", "permessage-deflate, permessage-deflate; server_max_window_bits=15");
}

void TestDeflateOffer::offersThatAreAgreedTo()
{
    QFETCH(QByteArray, offers);
    QFETCH(bool, windowIsAnswered);
    std::string expected
        = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    if (windowIsAnswered)
        expected += "; server_max_window_bits=15";
    QCOMPARE(deflateAnswer(offers.toStdString()), expected);
}

void TestDeflateOffer::offersThatAreDeclined_data()
{
    QTest::addColumn<QByteArray>("offers");
    const auto row
        = [](const char* name, const char* offers) { QTest::newRow(name) << QByteArray(offers); };
    row("none", "");
    row("only commas", ",, ,");
    row("another extension", "permessage-bzip2");
    row("a name that begins like it", "permessage-deflate2");
    row("a name that ends like it", "x-permessage-deflate");
    row("two words", "permessage-deflate client_max_window_bits");
    row("an unknown parameter", "permessage-deflate; foo");
    row("an unknown parameter with a value", "permessage-deflate; foo=bar");
    row("a parameter in capitals", "permessage-deflate; Server_No_Context_Takeover");
    row("an empty parameter", "permessage-deflate;");
    row("an empty parameter between others", "permessage-deflate; ; client_no_context_takeover");
    row("server_no_context_takeover with a value",
        "permessage-deflate; server_no_context_takeover=1");
    row("client_no_context_takeover with a value",
        "permessage-deflate; client_no_context_takeover=\"true\"");
    row("server_no_context_takeover twice",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover");
    row("client_no_context_takeover twice",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover");
    row("server_max_window_bits twice",
        "permessage-deflate; server_max_window_bits=15; server_max_window_bits=15");
    row("client_max_window_bits twice",
        "permessage-deflate; client_max_window_bits; client_max_window_bits=15");
    row("server_max_window_bits without a value", "permessage-deflate; server_max_window_bits");
    row("a server's window that is smaller", "permessage-deflate; server_max_window_bits=14");
    row("a server's smallest window", "permessage-deflate; server_max_window_bits=8");
    row("a server's window that is too large", "permessage-deflate; server_max_window_bits=16");
    row("a client's window that is too small", "permessage-deflate; client_max_window_bits=7");
    row("a client's window that is too large", "permessage-deflate; client_max_window_bits=16");
    row("a client's window with a leading zero", "permessage-deflate; client_max_window_bits=09");
    row("a server's window with a leading zero", "permessage-deflate; server_max_window_bits=015");
    row("a window of three digits", "permessage-deflate; client_max_window_bits=100");
    row("a window in letters", "permessage-deflate; client_max_window_bits=max");
    row("a window below zero", "permessage-deflate; client_max_window_bits=-8");
    row("a value that is missing", "permessage-deflate; client_max_window_bits=");
    row("a value in empty quotes", "permessage-deflate; client_max_window_bits=\"\"");
    row("quotes that do not end", "permessage-deflate; client_max_window_bits=\"15");
    row("quotes that end in an escape", "permessage-deflate; client_max_window_bits=\"15\\");
    row("blanks in quotes", "permessage-deflate; client_max_window_bits=\" 15\"");
    row("something behind the quotes", "permessage-deflate; client_max_window_bits=\"15\"x");
    row("quotes without a name", "permessage-deflate; =15");
    row("a quoted name", "\"permessage-deflate\"");
    row("a name with a value", "permessage-deflate=1");
    row("octets that belong in no token", "permessage-deflate\x01");
    row("a quote that swallows the next offer", "foo=\"bar, permessage-deflate");
}

void TestDeflateOffer::offersThatAreDeclined()
{
    QFETCH(QByteArray, offers);
    QCOMPARE(deflateAnswer(offers.toStdString()), std::string());
}

QTEST_APPLESS_MAIN(TestDeflateOffer)
#include "tst_deflateoffer.moc"
