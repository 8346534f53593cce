#include "core/session/framecodec.h"
#include "tests/support/frameevents.h"
#include <QTest>

using namespace sluice;

namespace {

constexpr std::uint32_t limit = 70000;
constexpr std::uint32_t key = 0x37fa213d;

QString readable(const std::string& event)
{
    return QString::fromLatin1(QByteArray::fromStdString(event).left(80).toPercentEncoding(" :'"));
}

QStringList readable(const std::vector<std::string>& events)
{
    QStringList lines;
    for (const std::string& event : events)
        lines += readable(event) + QStringLiteral(" (%1)").arg(event.size());
    return lines;
}

std::string octets(std::initializer_list<int> values)
{
    std::string out;
    for (const int value : values)
        out += static_cast<char>(value);
    return out;
}

std::string frame(Opcode opcode, std::string_view payload, bool fin = true)
{
    return encodeMaskedFrame(opcode, payload, key, fin);
}

std::string closeFrame(int code, std::string_view reason = {})
{
    return frame(Opcode::Close, octets({ code >> 8, code & 0xff }) + std::string(reason));
}

void row(const char* name, const std::string& stream, const std::vector<std::string>& events)
{
    QTest::newRow(name) << stream << events;
}

} // namespace

class TestFrameCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clientsAreUnderstood_data();
    void clientsAreUnderstood();
    void rulesAreEnforced_data();
    void rulesAreEnforced();
    void serversAreUnderstood();
    void everyCloseCodeIsJudged();
    void encodedFramesCarryTheShortestLength();
    void closeReasonIsCutBetweenCharacters();

private:
    void columns();
    void compareEveryCut(FrameDecoder::Peer peer);
};

void TestFrameCodec::columns()
{
    QTest::addColumn<std::string>("stream");
    QTest::addColumn<std::vector<std::string>>("events");
}

void TestFrameCodec::compareEveryCut(FrameDecoder::Peer peer)
{
    QFETCH(std::string, stream);
    QFETCH(std::vector<std::string>, events);
    const FrameDecoder decoder(limit, peer);
    const auto check = [&](std::size_t first, std::size_t size) {
        const std::vector<std::string> seen = support::eventsOf(decoder, stream, first, size);
        if (seen != events) {
            qWarning("first chunk %zu, then chunks of %zu", first, size);
            QCOMPARE(readable(seen), readable(events));
        }
    };
    check(stream.size(), 1);
    check(0, 1);
    check(0, 3);
    // The long streams are long in their payload only: there the ends and some cuts are enough.
    const std::size_t step = stream.size() < 1000 ? 1 : 997;
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        if (cut < 30 || cut + 30 > stream.size() || cut % step == 0)
            check(cut, stream.size());
    }
}

