// Sessions whose peer does not read: what is queued, dropped, announced and ended.
#include "core/session/session.h"

#include "tests/core/session/sessionbench.h"
#include "tests/support/epollmain.h"

using namespace std::chrono_literals;
using namespace sluice;
using State = Session::State;
using Lines = std::vector<std::string>;

namespace {

constexpr std::size_t large = 30000; // several of them do not fit into a narrow connection

SharedFrame message(std::uint64_t offset, std::size_t size = large)
{
    std::string words = std::to_string(offset) + ' ';
    words.append(size, 'x');
    return RecordingOwner::text(words, offset);
}
// "Text 7 xxxx…" becomes "7", "Text gap 8 9 2" becomes "gap 8 9 2".
Lines shortened(const Lines& events)
{
    Lines result;
    for (const std::string& event : events) {
        std::string words = event.starts_with("Text ") ? event.substr(5) : event;
        if (const auto x = words.find(" x"); x != std::string::npos)
            words.resize(x);
        result.push_back(words);
    }
    return result;
}
SessionLimits limitsOf(std::uint32_t messages, bool dropOldest)
{
    SessionLimits limits;
    limits.queueMessages = messages;
    limits.dropOldest = dropOldest;
    return limits;
}

} // namespace

class TestSlowConsumer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWaitsComesWhenThePeerReads();
    void atTheLimitItIsDisconnected_data();
    void atTheLimitItIsDisconnected();
    void orItsOldestMessagesAreDropped();
    void withNothingToDropItIsDisconnected();
    void aGreetingOfAnySizeMayStand();
    void aReplayThatTheHistoryForgetsMayNot_data();
    void aReplayThatTheHistoryForgetsMayNot();
    void aReplayThatIsNotReadWaitsForNoTurn_data();
    void aReplayThatIsNotReadWaitsForNoTurn();
    void oneMessageOfAnySizeMayStand();
    void aPeerThatNeverReadsHoldsNobody();
    void ourCloseLeavesBehindWhatWaits();
    void pongsDoNotPileUp();
    void echoReadsNoFurtherThanItCanAnswer();
    void aPeerThatVanishesBehindABacklog();
};

void TestSlowConsumer::whatWaitsComesWhenThePeerReads()
{
    SessionBench bench({}, {}, true);
    bench.open();
    for (std::uint64_t i = 1; i <= 30; ++i)
        bench.session->send(message(i));
    QVERIFY(bench.session->queuedOctets() > 0);
    Lines expected;
    for (int i = 1; i <= 30; ++i)
        expected.push_back(std::to_string(i));
    QTRY_COMPARE(shortened(bench.seen()), expected);
    QTRY_COMPARE(bench.session->queuedOctets(), std::size_t { 0 });
    QCOMPARE(bench.owner.slow, 0);
}

void TestSlowConsumer::atTheLimitItIsDisconnected_data()
{
    QTest::addColumn<unsigned>("messages");
    QTest::addColumn<qulonglong>("octets");
    QTest::newRow("of messages") << 5U << 1000000ULL;
    QTest::newRow("of octets") << 1000U << 100000ULL;
}

void TestSlowConsumer::atTheLimitItIsDisconnected()
{
    QFETCH(unsigned, messages);
    QFETCH(qulonglong, octets);
    SessionLimits limits = limitsOf(messages, false);
    limits.queueBytes = octets;
    SessionBench bench(limits, {}, true);
    bench.open();
    std::uint64_t sent = 0;
    while (bench.session->state() == State::Open && sent < 1000) {
        bench.session->send(message(++sent));
        QVERIFY(bench.session->queuedOctets() <= octets + large);
    }
    QCOMPARE(bench.owner.slow, 1);
    QCOMPARE(bench.session->state(), State::Closing);
    // Whole frames up to the one that was begun, and then the reason.
    QVERIFY(bench.sees("Close 1008 slow_consumer"));
    Lines seen = shortened(bench.seen());
    QCOMPARE(seen.back(), std::string("Close 1008 slow_consumer"));
    seen.pop_back();
    QCOMPARE(seen.back(), std::string("disconnect slow_consumer"));
    seen.pop_back();
    for (std::size_t i = 0; i < seen.size(); ++i)
        QCOMPARE(seen[i], std::to_string(i + 1));
    QVERIFY(seen.size() + 1 < sent);
    bench.sendClose(1000);
    QVERIFY(bench.sees("EOF"));
    QVERIFY(bench.owner.departures.at(0).cause == CloseReason::SlowConsumer);
}

