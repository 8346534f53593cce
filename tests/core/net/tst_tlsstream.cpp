#include "tests/core/net/tlsbench.h"
#include <QTest>
#include <sys/uio.h>

using namespace sluice;
using State = Transport::State;

namespace {

QString failureOf(const TlsBench& bench)
{
    const std::string_view why = bench.stream->failure();
    return QString::fromUtf8(why.data(), static_cast<qsizetype>(why.size()));
}

} // namespace

class TestTlsStream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void handshakesCompleteInAnyPieces_data();
    void handshakesCompleteInAnyPieces();
    void messagesArriveWholeBothWays_data();
    void messagesArriveWholeBothWays();
    void gatheredPiecesArriveInOrder();
    void nothingIsTakenBeforeTheHandshakeIsDone();
    void whatTheSocketDoesNotTakeIsAtMostOneRecord();
    void whoDoesNotReadWhatTlsAnswersIsBroken();
    void whoAsksForNewKeysAndSaysLittleIsBroken_data();
    void whoAsksForNewKeysAndSaysLittleIsBroken();
    void whoSaysMuchMayAskForNewKeysNowAndThen();
    void aRecordArrivesWholeThoughTheSocketTakesItInParts();
    void thePeersGoodbyeIsTheEndOfTheStream();
    void afterThePeersGoodbyeItIsStillAnswered();
    void aConnectionThatJustEndsIsTheEndOfTheStream();
    void oursIsSaidBeforeTheEnd();
    void oursWaitsForWhatIsPending();
    void whatIsNoHandshakeIsRefused_data();
    void whatIsNoHandshakeIsRefused();
    void aPeerOfAnotherKindIsRefused_data();
    void aPeerOfAnotherKindIsRefused();
    void aForgedRecordBreaksTheConnection();
    void aPeerCannotNegotiateAnew();
};

void TestTlsStream::handshakesCompleteInAnyPieces_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("piece");
    QTest::newRow("TLS 1.3 at once") << TLS1_3_VERSION << 65536;
    QTest::newRow("TLS 1.3, one octet at a time") << TLS1_3_VERSION << 1;
    QTest::newRow("TLS 1.3, seven at a time") << TLS1_3_VERSION << 7;
    QTest::newRow("TLS 1.2 at once") << TLS1_2_VERSION << 65536;
    QTest::newRow("TLS 1.2, one octet at a time") << TLS1_2_VERSION << 1;
}

void TestTlsStream::handshakesCompleteInAnyPieces()
{
    QFETCH(int, version);
    QFETCH(int, piece);
    TlsBench bench({ version, "http/1.1" });
    QCOMPARE(bench.converse(static_cast<std::size_t>(piece)), State::Alive);
    QVERIFY(bench.stream->isEstablished());
    QVERIFY(bench.peer.isEstablished());
    QCOMPARE(SSL_version(bench.peer.ssl()), version);
    const unsigned char* chosen = nullptr;
    unsigned int length = 0;
    SSL_get0_alpn_selected(bench.peer.ssl(), &chosen, &length);
    QCOMPARE(std::string(reinterpret_cast<const char*>(chosen), length), std::string("http/1.1"));
    bench.peer.write("hello");
    bench.sendAll("welcome");
    QCOMPARE(bench.converse(static_cast<std::size_t>(piece)), State::Alive);
    QCOMPARE(bench.heard, std::string("hello"));
    QCOMPARE(bench.peer.heard(), std::string("welcome"));
}

void TestTlsStream::messagesArriveWholeBothWays_data()
{
    QTest::addColumn<int>("size");
    for (const int size : { 1, 200, 16383, 16384, 16385, 65536, 1048576 })
        QTest::addRow("%d octets", size) << size;
}

void TestTlsStream::messagesArriveWholeBothWays()
{
    QFETCH(int, size);
    const std::string message = pattern(static_cast<std::size_t>(size));
    TlsBench bench;
    bench.converse();
    bench.peer.write(message);
    QCOMPARE(bench.converse(), State::Alive);
    QVERIFY(bench.heard == message);
    bench.sendAll(message);
    QVERIFY(bench.peer.heard() == message);
}

void TestTlsStream::gatheredPiecesArriveInOrder()
{
    TlsBench bench;
    bench.converse();
    const std::string whole = pattern(40000);
    std::vector<iovec> pieces;
    for (std::size_t at = 0, size = 1; at < whole.size(); at += size, size = size * 3 + 1)
        pieces.push_back(
            { const_cast<char*>(whole.data()) + at, std::min(size, whole.size() - at) });
    const auto outcome = bench.server.send(std::span(pieces));
    QCOMPARE(outcome.octets, whole.size());
    bench.converse();
    QVERIFY(bench.peer.heard() == whole);
}