void TestFrameCodec::clientsAreUnderstood_data()
{
    columns();
    const std::string c125(125, 'x'), c126(126, 'x'), c65535(65535, 'x'), c65536(65536, 'x');
    row("nothing", "", {});
    row("one text", frame(Opcode::Text, "Hello"), { "Text Hello" });
    row("an empty text", frame(Opcode::Text, ""), { "Text" });
    row("one binary message, any octets", frame(Opcode::Binary, "\xff\xfe\xc0"),
        { "Binary \xff\xfe\xc0" });
    row("two texts in a row", frame(Opcode::Text, "one") + frame(Opcode::Text, "two"),
        { "Text one", "Text two" });
    row("a text of 125 octets", frame(Opcode::Text, c125), { "Text " + c125 });
    row("a text of 126 octets", frame(Opcode::Text, c126), { "Text " + c126 });
    row("a text of 65535 octets", frame(Opcode::Text, c65535), { "Text " + c65535 });
    row("a text of 65536 octets", frame(Opcode::Text, c65536), { "Text " + c65536 });
    row("a text of exactly the limit", frame(Opcode::Text, std::string(limit, 'x')),
        { "Text " + std::string(limit, 'x') });
    row("a text in three fragments",
        frame(Opcode::Text, "a", false) + frame(Opcode::Continuation, "b", false)
            + frame(Opcode::Continuation, "c"),
        { "Text abc" });
    row("a binary message in two fragments",
        frame(Opcode::Binary, "\xff", false) + frame(Opcode::Continuation, "\xfe"),
        { "Binary \xff\xfe" });
    row("a text in empty fragments only",
        frame(Opcode::Text, "", false) + frame(Opcode::Continuation, "", false)
            + frame(Opcode::Continuation, ""),
        { "Text" });
    row("the last fragment is empty",
        frame(Opcode::Text, "abc", false) + frame(Opcode::Continuation, ""), { "Text abc" });
    row("only the last fragment has content",
        frame(Opcode::Text, "", false) + frame(Opcode::Continuation, "abc"), { "Text abc" });
    row("fragments of exactly the limit",
        frame(Opcode::Text, std::string(limit - 1, 'x'), false) + frame(Opcode::Continuation, "x"),
        { "Text " + std::string(limit, 'x') });
    row("control frames between fragments",
        frame(Opcode::Text, "a", false) + frame(Opcode::Ping, "p")
            + frame(Opcode::Continuation, "b", false) + frame(Opcode::Pong, "q")
            + frame(Opcode::Continuation, "c") + frame(Opcode::Text, "d"),
        { "Ping p", "Pong q", "Text abc", "Text d" });
    row("a ping of 125 octets", frame(Opcode::Ping, c125), { "Ping " + c125 });
    row("an empty ping and an empty pong", frame(Opcode::Ping, "") + frame(Opcode::Pong, ""),
        { "Ping", "Pong" });
    row("a character cut between two fragments",
        frame(Opcode::Text, "\xe2\x82", false) + frame(Opcode::Ping, "\xff")
            + frame(Opcode::Continuation, "\xac!"),
        { "Ping \xff", "Text \xe2\x82\xac!" });
    row("a byte order mark is kept", frame(Opcode::Text, "\xef\xbb\xbfx"),
        { "Text \xef\xbb\xbfx" });
    row("a fragmented message does not count against the next one",
        frame(Opcode::Text, c65535, false) + frame(Opcode::Continuation, "x")
            + frame(Opcode::Text, c65535),
        { "Text " + c65536, "Text " + c65535 });
    row("a close without a code", frame(Opcode::Close, ""), { "Close 1005" });
    row("a close with a code", closeFrame(1000), { "Close 1000" });
    row("a close with a code and a reason", closeFrame(4999, "bye \xe2\x82\xac"),
        { "Close 4999 bye \xe2\x82\xac" });
    row("a close with the longest reason", closeFrame(1001, std::string(123, 'r')),
        { "Close 1001 " + std::string(123, 'r') });
    row("what follows a close is discarded",
        closeFrame(1000) + frame(Opcode::Text, "late") + octets({ 0xff, 0xff }), { "Close 1000" });
    row("a close inside a fragmented message", frame(Opcode::Text, "a", false) + closeFrame(1000),
        { "Close 1000" });
}

void TestFrameCodec::clientsAreUnderstood()
{
    compareEveryCut(FrameDecoder::Peer::Client);
}