void TestSlowConsumer::orItsOldestMessagesAreDropped()
{
    SessionBench bench(limitsOf(4, true), {}, true);
    bench.open();
    std::uint64_t sent = 0;
    for (int burst = 0; burst < 5; ++burst) {
        for (int i = 0; i < 20; ++i)
            bench.session->send(message(++sent));
        QTRY_VERIFY((bench.seen(), bench.session->queuedOctets() < 2 * large));
    }
    QTRY_COMPARE((bench.seen(), bench.session->queuedOctets()), std::size_t { 0 });
    QVERIFY(bench.sees("Text " + std::to_string(sent) + ' ' + std::string(large, 'x')));
    QVERIFY(bench.owner.slow > 0);
    QCOMPARE(bench.session->state(), State::Open);
    // Every offset is there once, by itself or in a gap, in order.
    std::uint64_t expected = 1;
    int gaps = 0;
    for (const std::string& line : shortened(bench.seen())) {
        if (!line.starts_with("gap ")) {
            QCOMPARE(line, std::to_string(expected++));
            continue;
        }
        const QStringList words = QString::fromStdString(line).split(QLatin1Char(' '));
        QCOMPARE(words[1].toULongLong(), expected);
        QCOMPARE(words[3].toULongLong(), words[2].toULongLong() - words[1].toULongLong() + 1);
        expected = words[2].toULongLong() + 1;
        ++gaps;
    }
    QCOMPARE(expected, sent + 1);
    QVERIFY(gaps > 0);
}

void TestSlowConsumer::withNothingToDropItIsDisconnected()
{
    SessionBench bench(limitsOf(4, true), {}, true);
    bench.open();
    for (int i = 0; i < 100 && bench.session->state() == State::Open; ++i)
        bench.session->send(message(0)); // no messages: acks, say
    QCOMPARE(bench.session->state(), State::Closing);
    QVERIFY(bench.sees("Close 1008 slow_consumer"));
}

void TestSlowConsumer::aGreetingOfAnySizeMayStand()
{
    SessionBench bench(limitsOf(3, false), {}, true);
    bench.session->begin(SessionBench::handshake, {});
    std::vector<SharedFrame> greeting;
    Lines expected;
    for (std::uint64_t i = 1; i <= 50; ++i) {
        greeting.push_back(message(i));
        expected.push_back(std::to_string(i));
    }
    bench.session->open(greeting);
    for (std::uint64_t i = 51; i <= 53; ++i) { // live traffic on top, within the limit
        bench.session->send(message(i));
        expected.push_back(std::to_string(i));
    }
    QCOMPARE(bench.session->state(), State::Open);
    QTRY_COMPARE(shortened(bench.seen()), expected);
    QCOMPARE(bench.owner.slow, 0);
}

void TestSlowConsumer::aReplayThatTheHistoryForgetsMayNot_data()
{
    QTest::addColumn<bool>("dropOldest");
    QTest::newRow("it is disconnected") << false;
    QTest::newRow("it is told of a gap") << true;
}

void TestSlowConsumer::aReplayThatTheHistoryForgetsMayNot()
{
    QFETCH(bool, dropOldest);
    SessionBench bench(limitsOf(3, dropOldest), {}, true);
    bench.session->begin(SessionBench::handshake, {});
    std::vector<SharedFrame> greeting;
    for (std::uint64_t i = 1; i <= 50; ++i)
        greeting.push_back(message(i));
    bench.session->open(greeting);
    QVERIFY(bench.session->replays());
    bench.session->historyBeginsAt(1);
    QCOMPARE(bench.owner.slow, 0);
    bench.session->historyBeginsAt(41);
    QCOMPARE(bench.owner.slow, 1);
    QCOMPARE(bench.session->state(), dropOldest ? State::Open : State::Closing);
    if (!dropOldest)
        return;
    QVERIFY(bench.session->queuedOctets() <= (10 + 3) * (large + 20));
    Lines seen;
    const auto isWhole = [&] {
        seen = shortened(bench.seen());
        return !seen.empty() && seen.back() == "50";
    };
    QTRY_VERIFY(isWhole());
    const auto gap = std::find_if(seen.begin(), seen.end(),
                                  [](const std::string& one) { return one.starts_with("gap"); });
    QVERIFY(gap != seen.end());
    QVERIFY2(Lines(gap + 1, gap + 3) == Lines({ "39", "40" }), (gap + 1)->c_str());
}

void TestSlowConsumer::aReplayThatIsNotReadWaitsForNoTurn_data()
{
    QTest::addColumn<std::size_t>("size");
    for (const std::size_t size : { 300U, 1024U, 4096U, 20000U, 65536U })
        QTest::addRow("messages of %zu octets", size) << size;
}

