#include "core/session/inflater.h"

#include "core/session/deflater.h"
#include "tests/core/session/rawdeflate.h"
#include <QTest>
#include <random>

using namespace sluice;
using Outcome = Inflater::Outcome;

namespace {

constexpr std::size_t limit = 100000;

std::string octets(std::initializer_list<int> values)
{
    std::string out;
    for (const int value : values)
        out += static_cast<char>(value);
    return out;
}

// From all alike to all different.
std::string randomText(std::mt19937& random, std::size_t size)
{
    const unsigned alphabet = 1 + random() % 256;
    std::string text(size, '\0');
    for (char& c : text)
        c = static_cast<char>(static_cast<unsigned char>(random() % alphabet));
    return text;
}

} // namespace

// RFC 7692 §7.2.
class TestInflater : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatSendersMayWrite_data();
    void whatSendersMayWrite();
    void whatNobodyCanRead_data();
    void whatNobodyCanRead();
    void everyTruncationIsNoticedOrHarmless();
    void theLimitIsMeantToTheOctet();
    void aMessageKnowsNothingOfTheOneBefore();
    void whateverIsDeflatedComesBack();
    void whatDoesNotGetSmallerStaysPlain();
    void theWorstCaseFitsIntoItsLimit();
};

void TestInflater::whatSendersMayWrite_data()
{
    QTest::addColumn<std::string>("payload");
    QTest::addColumn<std::string>("text");
    const auto row = [](const char* name, const std::string& payload, const std::string& text) {
        QTest::newRow(name) << payload << text;
    };
    // The RFC's own examples, §7.2.3.1 to §7.2.3.6.
    row("one block", octets({ 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00 }), "Hello");
    row("one block, not compressed",
        octets({ 0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00 }), "Hello");
    row("a block with BFINAL", octets({ 0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00 }), "Hello");
    row("two blocks",
        octets({ 0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00 }),
        "Hello");
    row("an empty message", octets({ 0x00 }), "");
    row("an empty message in a fixed block", octets({ 0x02, 0x00 }), "");

    row("BFINAL without the empty block behind it",
        octets({ 0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00 }), "Hello");
    row("another stream behind BFINAL", rawDeflate("Hello, ", Z_FINISH) + deflatedPayload("world"),
        "Hello, world");
    row("BFINAL twice", rawDeflate("a", Z_FINISH) + rawDeflate("b", Z_FINISH) + '\0', "ab");
    row("the tail was not cut off", rawDeflate("Hello"), "Hello");
    row("nothing at all", "", "");
    row("a small window", deflatedPayload(std::string(5000, 'x'), 9, 9), std::string(5000, 'x'));
    row("stored blocks only", deflatedPayload(std::string(50000, 'x'), 0), std::string(50000, 'x'));
    row("larger than any buffer of ours", deflatedPayload(std::string(limit, 'x')),
        std::string(limit, 'x'));
    // The second stream is one match of 5 octets, 5 back: into what the first one held.
    row("behind BFINAL the window still stands",
        octets({ 0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x02, 0x13, 0x00, 0x00 }), "HelloHello");
}

void TestInflater::whatSendersMayWrite()
{
    QFETCH(std::string, payload);
    QFETCH(std::string, text);
    Inflater inflater;
    for (int i = 0; i < 2; ++i) { // and afterwards it is as good as new
        QCOMPARE(inflater.inflate(payload, limit), Outcome::Whole);
        QVERIFY(inflater.message() == text);
    }
}

void TestInflater::whatNobodyCanRead_data()
{
    QTest::addColumn<std::string>("payload");
    const auto row
        = [](const char* name, const std::string& payload) { QTest::newRow(name) << payload; };
    row("a reserved kind of block", octets({ 0x06 }));
    row("a stored block whose length is not confirmed",
        octets({ 0x00, 0x05, 0x00, 0x05, 0x00, 0x48 }));
    row("a reference to before the beginning", octets({ 0x02, 0x13, 0x00, 0x00 }));
    row("plain text", "Hello, this was never compressed.");
    row("a zlib header", octets({ 0x78, 0x9c, 0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00 }));
    row("a stored block that is cut off", octets({ 0x00, 0x50, 0x00, 0xaf, 0xff, 0x48 }));
    const std::string whole = deflatedPayload("a rather long sentence, so that there is a middle");
    row("the first half", whole.substr(0, whole.size() / 2));
}

