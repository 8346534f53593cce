#include "core/session/inflater.h"

#include "tests/core/session/rawdeflate.h"
#include "tests/support/frameevents.h"
#include <QTest>
#include <random>

using namespace sluice;
using Events = std::vector<std::string>;

namespace {

constexpr std::uint32_t limit = 5000;
constexpr std::uint32_t key = 0x37fa213d;
constexpr int rsv1 = 4;

std::string frame(Opcode opcode, std::string_view payload, bool fin = true, int reserved = 0)
{
    std::string out = encodeMaskedFrame(opcode, payload, key, fin);
    out[0] = static_cast<char>(static_cast<unsigned char>(out[0]) | reserved << 4);
    return out;
}

std::string deflated(std::string_view text)
{
    return frame(Opcode::Text, deflatedPayload(text), true, rsv1);
}

// Decoder and inflater together, as a session uses them.
Events eventsOf(std::string_view stream, bool deflate, std::size_t chunk)
{
    FrameDecoder decoder(limit, FrameDecoder::Peer::Client, deflate);
    Inflater inflater;
    Events events;
    for (std::size_t at = 0; at < stream.size(); at += chunk) {
        std::string part(stream.substr(at, chunk));
        std::span<char> input(part);
        for (;;) {
            const FrameEvent event = decoder.next(input);
            if (event.kind == FrameEvent::Kind::NeedMore)
                break;
            events.push_back(
                support::describe(event.deflated ? inflater.plain(event, limit) : event));
        }
    }
    return events;
}

const std::string reservedBit = "Violation 1002 a frame has a reserved bit set";
const std::string brokenUtf8 = "Violation 1007 a text message is not valid UTF-8";
const std::string unreadable = "Violation 1002 a compressed message cannot be inflated";

} // namespace

// RFC 7692 §6.
class TestDeflatedFrames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void compressedStreams_data();
    void compressedStreams();
    void withoutAnAgreementNoBitIsAllowed();
    void fragmentsAsTheyFall();
};