// Whether it was the turn's share or the socket that stopped it last.
void TestSlowConsumer::aReplayThatIsNotReadWaitsForNoTurn()
{
    QFETCH(const std::size_t, size);
    constexpr std::size_t replayed = std::size_t { 8 } << 20U;
    SessionBench bench(limitsOf(3, false));
    const int room = 65536;
    ::setsockopt(bench.serverFd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    const std::vector<SharedFrame> greeting(replayed / size,
                                            RecordingOwner::text(std::string(size, 'x'), 1));
    bench.session->begin(SessionBench::handshake, {});
    bench.session->open(greeting);
    QVERIFY(bench.session->replayWaitsForATurn());
    QTRY_VERIFY(!bench.session->replayWaitsForATurn());
    QVERIFY(bench.session->replays());
}

void TestSlowConsumer::oneMessageOfAnySizeMayStand()
{
    SessionLimits limits;
    limits.queueBytes = 10;
    SessionBench bench(limits, {}, true);
    bench.open();
    bench.session->send(message(1, 1000000));
    QCOMPARE(bench.session->state(), State::Open);
    QVERIFY(bench.session->queuedOctets() > 0);
    QVERIFY(bench.sees("Text 1 " + std::string(1000000, 'x')));
}

void TestSlowConsumer::aPeerThatNeverReadsHoldsNobody()
{
    SessionBench bench({}, {}, true);
    bench.open();
    bench.session->send(message(1, 900000));
    bench.session->close(CloseReason::ServerShutdown);
    QCOMPARE(bench.session->state(), State::Closing);
    bench.pass(5s);
    QCOMPARE(bench.owner.gone, 1);
    QVERIFY(!bench.owner.departures.at(0).clean);
}

void TestSlowConsumer::ourCloseLeavesBehindWhatWaits()
{
    SessionBench bench({}, {}, true);
    bench.open();
    for (std::uint64_t i = 1; i <= 10; ++i)
        bench.session->send(message(i));
    bench.session->close(CloseReason::ServerShutdown);
    bench.sendClose(1001); // it answers at once, and then reads
    QVERIFY(bench.sees("EOF"));
    const Lines seen = shortened(bench.seen());
    QCOMPARE(seen.size(), std::size_t { 13 });
    QCOMPARE(seen[9], std::string("10"));
    QCOMPARE(seen[10], std::string("disconnect server_shutdown"));
    QCOMPARE(seen[11], std::string("Close 1001 server_shutdown"));
    QVERIFY(bench.owner.departures.at(0).clean);
}

void TestSlowConsumer::pongsDoNotPileUp()
{
    SessionBench bench({}, {}, true);
    bench.open();
    for (std::uint64_t i = 1; i <= 10; ++i)
        bench.session->send(message(i));
    const std::size_t before = bench.session->queuedOctets();
    for (int i = 0; i < 50; ++i)
        bench.send(Opcode::Ping, std::to_string(i));
    bench.send(Opcode::Text, "read up to here");
    QTRY_COMPARE(bench.owner.texts.size(), std::size_t { 1 });
    QVERIFY(bench.session->queuedOctets() <= before + 10);
    QVERIFY(bench.sees("Pong 49"));
    QVERIFY(bench.sees("Text 10 " + std::string(large, 'x')));
    QCOMPARE(std::count_if(bench.events.begin(), bench.events.end(),
                           [](const std::string& event) { return event.starts_with("Pong"); }),
             std::ptrdiff_t { 1 });
}

void TestSlowConsumer::echoReadsNoFurtherThanItCanAnswer()
{
    SessionBench bench(limitsOf(4, false), { false, true }, true);
    bench.owner.onText = [&](Session& session) { session.send(message(0)); };
    bench.open();
    constexpr std::size_t rounds = 30;
    for (std::size_t i = 0; i < rounds; ++i) { // one a segment, so that each is a read of its own
        bench.send(Opcode::Text, std::string(5000, 'x'));
        for (int turn = 0; turn < 3; ++turn)
            QCoreApplication::processEvents();
    }
    QVERIFY(bench.owner.texts.size() < rounds); // the rest waits in the kernel
    QCOMPARE(bench.session->state(), State::Open);
    QTRY_COMPARE((bench.seen(), bench.events.size()), rounds);
    QCOMPARE(bench.owner.slow, 0);
}

void TestSlowConsumer::aPeerThatVanishesBehindABacklog()
{
    SessionBench bench({}, {}, true);
    bench.open();
    for (std::uint64_t i = 1; i <= 10; ++i)
        bench.session->send(message(i));
    bench.vanish();
    QVERIFY(bench.isGone());
    QCOMPARE(bench.owner.departures.size(), std::size_t { 1 });
    QCOMPARE(bench.session->queuedOctets(), std::size_t { 0 });
}

SLUICE_EPOLL_MAIN(TestSlowConsumer)
#include "tst_slowconsumer.moc"
