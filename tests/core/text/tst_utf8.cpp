#include "core/text/utf8.h"
#include <QTest>
#include <array>
#include <string>

using namespace sluice;

namespace {

// Decodes and judges the value, so that it shares no table with the code under test.
bool isOneCharacter(std::string_view octets)
{
    const auto octet = [octets](std::size_t i) { return static_cast<unsigned char>(octets[i]); };
    constexpr std::array<std::uint32_t, 5> least { 0, 0, 0x80, 0x800, 0x10000 };
    const unsigned char lead = octet(0);
    const std::size_t length = lead < 0x80 ? 1
        : (lead & 0xe0) == 0xc0            ? 2
        : (lead & 0xf0) == 0xe0            ? 3
        : (lead & 0xf8) == 0xf0            ? 4
                                           : 0;
    if (length == 0 || length != octets.size())
        return false;
    std::uint32_t value = length == 1 ? lead : lead & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((octet(i) & 0xc0) != 0x80)
            return false;
        value = (value << 6) | (octet(i) & 0x3fU);
    }
    return value >= least[length] && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
}

std::string join(std::initializer_list<int> octets)
{
    std::string out;
    for (const int octet : octets)
        out += static_cast<char>(octet);
    return out;
}

} // namespace

class TestUtf8 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void boundaries_data();
    void boundaries();
    void agreesWithADecoderOnEveryLead();
    void failsAtTheFirstImpossibleOctet_data();
    void failsAtTheFirstImpossibleOctet();
    void staysRefusedUntilReset();
    void asciiRunsEndAnywhere();
    void prefixEndsBetweenCharacters();
};

void TestUtf8::boundaries_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char* name, std::initializer_list<int> octets, bool valid) {
        QTest::newRow(name) << join(octets) << valid;
    };
    row("U+0000", { 0 }, true);
    row("U+007F", { 0x7f }, true);
    row("U+0080", { 0xc2, 0x80 }, true);
    row("U+07FF", { 0xdf, 0xbf }, true);
    row("U+0800", { 0xe0, 0xa0, 0x80 }, true);
    row("U+D7FF", { 0xed, 0x9f, 0xbf }, true);
    row("U+D800, a surrogate", { 0xed, 0xa0, 0x80 }, false);
    row("U+DFFF, a surrogate", { 0xed, 0xbf, 0xbf }, false);
    row("U+E000", { 0xee, 0x80, 0x80 }, true);
    row("U+FEFF", { 0xef, 0xbb, 0xbf }, true);
    row("U+FFFF", { 0xef, 0xbf, 0xbf }, true);
    row("U+10000", { 0xf0, 0x90, 0x80, 0x80 }, true);
    row("U+10FFFF", { 0xf4, 0x8f, 0xbf, 0xbf }, true);
    row("U+110000", { 0xf4, 0x90, 0x80, 0x80 }, false);
    row("slash in two octets", { 0xc0, 0xaf }, false);
    row("slash in three octets", { 0xe0, 0x80, 0xaf }, false);
    row("slash in four octets", { 0xf0, 0x80, 0x80, 0xaf }, false);
    row("a continuation alone", { 0x80 }, false);
    row("five octets", { 0xf8, 0x88, 0x80, 0x80, 0x80 }, false);
    row("octet FE", { 0xfe }, false);
    row("octet FF", { 0xff }, false);
    row("one of two octets", { 0xc2 }, false);
    row("two of three octets", { 0xe2, 0x82 }, false);
    row("three of four octets", { 0xf0, 0x9f, 0x98 }, false);
}

void TestUtf8::boundaries()
{
    QFETCH(std::string, text);
    QFETCH(bool, valid);
    QCOMPARE(isValidUtf8(text), valid);
    QCOMPARE(isValidUtf8("01234567" + text + "01234567"), valid);
    QCOMPARE(utf8SequenceLength(text, 0) == text.size(), valid);
    Utf8Validator validator;
    bool possible = true;
    for (const char octet : text)
        possible = validator.feed({ &octet, 1 });
    QCOMPARE(possible && validator.complete(), valid);
}

void TestUtf8::agreesWithADecoderOnEveryLead()
{
    // Every lead with every second octet; the third and fourth at the edges of their ranges.
    constexpr std::array<int, 6> edges { 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xc0 };
    int valid = 0;
    const auto check = [&valid](std::initializer_list<int> octets) {
        const std::string text = join(octets);
        const bool expected = isOneCharacter(text);
        valid += expected ? 1 : 0;
        return (utf8SequenceLength(text, 0) == text.size()) == expected;
    };
    for (int lead = 0; lead < 256; ++lead) {
        QVERIFY(check({ lead }));
        for (int second = 0; second < 256; ++second) {
            QVERIFY(check({ lead, second }));
            for (const int third : edges) {
                QVERIFY(check({ lead, second, third }));
                for (const int fourth : edges)
                    QVERIFY(check({ lead, second, third, fourth }));
            }
        }
    }
    QVERIFY(valid > 128 + 1920);
}

void TestUtf8::failsAtTheFirstImpossibleOctet_data()
{
    QTest::addColumn<std::string>("possible");
    QTest::addColumn<int>("impossible");
    QTest::newRow("overlong lead") << std::string("abc") << 0xc0;
    QTest::newRow("second of an overlong three") << join({ 0xe0 }) << 0x9f;
    QTest::newRow("second of a surrogate") << join({ 0xed }) << 0xa0;
    QTest::newRow("second of an overlong four") << join({ 0xf0 }) << 0x8f;
    QTest::newRow("second beyond U+10FFFF") << join({ 0xf4 }) << 0x90;
    QTest::newRow("ascii inside a character") << join({ 0xe2, 0x82 }) << 0x41;
    QTest::newRow("a lead inside a character") << join({ 0xf0, 0x9f, 0x98 }) << 0xc3;
}

void TestUtf8::failsAtTheFirstImpossibleOctet()
{
    QFETCH(std::string, possible);
    QFETCH(int, impossible);
    Utf8Validator validator;
    QVERIFY(validator.feed(possible));
    QVERIFY(!validator.feed(join({ impossible })));
}

void TestUtf8::staysRefusedUntilReset()
{
    Utf8Validator validator;
    QVERIFY(!validator.feed("\xff"));
    QVERIFY(!validator.feed("fine"));
    QVERIFY(!validator.feed(""));
    QVERIFY(!validator.complete());
    validator.reset();
    QVERIFY(validator.feed("fine"));
    QVERIFY(validator.complete());
}

void TestUtf8::asciiRunsEndAnywhere()
{
    for (std::size_t before = 0; before < 40; ++before) {
        const std::string run(before, 'a');
        QVERIFY(isValidUtf8(run));
        QVERIFY(isValidUtf8(run + "\xc3\xa9" + run));
        QVERIFY(!isValidUtf8(run + "\xc3" + run));
        QVERIFY(!isValidUtf8(run + "\xa9" + run));
    }
}

void TestUtf8::prefixEndsBetweenCharacters()
{
    const std::string text = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";
    constexpr std::array<std::size_t, 11> expected { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10 };
    for (std::size_t limit = 0; limit < expected.size(); ++limit)
        QCOMPARE(utf8Prefix(text, limit).size(), expected[limit]);
    QCOMPARE(utf8Prefix(text, 99).size(), text.size());
}

QTEST_APPLESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
