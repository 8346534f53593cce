// What comes before HTTP: the PROXY header and TLS, in the lobby's own thread.
#include "core/net/lobby.h"

#include "core/observe/logtap.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/runtime/inloop.h"
#include "tests/core/http/rawpeer.h"
#include "tests/core/net/tlsbench.h"
#include "tests/support/proxyoctets.h"
#include <QTest>
#include <algorithm>
#include <future>
#include <poll.h>
#include <sys/ioctl.h>

using namespace sluice;
using namespace std::chrono_literals;

class TestLobby : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void whoHasNothingToSettleIsAdmittedAtOnce();
    void whoHasAgreedOnTlsIsAdmittedWithIt();
    void whoSpeaksPlainHttpIsAdmittedInTheClear();
    void behindTheProxysHeaderTlsIsAgreedUpon();
    void anAnswerThatTheSocketHadNoRoomForFollows();
    void whyAHandshakeFailedIsSaid();
    void lettersAreReadBetweenHandshakes();
    void newSettingsHoldForWhoComesNext();
    void whoHasWaitedLongestMakesRoom();
    void whoIsThereAtTheEndIsDisconnected();
};

namespace {

struct Hall {
    explicit Hall(std::shared_ptr<const TlsContext> tls,
                  Restraint::Clocks clocks = Restraint::clocks())
        : loop("lobby", std::move(clocks))
    {
        settings.headTimeout = 10s;
        settings.maxHandshakes = 4096;
        loop.start();
        lobby = inLoop(loop, [&] {
            return std::make_unique<Lobby>(
                Lobby::Services { settings, vitals, metrics, line, loop, std::move(tls) },
                [this](Newcomer who) { admitted.set_value(std::move(who)); });
        });
    }
    ~Hall() { close(); }
    void close()
    {
        loop.stop([this] { lobby.reset(); });
    }
    RawPeer connect(const std::function<void(int)>& prepare = {})
    {
        int accepted = -1;
        RawPeer peer(accepted);
        if (prepare)
            prepare(accepted);
        ++vitals.openDescriptors;
        loop.mailbox().post([this, accepted] {
            lobby->adopt({ { accepted, { "127.0.0.1", 7, true } } });
        });
        return peer;
    }
    void applySettings(std::shared_ptr<const TlsContext> tls)
    {
        loop.mailbox().post([this, tls = std::move(tls)] { lobby->applySettings(settings, tls); });
    }
    std::size_t waiting()
    {
        return inLoop(loop, [this] { return lobby->waiting(); });
    }
    bool waitForNewcomer()
    {
        auto future = admitted.get_future();
        if (future.wait_for(10s) != std::future_status::ready)
            return false;
        newcomer = future.get();
        return true;
    }

    Settings settings;
    Vitals vitals;
    Metrics metrics;
    HandshakeLine line;
    IoLoop loop;
    std::promise<Newcomer> admitted;
    std::unique_ptr<Lobby> lobby; // in the loop
    Newcomer newcomer;
};

bool skip(const RawPeer& raw, std::size_t octets) // and takes not one more
{
    std::array<char, 65536> into {};
    while (octets > 0) {
        const ssize_t count
            = ::recv(raw.descriptor(), into.data(), std::min(octets, into.size()), 0);
        if (count <= 0)
            return false;
        octets -= static_cast<std::size_t>(count);
    }
    return true;
}

// Until not an octet more goes in, also when the peer's side has taken what it can.
std::size_t fill(int descriptor)
{
    const std::string junk(65536, 'x');
    const int small = 4096; // and it does not grow
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    std::size_t filled = 0;
    for (pollfd room { descriptor, POLLOUT, 0 }; ::poll(&room, 1, 50) > 0;) {
        ssize_t count = 0;
        while ((count = ::send(descriptor, junk.data(), junk.size(), MSG_DONTWAIT)) > 0)
            filled += static_cast<std::size_t>(count);
    }
    return filled;
}

bool hasRead(int descriptor)
{
    int unread = 1;
    return ::ioctl(descriptor, FIONREAD, &unread) == 0 && unread == 0;
}

} // namespace