void TestInflater::whatNobodyCanRead()
{
    QFETCH(std::string, payload);
    Inflater inflater;
    QCOMPARE(inflater.inflate(payload, limit), Outcome::Broken);
    QCOMPARE(inflater.inflate(deflatedPayload("next"), limit), Outcome::Whole);
    QCOMPARE(inflater.message(), std::string_view("next"));
}

void TestInflater::everyTruncationIsNoticedOrHarmless()
{
    std::mt19937 random(1);
    const std::string text = randomText(random, 2000);
    const std::string payload = deflatedPayload(text);
    Inflater inflater;
    for (std::size_t size = 1; size + 1 < payload.size(); ++size)
        QVERIFY2(inflater.inflate(std::string_view(payload).substr(0, size), limit)
                     == Outcome::Broken,
                 qPrintable(QString::number(size)));
    // The last octet holds the beginning of an empty block, and perhaps the end of the one before.
    if (inflater.inflate(std::string_view(payload).substr(0, payload.size() - 1), limit)
        == Outcome::Whole)
        QVERIFY(inflater.message() == text);
}

void TestInflater::theLimitIsMeantToTheOctet()
{
    Inflater inflater;
    for (const std::size_t size : { 1U, 10U, 4095U, 4096U, 4097U, 70000U }) {
        const std::string payload = deflatedPayload(std::string(size, 'x'));
        QCOMPARE(inflater.inflate(payload, size), Outcome::Whole);
        QCOMPARE(inflater.message().size(), size);
        QCOMPARE(inflater.inflate(payload, size - 1), Outcome::TooLong);
        QCOMPARE(inflater.inflate(payload, size + 1), Outcome::Whole);
    }
}

void TestInflater::aMessageKnowsNothingOfTheOneBefore()
{
    Inflater inflater;
    QCOMPARE(inflater.inflate(deflatedPayload("somebody else's secret"), limit), Outcome::Whole);
    // One match of 5 octets, 5 back.
    QCOMPARE(inflater.inflate(octets({ 0x02, 0x13, 0x00, 0x00 }), limit), Outcome::Broken);
}

void TestInflater::whateverIsDeflatedComesBack()
{
    std::mt19937 random(42);
    Inflater inflater;
    Deflater deflater;
    for (int i = 0; i < 400; ++i) {
        const std::string text = randomText(random, random() % 20000);
        const int level = static_cast<int>(random() % 10);
        const int window = static_cast<int>(9 + random() % 7);
        QCOMPARE(inflater.inflate(deflatedPayload(text, level, window), limit), Outcome::Whole);
        QVERIFY(inflater.message() == text);

        std::string frame = deflater.frame(Opcode::Binary, text);
        if (frame.empty())
            continue;
        FrameDecoder decoder(limit, FrameDecoder::Peer::Server, true);
        std::span<char> input(frame);
        const FrameEvent event = decoder.next(input);
        QVERIFY(event.deflated && event.kind == FrameEvent::Kind::Binary);
        QVERIFY(inflater.plain(event, limit).payload == text);
    }
    QVERIFY(deflater.runs() > 100);
}

void TestInflater::whatDoesNotGetSmallerStaysPlain()
{
    Deflater deflater;
    QVERIFY(deflater.frame(Opcode::Text, std::string(Deflater::leastPayload - 1, 'x')).empty());
    QCOMPARE(deflater.runs(), 0U);
    QVERIFY(!deflater.frame(Opcode::Text, std::string(Deflater::leastPayload, 'x')).empty());
    std::mt19937 random(7);
    std::string noise(5000, '\0');
    for (char& c : noise)
        c = static_cast<char>(static_cast<unsigned char>(random()));
    QVERIFY(deflater.frame(Opcode::Binary, noise).empty());
    const std::string after = deflater.frame(Opcode::Text, std::string(600, 'x'));
    QVERIFY(!after.empty() && after.size() < 30);
    QCOMPARE(static_cast<unsigned char>(after[0]), 0xc1);
}

void TestInflater::theWorstCaseFitsIntoItsLimit()
{
    std::mt19937 random(3);
    for (const std::size_t size : { 1U, 100U, 1000U, 65536U, 200000U }) {
        std::string noise(size, '\0');
        for (char& c : noise)
            c = static_cast<char>(static_cast<unsigned char>(random()));
        for (int level = 0; level < 10; ++level)
            QVERIFY(deflatedPayload(noise, level, 9).size() <= deflatedLimit(size));
    }
}

QTEST_APPLESS_MAIN(TestInflater)
#include "tst_inflater.moc"