void TestFrameCodec::rulesAreEnforced_data()
{
    columns();
    const std::string later = frame(Opcode::Text, "later");
    const auto refused
        = [&later](const char* name, const std::string& stream, const std::string& violation) {
              row(name, stream + later, { "Violation " + violation });
          };
    refused("an unmasked frame", encodeFrame(Opcode::Text, "Hello"),
            "1002 a client's frame is not masked");
    for (const int bit : { 0x40, 0x20, 0x10 }) {
        const std::string name = "reserved bit " + std::to_string(bit);
        refused(name.c_str(), octets({ 0x81 | bit, 0x80 }), "1002 a frame has a reserved bit set");
    }
    for (const int opcode : { 3, 4, 5, 6, 7, 11, 12, 13, 14, 15 }) {
        const std::string name = "reserved opcode " + std::to_string(opcode);
        refused(name.c_str(), octets({ 0x80 | opcode, 0x80 }),
                "1002 a frame has a reserved opcode");
    }
    const std::string notShortest = "1002 a frame's length is not encoded in the shortest form";
    refused("125 octets announced in 16 bits", octets({ 0x81, 0xfe, 0, 125 }), notShortest);
    refused("0 octets announced in 16 bits", octets({ 0x81, 0xfe, 0, 0 }), notShortest);
    refused("126 octets announced in 64 bits", octets({ 0x81, 0xff, 0, 0, 0, 0, 0, 0, 0, 126 }),
            notShortest);
    refused("65535 octets announced in 64 bits",
            octets({ 0x81, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff }), notShortest);
    refused("the highest bit of a 64-bit length", octets({ 0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0 }),
            "1002 a frame's length has its highest bit set");
    const std::string tooBig = "1009 a message is longer than the limit";
    refused("one octet over the limit", frame(Opcode::Text, std::string(limit + 1, 'x')), tooBig);
    refused("a length that 32 bits cannot hold", octets({ 0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 1 }),
            tooBig);
    refused("the longest length there is",
            octets({ 0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }), tooBig);
    refused("fragments over the limit together",
            frame(Opcode::Binary, std::string(limit, 'x'), false)
                + frame(Opcode::Continuation, "", false) + frame(Opcode::Continuation, "x"),
            tooBig);
    const std::string longControl = "1002 a control frame is longer than 125 octets";
    refused("a ping of 126 octets", frame(Opcode::Ping, std::string(126, 'p')), longControl);
    refused("a close announced in 64 bits", octets({ 0x88, 0xff }), longControl);
    for (const Opcode opcode : { Opcode::Close, Opcode::Ping, Opcode::Pong }) {
        const std::string name = "fragmented control frame " + std::to_string(int(opcode));
        refused(name.c_str(), frame(opcode, "", false), "1002 a control frame is fragmented");
    }
    refused("a continuation of nothing", frame(Opcode::Continuation, "x"),
            "1002 a continuation frame has no message to continue");
    row("a continuation after a message is complete",
        frame(Opcode::Text, "a", false) + frame(Opcode::Continuation, "b")
            + frame(Opcode::Continuation, "c"),
        { "Text ab", "Violation 1002 a continuation frame has no message to continue" });
    for (const Opcode opcode : { Opcode::Text, Opcode::Binary }) {
        const std::string name = "new message inside a message, " + std::to_string(int(opcode));
        refused(name.c_str(), frame(Opcode::Text, "a", false) + frame(opcode, "b"),
                "1002 a new message begins inside a fragmented one");
    }
    const std::string badText = "1007 a text message is not valid UTF-8";
    refused("an impossible octet", frame(Opcode::Text, "a\xff"), badText);
    refused("a surrogate in a long text",
            frame(Opcode::Text, std::string(100, 'x') + "\xed\xa0\x80"), badText);
    refused("a bad octet in a later fragment",
            frame(Opcode::Text, "\xe2\x82", false) + frame(Opcode::Continuation, "x"), badText);
    refused("an unfinished character in a whole text", frame(Opcode::Text, "a\xe2\x82"),
            "1007 a text message ends inside a UTF-8 character");
    refused("an unfinished character in the last fragment",
            frame(Opcode::Text, "\xe2", false) + frame(Opcode::Continuation, "\x82"),
            "1007 a text message ends inside a UTF-8 character");
    // Nothing follows: the verdict must not wait for the rest of the frame.
    const std::string unfinished = frame(Opcode::Text, "ab\xff" + std::string(50, 'c'));
    row("a bad octet in a frame that never ends", unfinished.substr(0, 6 + 3),
        { "Violation " + badText });
    row("a length over the limit whose mask never comes",
        octets({ 0x81, 0xff, 0, 0, 0, 0, 0, 2, 0, 0 }), { "Violation " + tooBig });
    row("a reserved opcode without a second octet", octets({ 0x83 }),
        { "Violation 1002 a frame has a reserved opcode" });
    refused("a close with half a code", frame(Opcode::Close, "\x03"),
            "1002 a close frame has half a code");
    refused("a close code that must not be sent", closeFrame(1005),
            "1002 a close frame has a code that must not be sent");
    refused("a close reason that is not UTF-8", closeFrame(1000, "\xc0\xaf"),
            "1007 a close frame's reason is not valid UTF-8");
    refused("a close reason that ends inside a character", closeFrame(1000, "\xe2\x82"),
            "1007 a close frame's reason is not valid UTF-8");
    row("messages before the fault are delivered", frame(Opcode::Text, "good") + octets({ 0xff }),
        { "Text good", "Violation 1002 a frame has a reserved bit set" });
}