void TestLobby::whoHasNothingToSettleIsAdmittedAtOnce()
{
    Hall hall({});
    const RawPeer peer = hall.connect();
    QVERIFY(hall.waitForNewcomer());
    QVERIFY(hall.newcomer.transport.isPlain());
    QVERIFY(!hall.newcomer.metPlainHttp);
    QCOMPARE(hall.waiting(), std::size_t { 0 });
}

void TestLobby::whoHasAgreedOnTlsIsAdmittedWithIt()
{
    Hall hall(testContext());
    const auto before = std::chrono::steady_clock::now();
    RawPeer raw = hall.connect();
    QTRY_COMPARE(hall.waiting(), std::size_t { 1 });
    QCOMPARE(hall.line.size(), std::size_t { 1 });
    const auto adopted = std::chrono::steady_clock::now();
    support::TlsPeer peer(raw.descriptor());
    QVERIFY(peer.agree());
    QVERIFY(hall.waitForNewcomer());
    QVERIFY(!hall.newcomer.transport.isPlain());
    QVERIFY(!hall.newcomer.metPlainHttp);
    QVERIFY(hall.newcomer.since >= before && hall.newcomer.since <= adopted);
    QCOMPARE(hall.newcomer.peer.ip, std::string("127.0.0.1"));
    QVERIFY(hall.newcomer.peer.loopback);
    QCOMPARE(hall.newcomer.transport.send("welcome").octets, std::size_t { 7 });
    QTRY_VERIFY(peer.receive() || peer.heard() == "welcome");
    QTRY_COMPARE(peer.heard(), std::string("welcome"));
    QCOMPARE(hall.waiting(), std::size_t { 0 });
    QCOMPARE(hall.line.size(), std::size_t { 0 });
    QCOMPARE(hall.vitals.openDescriptors.load(), 1U); // the newcomer's
}

void TestLobby::whoSpeaksPlainHttpIsAdmittedInTheClear()
{
    Hall hall(testContext());
    RawPeer peer = hall.connect();
    QVERIFY(peer.send("GET / HTTP/1.1\r\n\r\n"));
    QVERIFY(hall.waitForNewcomer());
    QVERIFY(hall.newcomer.metPlainHttp);
    QVERIFY(hall.newcomer.transport.isPlain());
    QCOMPARE(hall.newcomer.transport.send("HTTP/1.1 400").octets, std::size_t { 12 });
    QVERIFY(peer.sees("HTTP/1.1 400"));
    QCOMPARE(hall.metrics.tlsHandshakeFailures().Value(), 1.0);
}

void TestLobby::behindTheProxysHeaderTlsIsAgreedUpon()
{
    Hall hall(testContext());
    hall.settings.trustedProxies = { *Subnet::parse("127.0.0.1") };
    hall.settings.proxyProtocol = true;
    hall.applySettings(testContext());
    RawPeer raw = hall.connect();
    QVERIFY(raw.send(tcp4Header));
    support::TlsPeer peer(raw.descriptor());
    QVERIFY(peer.agree());
    QVERIFY(hall.waitForNewcomer());
    QVERIFY(!hall.newcomer.transport.isPlain());
    QCOMPARE(hall.newcomer.peer.ip, std::string("192.0.2.7"));
    QVERIFY(!hall.newcomer.peer.loopback);
}

void TestLobby::anAnswerThatTheSocketHadNoRoomForFollows()
{
    Hall hall(testContext());
    int accepted = -1;
    std::size_t filled = 0; // the server's socket has no room when the handshake begins
    RawPeer raw = hall.connect([&](int descriptor) {
        accepted = descriptor;
        filled = fill(descriptor);
    });
    support::TlsPeer peer(raw.descriptor());
    peer.shakeHands();
    while (peer.sendSome()) { }
    QTRY_VERIFY(hasRead(accepted)); // the hello, and had nowhere to put the answer
    QVERIFY(skip(raw, filled));
    QVERIFY(peer.agree());
    QVERIFY(hall.waitForNewcomer());
}

