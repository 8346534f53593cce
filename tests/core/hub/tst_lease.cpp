// How long a session may stay on its token.
#include "core/hub/lease.h"

#include "core/auth/authenticator.h"
#include "core/auth/jwtmaker.h"
#include "tests/core/hub/shardbench.h"
#include "tests/core/session/sessionbench.h"
#include "tests/support/epollmain.h"
#include <QTest>
#include <algorithm>

using namespace sluice;
using namespace std::chrono_literals;

namespace {

std::chrono::sys_seconds secondsFromNow(std::chrono::seconds time)
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + time;
}

Identity anna(Lease::Until until)
{
    return { "anna", true, until };
}

bool heard(ShardPeer& peer, std::string_view words)
{
    const auto& lines = peer.heard();
    return std::any_of(lines.begin(), lines.end(), [words](const std::string& line) {
        return line.find(words) != std::string::npos;
    });
}

} // namespace

class TestLease : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void init() { m_bench = std::make_unique<ShardBench>(std::size_t { 64 }, false); }
    void cleanup() { m_bench.reset(); }
    void anEndedTokenEndsTheSession();
    void anEchoIsClosedWithoutAWord();
    void aNewTokenOfTheSameSubjectIsTaken();
    void aTokenThatIsYetToBeLookedAtStopsTheTime();
    void anAnswerComesBeforeWhatWasAskedLater();

private:
    std::unique_ptr<ShardBench> m_bench; // a fresh one each, as a wheel cannot be turned back
    // By the secret that is returned.
    std::string checkTokens()
    {
        Settings settings = support::defaultSettings();
        settings.auth = Auth::Jwt;
        settings.jwtSecret = std::string(32, 's');
        const auto made = Authenticator::make(settings);
        m_bench->inLoop([&] {
            m_bench->shard().setAuthenticator(std::get<std::shared_ptr<const Authenticator>>(made));
        });
        return settings.jwtSecret;
    }
    std::unique_ptr<ShardPeer> join(const Identity& identity, bool echo = false)
    {
        std::unique_ptr<ShardPeer> peer;
        m_bench->inLoop([&] { peer = m_bench->client(identity, echo); });
        return peer;
    }
};

void TestLease::anEndedTokenEndsTheSession()
{
    const auto stays = join(anna({}));
    const auto staysLonger = join(anna(secondsFromNow(24h)));
    const auto goes = join(anna(secondsFromNow(0s)));
    QTRY_VERIFY(heard(*goes, "Close 1008 token_expired"));
    QVERIFY(heard(*goes, "\"reconnect\":true"));
    m_bench->inLoop([&] { m_bench->wheel().advance(TimerWheel::Clock::now() + 2h); });
    for (const auto* peer : { &stays, &staysLonger })
        QVERIFY(!heard(**peer, "token_expired")); // an hour on the wheel is none on the calendar
}

void TestLease::anEchoIsClosedWithoutAWord()
{
    const auto peer = join(anna(secondsFromNow(0s)), true);
    QTRY_VERIFY(heard(*peer, "Close 1008 token_expired"));
    QVERIFY(!heard(*peer, "disconnect"));
}

void TestLease::aNewTokenOfTheSameSubjectIsTaken()
{
    const std::string secret = checkTokens();
    const auto refresh = [&secret](const char* user, std::chrono::seconds lasts) {
        JwtClaims claims;
        claims.subject = user;
        claims.expiresAt = secondsFromNow(lasts);
        return "{\"type\":\"refresh\",\"ref\":\"" + std::string(user) + "\",\"token\":\""
            + makeJwt(secretKey(secret), claims) + "\"}";
    };
    const auto peer = join(anna(secondsFromNow(1h)));
    peer->say(refresh("boris", 60s));
    QTRY_VERIFY(heard(*peer, "\"ref\":\"boris\",\"code\":\"permission_denied\""));
    peer->say(R"({"type":"refresh","ref":"junk","token":"x.y.z"})");
    QTRY_VERIFY(heard(*peer, "\"ref\":\"junk\",\"code\":\"permission_denied\""));
    peer->say(refresh("anna", -JwtVerifier::clockSkew + 1s)); // which ends almost at once
    QTRY_VERIFY(heard(*peer, "Close 1008 token_expired"));
    QVERIFY(!heard(*peer, "\"ref\":\"anna\""));
}

void TestLease::aTokenThatIsYetToBeLookedAtStopsTheTime()
{
    SessionBench bench;
    bench.open();
    Lease lease(bench.wheel, *bench.session, "anna");
    const auto until = secondsFromNow(2s);
    lease.renew(until);
    lease.hold();
    QTRY_VERIFY(std::chrono::system_clock::now() >= until);
    bench.pass(1h);
    QCOMPARE(bench.session->state(), Session::State::Open);
    lease.release(); // it was no good
    lease.hold(); // nor does another one help now
    bench.pass(1ms);
    QVERIFY(bench.sees("Close 1008 token_expired"));
}

// Of each client one is in the line: who sends many does not make the others wait for all of them.
void TestLease::anAnswerComesBeforeWhatWasAskedLater()
{
    checkTokens();
    const auto peer = join(anna(secondsFromNow(1h)));
    std::string both;
    for (const char* text : { R"({"type":"refresh","ref":"first","token":"x.y.z"})",
                              R"({"type":"ping","ref":"second"})" })
        both += encodeMaskedFrame(Opcode::Text, text, 7);
    peer->send(both);
    QTRY_VERIFY(heard(*peer, "second"));
    const auto& lines = peer->heard();
    QCOMPARE(lines.size(), std::size_t { 2 });
    QVERIFY(lines[0].find("first") != std::string::npos);
}

SLUICE_EPOLL_MAIN(TestLease)
#include "tst_lease.moc"
