#include "core/hub/sessionsampler.h"

#include "tests/core/session/sessionbench.h"
#include "tests/support/epollmain.h"

using namespace std::chrono_literals;
using namespace sluice;

namespace {

std::vector<SessionSample> look(SessionSampler& sampler, const Session& session)
{
    std::vector<SessionSample> changed;
    sampler.look(session, changed);
    return changed;
}

} // namespace

class TestSessionSampler : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstLookTellsEverything();
    void afterwardsOnlyChangesAreTold();
    void aRoundTripIsToldOnceItWasMeasured();
    void whoIsToldToGoIsClosing();
    void forgottenItIsToldAgain();
    void anotherSessionInTheSamePlaceIsToldOfItsOwn();
};

void TestSessionSampler::theFirstLookTellsEverything()
{
    SessionBench bench;
    bench.open();
    bench.send(Opcode::Text, "12345");
    bench.letTheLoopSeeIt();
    SessionSampler sampler;
    const auto samples = look(sampler, *bench.session);
    QCOMPARE(samples.size(), std::size_t { 1 });
    QCOMPARE(samples[0].key, bench.session->key());
    QCOMPARE(samples[0].inOctets, std::uint64_t { 11 }); // with the frame's head and mask
    QCOMPARE(samples[0].outOctets, std::uint64_t { SessionBench::handshake.size() });
    QVERIFY(samples[0].lastIn != std::chrono::steady_clock::time_point());
    QVERIFY(!samples[0].roundTripMs);
    QVERIFY(!samples[0].closing);
}

void TestSessionSampler::afterwardsOnlyChangesAreTold()
{
    SessionBench bench;
    bench.open();
    SessionSampler sampler;
    look(sampler, *bench.session);
    QVERIFY(look(sampler, *bench.session).empty());
    bench.session->send(RecordingOwner::text("hello"));
    const auto samples = look(sampler, *bench.session);
    QCOMPARE(samples.size(), std::size_t { 1 });
    QCOMPARE(samples[0].outOctets, std::uint64_t { SessionBench::handshake.size() + 7 });
    QVERIFY(look(sampler, *bench.session).empty());
}

void TestSessionSampler::aRoundTripIsToldOnceItWasMeasured()
{
    SessionBench bench;
    bench.open();
    SessionSampler sampler;
    QVERIFY(!look(sampler, *bench.session)[0].roundTripMs);
    bench.pass(25s);
    QVERIFY(bench.sees("Ping"));
    bench.send(Opcode::Pong, "");
    bench.letTheLoopSeeIt();
    const auto samples = look(sampler, *bench.session);
    QCOMPARE(samples.size(), std::size_t { 1 });
    QVERIFY(samples[0].roundTripMs);
}

void TestSessionSampler::whoIsToldToGoIsClosing()
{
    SessionBench bench;
    bench.open();
    SessionSampler sampler;
    look(sampler, *bench.session);
    bench.session->close(CloseReason::Kicked);
    QVERIFY(look(sampler, *bench.session).at(0).closing);
}

void TestSessionSampler::forgottenItIsToldAgain()
{
    SessionBench bench;
    bench.open();
    SessionSampler sampler;
    look(sampler, *bench.session);
    sampler.forget();
    QCOMPARE(look(sampler, *bench.session).size(), std::size_t { 1 });
}

void TestSessionSampler::anotherSessionInTheSamePlaceIsToldOfItsOwn()
{
    SessionBench bench;
    bench.open();
    SessionSampler sampler;
    look(sampler, *bench.session);
    SessionBench other;
    other.session = std::make_unique<Session>(other.environment, SessionKey { 0, 0, 2 },
                                              Transport(::dup(other.serverFd)), Session::Traits {});
    other.open();
    const auto samples = look(sampler, *other.session);
    QCOMPARE(samples.size(), std::size_t { 1 });
    QCOMPARE(samples[0].key.generation, std::uint32_t { 2 });
}

SLUICE_EPOLL_MAIN(TestSessionSampler)
#include "tst_sessionsampler.moc"