void TestLobby::whyAHandshakeFailedIsSaid()
{
    eventlog::configure({ LogLevel::Debug, LogFormat::Text, 2 });
    Hall hall(testContext());
    eventlog::tap().open();
    RawPeer peer = hall.connect();
    QVERIFY(peer.send(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)));
    peer.finishSending();
    QCOMPARE(peer.everything(), std::string());
    hall.close(); // the log is configured while nobody writes
    const auto said = eventlog::tap().take(10).lines;
    eventlog::tap().close();
    eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 });
    QCOMPARE(said.size(), std::size_t { 1 });
    QCOMPARE(said[0].message, std::string("The TLS handshake failed: the peer left."));
}

void TestLobby::lettersAreReadBetweenHandshakes()
{
    constexpr std::size_t crowd = 40;
    // Each handshake takes a millisecond of this clock.
    const auto wall = [time = Restraint::Duration {}]() mutable {
        return time += std::chrono::milliseconds(1);
    };
    Hall hall(testContext(), { wall, wall });
    std::vector<RawPeer> raws;
    std::vector<std::unique_ptr<support::TlsPeer>> peers;
    for (std::size_t i = 0; i < crowd; ++i) {
        raws.push_back(hall.connect());
        peers.push_back(std::make_unique<support::TlsPeer>(raws.back().descriptor()));
        peers.back()->shakeHands();
    }
    QTRY_COMPARE(hall.waiting(), crowd);
    const auto answered = [&raws] {
        return std::count_if(raws.begin(), raws.end(),
                             [](const RawPeer& raw) { return raw.hasInput(); });
    };
    std::promise<void> goOn;
    std::promise<std::ptrdiff_t> counted;
    hall.loop.mailbox().post([&] { goOn.get_future().wait(); });
    for (const auto& peer : peers)
        while (peer->sendSome()) { }
    hall.loop.mailbox().post([&] { // its bell rings behind all the hellos
        hall.loop.mailbox().post([&] { counted.set_value(answered()); });
    });
    goOn.set_value();
    QVERIFY(counted.get_future().get() < std::ptrdiff_t { crowd } / 2);
    QTRY_COMPARE(answered(), std::ptrdiff_t { crowd });
}

void TestLobby::newSettingsHoldForWhoComesNext()
{
    Hall hall(testContext());
    hall.applySettings({});
    const RawPeer peer = hall.connect();
    QVERIFY(hall.waitForNewcomer());
    QVERIFY(hall.newcomer.transport.isPlain());
}

void TestLobby::whoHasWaitedLongestMakesRoom()
{
    Hall hall(testContext());
    hall.settings.maxHandshakes = 2;
    hall.applySettings(testContext());
    RawPeer first = hall.connect();
    const RawPeer second = hall.connect();
    const RawPeer third = hall.connect();
    QCOMPARE(first.everything(), std::string());
    QTRY_COMPARE(hall.waiting(), std::size_t { 2 });
    QCOMPARE(hall.metrics.handshakesEvicted.Value(), 1.0);
    QCOMPARE(hall.metrics.connectionsShortLived.Value(), 1.0);
    QCOMPARE(hall.metrics.tlsHandshakeFailures().Value(), 0.0); // it had not said a word
}

void TestLobby::whoIsThereAtTheEndIsDisconnected()
{
    Hall hall(testContext());
    RawPeer peer = hall.connect();
    QTRY_COMPARE(hall.waiting(), std::size_t { 1 });
    hall.close();
    QCOMPARE(peer.everything(), std::string());
    QCOMPARE(hall.vitals.openDescriptors.load(), 0U);
    QCOMPARE(hall.line.size(), std::size_t { 0 });
}

QTEST_GUILESS_MAIN(TestLobby)
#include "tst_lobby.moc"