void TestTlsStream::nothingIsTakenBeforeTheHandshakeIsDone()
{
    TlsBench bench;
    const auto outcome = bench.server.send("too early");
    QCOMPARE(outcome.octets, std::size_t { 0 });
    QCOMPARE(outcome.state, State::Alive);
    bench.converse();
    QVERIFY(bench.peer.heard().empty());
}

void TestTlsStream::whatTheSocketDoesNotTakeIsAtMostOneRecord()
{
    TlsBench bench(true);
    bench.converse();
    const std::string message = pattern(200000);
    const std::size_t taken = bench.server.send(message).octets;
    QVERIFY(bench.server.wantsWrite());
    QVERIFY(taken < message.size());
    QCOMPARE(bench.server.send("more").octets, std::size_t { 0 });
    int held = 0; // by the kernel: what the peer can read without another flush
    while (bench.peer.receive())
        ++held;
    QVERIFY(taken - bench.peer.heard().size() <= Transport::leastRoom);
    QVERIFY(bench.server.wantsWrite());
    while (bench.server.wantsWrite()) {
        QCOMPARE(bench.server.flush(), State::Alive);
        while (bench.peer.receive()) { }
    }
    QVERIFY(bench.peer.heard() == message.substr(0, taken));
}

// Though it says enough of its own, and a whole record stands before the answers.
void TestTlsStream::whoDoesNotReadWhatTlsAnswersIsBroken()
{
    constexpr int answer = 27; // octets: a header, a message of five, its type, its tag
    TlsBench bench(true);
    bench.converse();
    bench.server.send(pattern(200000));
    bench.askForNewKeysAgain(); // the answer to it comes with the next
    const int before = bench.peer.readable();
    int answers = 0;
    while (answers < 1000 && bench.askForNewKeysAgain() == State::Alive)
        ++answers;
    const int pending = answers - (bench.peer.readable() - before) / answer;
    QVERIFY(pending >= 100);
    QVERIFY(pending * answer <= 20480);
    QCOMPARE(failureOf(bench), QStringLiteral("it does not read what TLS answers"));
    QCOMPARE(bench.askForNewKeys(), State::Broken);
    QCOMPARE(bench.server.send("x").state, State::Broken);
    bench.server.shutdownWrite(); // harms nobody
}

void TestTlsStream::whoAsksForNewKeysAndSaysLittleIsBroken_data()
{
    QTest::addColumn<bool>("reads");
    QTest::newRow("and reads none of the answers") << false;
    QTest::newRow("and reads them") << true;
}

void TestTlsStream::whoAsksForNewKeysAndSaysLittleIsBroken()
{
    QFETCH(bool, reads);
    TlsBench bench;
    bench.converse();
    int asked = 0;
    while (asked < 1000 && bench.askForNewKeys() == State::Alive) {
        ++asked;
        while (reads && bench.peer.receive()) { }
    }
    QCOMPARE(asked, 32);
    QCOMPARE(failureOf(bench), QStringLiteral("it says too little but new keys and alerts"));
}

void TestTlsStream::whoSaysMuchMayAskForNewKeysNowAndThen()
{
    TlsBench bench;
    bench.converse();
    for (int i = 0; i < 200; ++i) {
        QCOMPARE(bench.askForNewKeysAgain(), State::Alive);
        while (bench.peer.receive()) { }
    }
    bench.sendAll("still here");
    QCOMPARE(bench.peer.heard(), std::string("still here"));
}

void TestTlsStream::aRecordArrivesWholeThoughTheSocketTakesItInParts()
{
    TlsBench bench(true);
    bench.converse();
    const std::string message = pattern(300000);
    bench.sendAll(message);
    QVERIFY(bench.peer.heard() == message);
}

void TestTlsStream::thePeersGoodbyeIsTheEndOfTheStream()
{
    TlsBench bench;
    bench.converse();
    bench.peer.write("last words");
    bench.peer.sayGoodbye();
    QCOMPARE(bench.converse(), State::EndOfStream);
    QCOMPARE(bench.heard, std::string("last words"));
}

void TestTlsStream::afterThePeersGoodbyeItIsStillAnswered()
{
    TlsBench bench;
    bench.converse();
    bench.peer.sayGoodbye();
    QCOMPARE(bench.converse(), State::EndOfStream);
    QCOMPARE(bench.server.send("farewell").octets, std::size_t { 8 });
    bench.peer.receive();
    QCOMPARE(bench.peer.heard(), std::string("farewell"));
}

void TestTlsStream::aConnectionThatJustEndsIsTheEndOfTheStream()
{
    TlsBench bench;
    bench.converse();
    ::shutdown(bench.ends[1], SHUT_WR);
    QCOMPARE(bench.read(), State::EndOfStream);
}

void TestTlsStream::oursIsSaidBeforeTheEnd()
{
    TlsBench bench;
    bench.converse();
    bench.server.shutdownWrite();
    while (bench.peer.receive()) { }
    QVERIFY(bench.peer.heardGoodbye());
    QVERIFY(bench.peer.hasEnded());
}

