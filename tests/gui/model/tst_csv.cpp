#include "gui/model/csv.h"

#include <QTest>

using namespace sluice;

class TestCsv : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cells_data();
    void cells();
    void linesEndWithBoth();
    void itIsUtf8();
};

void TestCsv::cells_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    const auto row = [](const char* name, const char* text, const char* written) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(written);
    };
    row("plain", "c-00001", "c-00001");
    row("empty", "", "");
    row("white space stays", " a b ", " a b ");
    row("comma", "a,b", "\"a,b\"");
    row("quotation marks", "say \"hi\"", "\"say \"\"hi\"\"\"");
    row("new line", "a\nb", "\"a\nb\"");
    row("carriage return", "a\rb", "\"a\rb\"");
    row("formula", "=1+1", "'=1+1");
    row("formula that calls", "=HYPERLINK(\"http://x\",\"y\")",
        "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    row("plus", "+49", "'+49");
    row("minus", "-1", "'-1");
    row("at", "@SUM(1)", "'@SUM(1)");
    row("tab", "\t=1", "'\t=1");
    row("carriage return first", "\r=1", "\"'\r=1\"");
    row("formula inside", "a=1", "a=1");
    row("a dash is no minus", "–", "–");
}

void TestCsv::cells()
{
    QFETCH(QString, text);
    QFETCH(QString, written);
    QCOMPARE(csv::cell(text), written);
}

void TestCsv::linesEndWithBoth()
{
    QCOMPARE(csv::line({ QStringLiteral("a"), QString(), QStringLiteral("b,c") }),
             QByteArray("a,,\"b,c\"\r\n"));
    QCOMPARE(csv::line({}), QByteArray("\r\n"));
}

void TestCsv::itIsUtf8()
{
    QCOMPARE(csv::line({ QString::fromUtf8("їжак") }), QByteArray("їжак\r\n"));
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
