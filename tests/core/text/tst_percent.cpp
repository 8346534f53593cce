#include "core/text/percent.h"
#include <QTest>

using namespace sluice;

class TestPercent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void escapesAreDecoded();
    void invalidEscapesAreRefused_data();
    void invalidEscapesAreRefused();
    void keptCharactersStayEncoded();
};

void TestPercent::escapesAreDecoded()
{
    QVERIFY(percentDecode("") == "");
    QVERIFY(percentDecode("plain+text") == "plain+text");
    QVERIFY(percentDecode("%41%6a%6A%7e") == "Ajj~");
    QVERIFY(percentDecode("%00") == std::string(1, '\0'));
    QVERIFY(percentDecode("%ff%FF") == "\xff\xff");
    QVERIFY(percentDecode("%2541") == "%41");
}

void TestPercent::invalidEscapesAreRefused_data()
{
    QTest::addColumn<std::string>("text");
    for (const char* text : { "%", "a%", "%4", "%4g", "%g4", "%%41", "% 1", "%-1", "%0x" })
        QTest::newRow(text) << std::string(text);
}

void TestPercent::invalidEscapesAreRefused()
{
    QFETCH(std::string, text);
    QVERIFY(!percentDecode(text));
}

void TestPercent::keptCharactersStayEncoded()
{
    QVERIFY(percentDecode("a%2Fb%2f%41", "/") == "a%2Fb%2fA");
    QVERIFY(percentDecode("a/b", "/") == "a/b");
}

QTEST_APPLESS_MAIN(TestPercent)
#include "tst_percent.moc"