void TestTlsStream::oursWaitsForWhatIsPending()
{
    TlsBench bench(true);
    bench.converse();
    const std::string message = pattern(200000);
    const std::size_t taken = bench.server.send(message).octets;
    QVERIFY(bench.server.wantsWrite());
    bench.server.shutdownWrite();
    QVERIFY(bench.server.wantsWrite());
    for (int i = 0; i < 1000 && !bench.peer.hasEnded(); ++i) {
        while (bench.peer.receive()) { }
        QCOMPARE(bench.server.flush(), State::Alive);
    }
    QVERIFY(bench.peer.heard() == message.substr(0, taken));
    QVERIFY(bench.peer.heardGoodbye());
    QVERIFY(bench.peer.hasEnded());
}

void TestTlsStream::whatIsNoHandshakeIsRefused_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<QString>("failure");
    const auto row = [](const char* name, const QByteArray& octets, const char* failure) {
        QTest::newRow(name) << octets << QString::fromLatin1(failure);
    };
    row("plain HTTP", "OPTIONS / HTTP/1.1\r\n\r\n", "plain HTTP on a TLS port");
    row("SSH", "ssh-2.0-x\r\n", "this is not TLS");
    row("zeros", QByteArray(100, '\0'), "this is not TLS");
    row("a hello of 128 KiB", QByteArray::fromHex("160301010001020000"),
        "a handshake message is too long");
    row("a record that is no message", QByteArray::fromHex("1603010005ffffffffff"),
        "a handshake message is too long");
    row("another message than a hello", QByteArray::fromHex("160301000414000000"),
        "unexpected message");
    row("a hello that is cut short", QByteArray::fromHex("1603010006010000020303"),
        "length mismatch");
    row("a version that never was", QByteArray::fromHex("1609090004010000ff"),
        "wrong version number");
}

void TestTlsStream::whatIsNoHandshakeIsRefused()
{
    QFETCH(QByteArray, octets);
    QFETCH(QString, failure);
    TlsBench bench;
    QCOMPARE(::send(bench.ends[1], octets.data(), static_cast<std::size_t>(octets.size()), 0),
             ssize_t { octets.size() });
    State state = State::Alive;
    for (int i = 0; i < 10 && state == State::Alive; ++i)
        state = bench.read();
    QCOMPARE(state, State::Broken);
    const std::string_view why = bench.stream->failure();
    QCOMPARE(QString::fromUtf8(why.data(), static_cast<qsizetype>(why.size())), failure);
    QCOMPARE(bench.stream->metPlainHttp(), failure.startsWith(QLatin1String("plain")));
    QVERIFY(!bench.stream->isEstablished());
    QCOMPARE(bench.read(), State::Broken);
    bench.server.shutdownWrite(); // harms nobody
}

void TestTlsStream::aPeerOfAnotherKindIsRefused_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("failure");
    QTest::newRow("it speaks TLS 1.1 alone")
        << TLS1_1_VERSION << QStringLiteral("http/1.1") << QStringLiteral("unsupported protocol");
    QTest::newRow("it wants HTTP/2 alone")
        << TLS1_3_VERSION << QStringLiteral("h2") << QStringLiteral("no application protocol");
}

void TestTlsStream::aPeerOfAnotherKindIsRefused()
{
    QFETCH(int, version);
    QFETCH(QString, protocol);
    QFETCH(QString, failure);
    TlsBench bench({ version, protocol.toStdString() });
    QCOMPARE(bench.converse(), State::Broken);
    const std::string_view why = bench.stream->failure();
    QCOMPARE(QString::fromUtf8(why.data(), static_cast<qsizetype>(why.size())), failure);
}

void TestTlsStream::aForgedRecordBreaksTheConnection()
{
    TlsBench bench;
    bench.converse();
    const QByteArray forged = QByteArray::fromHex("1703030020") + QByteArray(32, 'x');
    QCOMPARE(::send(bench.ends[1], forged.data(), static_cast<std::size_t>(forged.size()), 0),
             ssize_t { forged.size() });
    QCOMPARE(bench.read(), State::Broken);
    QVERIFY(bench.stream->isEstablished()); // this was no failure of the handshake
    QCOMPARE(bench.server.send("x").octets, std::size_t { 0 });
}

void TestTlsStream::aPeerCannotNegotiateAnew()
{
    TlsBench bench({ TLS1_2_VERSION, "http/1.1" });
    bench.converse();
    SSL_renegotiate(bench.peer.ssl());
    bench.converse();
    QVERIFY(!bench.peer.isEstablished()); // it asked, and waits in vain
    QVERIFY(bench.stream->isEstablished());
}

QTEST_APPLESS_MAIN(TestTlsStream)
#include "tst_tlsstream.moc"