void TestDeflatedFrames::compressedStreams_data()
{
    QTest::addColumn<std::string>("stream");
    QTest::addColumn<Events>("events");
    const auto row = [](const char* name, const std::string& stream, const Events& events) {
        QTest::newRow(name) << stream << events;
    };
    row("one text", deflated("Hello"), { "Text Hello" });
    row("an empty text", deflated(""), { "Text" });
    row("one binary message", frame(Opcode::Binary, deflatedPayload("\xff\xfe"), true, rsv1),
        { "Binary \xff\xfe" });
    row("plain and compressed by turns",
        frame(Opcode::Text, "one") + deflated("two") + frame(Opcode::Text, "three"),
        { "Text one", "Text two", "Text three" });
    const std::string hello = deflatedPayload("Hello");
    row("three fragments, one of them empty, a ping between them",
        frame(Opcode::Text, hello.substr(0, 3), false, rsv1) + frame(Opcode::Ping, "p")
            + frame(Opcode::Continuation, "", false) + frame(Opcode::Continuation, hello.substr(3)),
        { "Ping p", "Text Hello" });
    row("a plain message in fragments after a compressed one",
        deflated("one") + frame(Opcode::Text, "t", false) + frame(Opcode::Continuation, "wo"),
        { "Text one", "Text two" });
    row("UTF-8 that is cut by the fragments",
        frame(Opcode::Text, rawDeflate("\xd0"), false, rsv1)
            + frame(Opcode::Continuation, deflatedPayload("\x9f")),
        { "Text \xd0\x9f" });
    row("octets that look like no UTF-8 until they are inflated",
        deflated("\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd1\x96\xd1\x82"),
        { "Text \xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd1\x96\xd1\x82" });
    row("a text that is no UTF-8", deflated("\xff"), { brokenUtf8 });
    row("a text that ends inside a character", deflated("\xd0"), { brokenUtf8 });
    row("exactly the limit", deflated(std::string(limit, 'x')),
        { "Text " + std::string(limit, 'x') });
    row("one octet more", deflated(std::string(limit + 1, 'x')),
        { "Violation 1009 a message inflates to more than the limit" });
    row("the limit, in stored blocks",
        frame(Opcode::Text, deflatedPayload(std::string(limit, 'x'), 0), true, rsv1),
        { "Text " + std::string(limit, 'x') });
    row("more octets than the limit can ever need",
        frame(Opcode::Text, std::string(deflatedLimit(limit) + 1, 'x'), true, rsv1),
        { "Violation 1009 a message is longer than the limit" });
    row("the same in fragments",
        frame(Opcode::Text, std::string(deflatedLimit(limit), 'x'), false, rsv1)
            + frame(Opcode::Continuation, "x"),
        { "Violation 1009 a message is longer than the limit" });
    row("the wider limit is for compressed messages only",
        deflated("x") + frame(Opcode::Text, std::string(limit + 1, 'x')),
        { "Text x", "Violation 1009 a message is longer than the limit" });
    row("nothing that could be inflated", frame(Opcode::Text, "\x06", true, rsv1), { unreadable });
    row("compressed, but it does not say so", frame(Opcode::Text, deflatedPayload("Hello")),
        { brokenUtf8 });
    row("RSV1 on a continuation",
        frame(Opcode::Text, hello.substr(0, 3), false, rsv1)
            + frame(Opcode::Continuation, hello.substr(3), true, rsv1),
        { reservedBit });
    row("RSV1 on a continuation only",
        frame(Opcode::Text, "x", false) + frame(Opcode::Continuation, hello, true, rsv1),
        { reservedBit });
    row("RSV1 on a ping", frame(Opcode::Ping, "x", true, rsv1), { reservedBit });
    row("RSV1 on a pong", frame(Opcode::Pong, "x", true, rsv1), { reservedBit });
    row("RSV1 on a close", frame(Opcode::Close, "", true, rsv1), { reservedBit });
    row("RSV2 beside RSV1", frame(Opcode::Text, hello, true, 6), { reservedBit });
    row("RSV2 alone", frame(Opcode::Text, "x", true, 2), { reservedBit });
    row("RSV3 alone", frame(Opcode::Text, "x", true, 1), { reservedBit });
    row("a compressed message inside another one",
        frame(Opcode::Text, hello, false, rsv1) + deflated("x"),
        { "Violation 1002 a new message begins inside a fragmented one" });
}

void TestDeflatedFrames::compressedStreams()
{
    QFETCH(std::string, stream);
    QFETCH(Events, events);
    for (const std::size_t chunk : { std::size_t { 1 }, std::size_t { 3 }, stream.size() })
        QVERIFY2(eventsOf(stream, true, chunk) == events,
                 eventsOf(stream, true, chunk).back().substr(0, 80).c_str());
}

void TestDeflatedFrames::withoutAnAgreementNoBitIsAllowed()
{
    QCOMPARE(eventsOf(deflated("Hello"), false, 100), Events { reservedBit });
}

void TestDeflatedFrames::fragmentsAsTheyFall()
{
    std::mt19937 random(11);
    for (int round = 0; round < 300; ++round) {
        std::string text(random() % limit, '\0');
        for (char& c : text)
            c = static_cast<char>('a' + random() % 26);
        std::string rest = deflatedPayload(text, static_cast<int>(random() % 10));
        std::string stream;
        Events expected;
        for (Opcode opcode = Opcode::Text;; opcode = Opcode::Continuation) {
            const std::string part = rest.substr(0, random() % (rest.size() + 1));
            rest.erase(0, part.size());
            const bool last = rest.empty() && random() % 2 == 0;
            stream += frame(opcode, part, last, opcode == Opcode::Text ? rsv1 : 0);
            if (last)
                break;
            if (random() % 3 == 0) {
                stream += frame(Opcode::Ping, "p");
                expected.emplace_back("Ping p");
            }
        }
        expected.push_back(support::describe({ FrameEvent::Kind::Text, 0, text }));
        QCOMPARE(eventsOf(stream, true, 1 + random() % (stream.size() + 1)), expected);
    }
}

QTEST_APPLESS_MAIN(TestDeflatedFrames)
#include "tst_deflatedframes.moc"
