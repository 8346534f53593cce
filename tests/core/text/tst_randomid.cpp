#include "core/text/randomid.h"

#include <QTest>
#include <set>

using namespace sluice;

Q_DECLARE_METATYPE(std::string)

class TestRandomId : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasAsManyHexDigitsAsAsked();
    void everyDigitOccursInEveryPlace();
    void noTwoAreTheSame();
    void clientIds_data();
    void clientIds();
};

void TestRandomId::hasAsManyHexDigitsAsAsked()
{
    for (std::size_t digits = 0; digits <= 40; ++digits) {
        const std::string id = randomHex(digits);
        QCOMPARE(id.size(), digits);
        QVERIFY(id.find_first_not_of("0123456789abcdef") == std::string::npos);
    }
}

void TestRandomId::everyDigitOccursInEveryPlace()
{
    constexpr std::size_t digits = 33; // more than one word's worth
    std::array<std::set<char>, digits> seen;
    for (int i = 0; i < 2000; ++i) { // a place misses a digit once in 10^55 runs
        const std::string id = randomHex(digits);
        for (std::size_t place = 0; place < digits; ++place)
            seen[place].insert(id[place]);
    }
    for (const auto& place : seen)
        QCOMPARE(place.size(), std::size_t { 16 });
}

void TestRandomId::noTwoAreTheSame()
{
    std::set<std::string> ids;
    for (int i = 0; i < 10000; ++i)
        ids.insert(randomHex(24));
    QCOMPARE(ids.size(), std::size_t { 10000 });
}

void TestRandomId::clientIds_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<bool>("good");
    const auto row = [](const char* name, const std::string& text, bool good) {
        QTest::newRow(name) << text << good;
    };
    row("one letter", "a", true);
    row("every class", "Az09_.-", true);
    row("only dots", "..", true);
    row("64 characters", std::string(64, 'x'), true);
    row("65 characters", std::string(65, 'x'), false);
    row("nothing", "", false);
    row("a space", "a b", false);
    row("a slash", "a/b", false);
    row("a line end behind it", "anna\n", false);
    row("a NUL inside", std::string("a\0b", 3), false);
    row("an umlaut", "\xc3\xa4nna", false);
    row("a Cyrillic letter that looks Latin", "\xd0\xb0nna", false);
    row("a percent escape", "a%2eb", false);
}

void TestRandomId::clientIds()
{
    QFETCH(std::string, text);
    QFETCH(bool, good);
    QCOMPARE(isClientId(text), good);
}

QTEST_APPLESS_MAIN(TestRandomId)
#include "tst_randomid.moc"