void TestFrameCodec::rulesAreEnforced()
{
    compareEveryCut(FrameDecoder::Peer::Client);
}

void TestFrameCodec::serversAreUnderstood()
{
    const FrameDecoder decoder(limit, FrameDecoder::Peer::Server);
    const std::string stream = encodeFrame(Opcode::Text, "Hello") + encodeFrame(Opcode::Ping, "")
        + encodeFrame(Opcode::Binary, std::string(300, 'b')) + frame(Opcode::Text, "masked");
    const std::vector<std::string> expected
        = { "Text Hello", "Ping", "Binary " + std::string(300, 'b'),
            "Violation 1002 a server's frame is masked" };
    for (std::size_t cut = 0; cut <= stream.size(); ++cut)
        QCOMPARE(readable(support::eventsOf(decoder, stream, cut, stream.size())),
                 readable(expected));
    QCOMPARE(readable(support::eventsOf(decoder, stream, 0, 1)), readable(expected));
}

void TestFrameCodec::everyCloseCodeIsJudged()
{
    int accepted = 0;
    for (int code = 0; code <= 0xffff; ++code) {
        const bool valid = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
            || (code >= 3000 && code <= 4999);
        std::vector<std::string> events;
        FrameDecoder decoder(limit);
        support::feed(decoder, closeFrame(code), events);
        QCOMPARE(events.size(), 1U);
        QCOMPARE(events.front().starts_with("Close " + std::to_string(code)), valid);
        accepted += valid ? 1 : 0;
    }
    QCOMPARE(accepted, 4 + 8 + 2000);
}

void TestFrameCodec::encodedFramesCarryTheShortestLength()
{
    QCOMPARE(encodeFrame(Opcode::Text, "Hello"), octets({ 0x81, 5 }) + "Hello");
    QCOMPARE(encodeFrame(Opcode::Pong, ""), octets({ 0x8a, 0 }));
    QCOMPARE(encodeFrame(Opcode::Binary, std::string(125, 'x')).substr(0, 2),
             octets({ 0x82, 125 }));
    QCOMPARE(encodeFrame(Opcode::Binary, std::string(126, 'x')).substr(0, 4),
             octets({ 0x82, 126, 0, 126 }));
    QCOMPARE(encodeFrame(Opcode::Binary, std::string(65535, 'x')).substr(0, 4),
             octets({ 0x82, 126, 0xff, 0xff }));
    QCOMPARE(encodeFrame(Opcode::Binary, std::string(65536, 'x')).substr(0, 10),
             octets({ 0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0 }));
    // RFC 6455 §5.7
    QCOMPARE(encodeMaskedFrame(Opcode::Text, "Hello", 0x37fa213d),
             octets({ 0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58 }));
    QCOMPARE(encodeMaskedFrame(Opcode::Text, "", 0, false), octets({ 0x01, 0x80, 0, 0, 0, 0 }));
}

void TestFrameCodec::closeReasonIsCutBetweenCharacters()
{
    QCOMPARE(encodeClose(1000, "bye"), octets({ 0x88, 5, 0x03, 0xe8 }) + "bye");
    QCOMPARE(encodeClose(1000, ""), octets({ 0x88, 2, 0x03, 0xe8 }));
    QCOMPARE(encodeClose(1001, std::string(123, 'r')).size(), 2U + 125U);
    QCOMPARE(encodeClose(1001, std::string(124, 'r')).size(), 2U + 125U);
    const std::string euro = "\xe2\x82\xac";
    const std::string cut = encodeClose(1001, std::string(121, 'r') + euro);
    QCOMPARE(cut, octets({ 0x88, 123, 0x03, 0xe9 }) + std::string(121, 'r'));
}

QTEST_APPLESS_MAIN(TestFrameCodec)
#include "tst_framecodec.moc"
