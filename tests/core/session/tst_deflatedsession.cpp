#include "core/session/deflater.h"
#include "core/session/session.h"

#include "tests/core/session/rawdeflate.h"
#include "tests/core/session/sessionbench.h"
#include "tests/support/epollmain.h"

using namespace sluice;
using State = Session::State;

namespace {

constexpr Session::Traits deflating { false, false, true };

SharedFrame bothForms(const std::string& text, std::uint64_t offset = 0)
{
    static Deflater deflater;
    return std::make_shared<const Frame>(
        Frame { encodeFrame(Opcode::Text, text), offset, deflater.frame(Opcode::Text, text) });
}

void sendDeflated(SessionBench& bench, std::string_view payload)
{
    std::string frame = encodeMaskedFrame(Opcode::Text, payload, 0x12345678U);
    frame[0] = static_cast<char>(static_cast<unsigned char>(frame[0]) | 0x40);
    bench.send(frame);
}

// A text that does not get much smaller.
std::string stubborn(std::size_t size, unsigned seed)
{
    std::string text(size, '\0');
    for (char& c : text)
        c = "0123456789abcdef"[(seed = seed * 1103515245U + 12345U) >> 28U];
    return text;
}

} // namespace

class TestDeflatedSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachClientGetsItsForm_data();
    void eachClientGetsItsForm();
    void whatWaitsIsCountedAsItWillBeSent();
    void aPartlySentFrameGoesOnWhereItStopped();
    void aCompressedTextArrives();
    void aZipBombEndsTheSession();
    void whatCannotBeInflatedEndsTheSession();
    void withoutAnAgreementItIsAProtocolError();
};

void TestDeflatedSession::eachClientGetsItsForm_data()
{
    QTest::addColumn<bool>("deflate");
    QTest::addColumn<std::size_t>("size");
    QTest::addColumn<bool>("compressed");
    QTest::newRow("agreed to, and large") << true << std::size_t { 600 } << true;
    QTest::newRow("agreed to, but small") << true << std::size_t { 500 } << false;
    QTest::newRow("not agreed to") << false << std::size_t { 600 } << false;
}

void TestDeflatedSession::eachClientGetsItsForm()
{
    QFETCH(bool, deflate);
    QFETCH(std::size_t, size);
    QFETCH(bool, compressed);
    SessionBench bench({}, { false, false, deflate });
    bench.decoder = FrameDecoder(1U << 20U, FrameDecoder::Peer::Server, true);
    bench.open();
    const std::string text(size, 'x');
    const SharedFrame frame = bothForms(text);
    const std::uint64_t before = bench.session->activity().outOctets;
    bench.session->send(frame);
    const std::string& form = compressed ? frame->deflated : frame->octets;
    QVERIFY(bench.session->octetsOf(*frame) == form);
    QCOMPARE(bench.session->activity().outOctets - before, std::uint64_t { form.size() });
    // The peer's decoder delivers a deflated payload as it came.
    const std::string payload = compressed ? deflatedPayload(text) : text;
    QVERIFY(bench.sees("Text " + payload));
}

void TestDeflatedSession::whatWaitsIsCountedAsItWillBeSent()
{
    SessionBench bench({}, deflating, true);
    bench.open();
    const SharedFrame large = bothForms(stubborn(60000, 1));
    QVERIFY(!large->deflated.empty());
    while (bench.session->queuedOctets() == 0)
        bench.session->send(large);
    const std::size_t before = bench.session->queuedOctets();
    QVERIFY(before <= large->deflated.size());
    bench.session->send(large);
    QCOMPARE(bench.session->queuedOctets() - before, large->deflated.size());
}

void TestDeflatedSession::aPartlySentFrameGoesOnWhereItStopped()
{
    SessionBench bench({}, deflating, true);
    bench.decoder = FrameDecoder(1U << 20U, FrameDecoder::Peer::Server, true);
    bench.open();
    Inflater inflater;
    std::vector<std::string> texts;
    for (unsigned i = 0; bench.session->queuedOctets() < 100000; ++i) {
        texts.push_back(stubborn(20000 + i, i));
        bench.session->send(bothForms(texts.back()));
    }
    bench.session->send(RecordingOwner::text("the end"));
    QVERIFY(bench.sees("Text the end"));
    QCOMPARE(bench.events.size(), texts.size() + 1);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        QCOMPARE(inflater.inflate(std::string_view(bench.events[i]).substr(5), 1U << 20U),
                 Inflater::Outcome::Whole);
        QVERIFY(inflater.message() == texts[i]);
    }
    QCOMPARE(bench.session->queuedOctets(), std::size_t { 0 });
}

void TestDeflatedSession::aCompressedTextArrives()
{
    SessionBench bench({}, deflating);
    bench.open();
    const std::string large(40000, 'x'); // larger than the loop's read buffer
    sendDeflated(bench, deflatedPayload("Hello"));
    sendDeflated(bench, deflatedPayload(large, 0));
    bench.send(Opcode::Text, "plain");
    bench.letTheLoopTakeIt();
    QCOMPARE(bench.owner.texts, (std::vector<std::string> { "Hello", large, "plain" }));
    QCOMPARE(bench.session->state(), State::Open);
}

void TestDeflatedSession::aZipBombEndsTheSession()
{
    SessionBench bench({}, deflating);
    bench.open();
    sendDeflated(bench, deflatedPayload(std::string(std::size_t { 4 } * 1024 * 1024, 'x')));
    sendDeflated(bench, deflatedPayload("never read"));
    QVERIFY(bench.sees("Close 1009 message_too_big"));
    QVERIFY(bench.owner.texts.empty());
    QCOMPARE(bench.owner.departures.at(0).cause, CloseReason::MessageTooBig);
}

void TestDeflatedSession::whatCannotBeInflatedEndsTheSession()
{
    SessionBench bench({}, deflating);
    bench.open();
    sendDeflated(bench, "this is no deflate");
    QVERIFY(bench.sees("Close 1002 protocol_error"));
    QVERIFY(bench.owner.texts.empty());
}

void TestDeflatedSession::withoutAnAgreementItIsAProtocolError()
{
    SessionBench bench;
    bench.open();
    sendDeflated(bench, deflatedPayload("Hello"));
    QVERIFY(bench.sees("Close 1002 protocol_error"));
    QVERIFY(bench.owner.texts.empty());
}

SLUICE_EPOLL_MAIN(TestDeflatedSession)
#include "tst_deflatedsession.moc"
