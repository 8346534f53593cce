#include "core/runtime/servicenotifier.h"

#include "tests/support/loglines.h"
#include "tests/support/manualclock.h"
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace sluice;
using drain::State;

namespace {

using Words = std::vector<std::string>;

// The service manager's end: a datagram socket, and the variables that name it.
class Manager {
public:
    explicit Manager(const char* watchdogMicroseconds = nullptr)
    {
        const QByteArray path = m_folder.filePath(QStringLiteral("notify")).toLocal8Bit();
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        std::copy(path.begin(), path.end(), address.sun_path);
        const void* raw = &address;
        m_isGood = ::bind(m_fd, static_cast<const sockaddr*>(raw), sizeof address) == 0;
        qputenv("NOTIFY_SOCKET", path);
        if (watchdogMicroseconds)
            qputenv("WATCHDOG_USEC", watchdogMicroseconds);
    }
    ~Manager()
    {
        ::close(m_fd);
        qunsetenv("NOTIFY_SOCKET");
        qunsetenv("WATCHDOG_USEC");
    }
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;

    bool isGood() const { return m_isGood; }
    Words heard() // since the last call, a datagram each
    {
        Words words;
        char buffer[512];
        for (ssize_t got = 0; (got = ::recv(m_fd, buffer, sizeof buffer, MSG_DONTWAIT)) > 0;)
            words.emplace_back(buffer, static_cast<std::size_t>(got));
        return words;
    }

private:
    QTemporaryDir m_folder;
    int m_fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool m_isGood = false;
};

// A notifier with a server's facts in our hands. It hears a fresh status of the drain whenever it
// asks.
struct Service {
    Service()
    {
        QObject::connect(&notifier, &ServiceNotifier::drainAsked, &notifier, [this] {
            if (waiting)
                notifier.setWaiting(*waiting);
            else
                notifier.setDrain(drain);
        });
    }
    void enter(State state)
    {
        drain.state = state;
        notifier.setDrain(drain);
    }
    void drainBegins()
    {
        drain.figures.initial = 5000;
        drain.figures.remaining = 812;
        drain.remaining = 24min + 10s;
        enter(State::Draining);
    }
    // In steps as short as the notifier's own.
    void pass(std::chrono::milliseconds time)
    {
        for (auto gone = 0ms; gone < time; gone += 500ms) {
            clock.pass(500ms);
            notifier.tick();
        }
    }

    support::ManualClock clock;
    std::uint64_t clients = 0;
    bool loopsTurn = true;
    DrainStatus drain;
    std::optional<PredecessorFigures> waiting;
    ServiceNotifier notifier { { [this] { return clients; }, [this] { return loopsTurn; } },
                               clock };
};

std::size_t count(const Words& heard, const std::string& beginning)
{
    return static_cast<std::size_t>(
        std::count_if(heard.begin(), heard.end(),
                      [&](const std::string& line) { return line.rfind(beginning, 0) == 0; }));
}

} // namespace

class TestServiceNotifier : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void withoutASocketNothingIsSaid();
    void readyComesFirst();
    void theStatusLineIsToldOnceASecondAndOnlyWhenItChanged();
    void aDrainIsCountedDown_data();
    void aDrainIsCountedDown();
    void aDrainAsksForMoreTimeEveryTenSeconds();
    void aCancelledDrainAsksForNoMore();
    void stoppingIsSaidOnceAndNotBeforeClosing_data();
    void stoppingIsSaidOnceAndNotBeforeClosing();
    void whoWaitsForAPredecessorGoesOnAsking_data();
    void whoWaitsForAPredecessorGoesOnAsking();
    void theWatchdogIsFedAtHalfItsTimeWhileTheLoopsTurn();
    void itsOwnTimerFeedsTheWatchdog();
    void aReloadIsAnnouncedAndEnds();
    void aManagerThatIsGoneIsLoggedOnce();
    void aSuccessorSaysWhoItIsInTheSameBreath();
    void whoHasRetiredIsSilent();
};

void TestServiceNotifier::initTestCase()
{
    const Manager manager;
    QVERIFY(manager.isGood());
    if (!ServiceNotifier::isHeard())
        QSKIP("This build does without libsystemd: there is nothing to hear.");
}

void TestServiceNotifier::withoutASocketNothingIsSaid()
{
    QVERIFY(!ServiceNotifier::isHeard());
    support::LogLines log;
    Service service;
    service.notifier.ready();
    service.notifier.reloading();
    service.drainBegins();
    service.pass(1min);
    QVERIFY(log.take().empty());
}

void TestServiceNotifier::readyComesFirst()
{
    Manager manager;
    Service service;
    service.pass(5s);
    QCOMPARE(manager.heard(), Words());
    service.notifier.ready();
    QCOMPARE(manager.heard(), (Words { "READY=1", "STATUS=Serving 0 clients" }));
}

void TestServiceNotifier::theStatusLineIsToldOnceASecondAndOnlyWhenItChanged()
{
    Manager manager;
    Service service;
    service.clients = 1;
    service.notifier.ready();
    QCOMPARE(manager.heard(), (Words { "READY=1", "STATUS=Serving 1 client" }));
    service.clients = 811;
    service.pass(500ms);
    QCOMPARE(manager.heard(), Words());
    service.clients = 812;
    service.pass(500ms);
    QCOMPARE(manager.heard(), Words { "STATUS=Serving 812 clients" });
    service.pass(1h);
    QCOMPARE(manager.heard(), Words());
}

void TestServiceNotifier::aDrainIsCountedDown_data()
{
    QTest::addColumn<int>("remainingMs");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, std::chrono::milliseconds left, const char* told) {
        QTest::newRow(name) << static_cast<int>(left.count()) << QString::fromLatin1(told);
    };
    row("minutes and seconds", 24min + 10s, "24m10s");
    row("a begun second counts", 24min + 9001ms, "24m10s");
    row("a whole minute", 60s, "1m0s");
    row("the last minute", 59s, "59s");
    row("hours are minutes", 2h, "120m0s");
    row("the deadline", 0ms, "0s");
}

void TestServiceNotifier::aDrainIsCountedDown()
{
    QFETCH(int, remainingMs);
    QFETCH(QString, told);
    Manager manager;
    Service service;
    service.notifier.ready();
    manager.heard();
    service.clock.pass(1s);
    service.drain.figures.initial = 5000;
    service.drain.figures.remaining = 812;
    service.drain.remaining = std::chrono::milliseconds(remainingMs);
    service.enter(State::Draining);
    const Words heard = manager.heard();
    QVERIFY(!heard.empty());
    QCOMPARE(heard.back(), "STATUS=Draining: 812 of 5000 left, " + told.toStdString());
}

void TestServiceNotifier::aDrainAsksForMoreTimeEveryTenSeconds()
{
    Manager manager;
    Service service;
    service.notifier.ready();
    service.pass(1h);
    manager.heard();
    service.drainBegins();
    QCOMPARE(count(manager.heard(), "EXTEND_TIMEOUT_USEC=30000000"), std::size_t { 1 });
    service.enter(State::Evicting);
    service.pass(9500ms);
    QCOMPARE(count(manager.heard(), "EXTEND_TIMEOUT_USEC="), std::size_t { 0 });
    service.pass(500ms);
    QCOMPARE(count(manager.heard(), "EXTEND_TIMEOUT_USEC="), std::size_t { 1 });
    service.enter(State::Closing);
    service.pass(1min);
    QCOMPARE(count(manager.heard(), "EXTEND_TIMEOUT_USEC="), std::size_t { 6 });
}

void TestServiceNotifier::aCancelledDrainAsksForNoMore()
{
    Manager manager;
    Service service;
    service.clients = 812;
    service.notifier.ready();
    service.pass(1s);
    service.drainBegins();
    service.pass(15s);
    manager.heard();
    service.enter(State::Serving);
    service.pass(1h);
    QCOMPARE(manager.heard(), Words { "STATUS=Serving 812 clients" });
    service.drainBegins();
    QCOMPARE(count(manager.heard(), "EXTEND_TIMEOUT_USEC="), std::size_t { 1 });
}

void TestServiceNotifier::stoppingIsSaidOnceAndNotBeforeClosing_data()
{
    QTest::addColumn<bool>("closes");
    QTest::newRow("at the deadline") << true;
    QTest::newRow("when the last client has left") << false;
}

void TestServiceNotifier::stoppingIsSaidOnceAndNotBeforeClosing()
{
    QFETCH(bool, closes);
    Manager manager;
    Service service;
    service.notifier.ready();
    for (const State state : { State::Announced, State::Draining, State::Evicting })
        service.enter(state);
    service.pass(1min);
    QCOMPARE(count(manager.heard(), "STOPPING"), std::size_t { 0 });
    if (closes)
        service.enter(State::Closing);
    service.enter(State::Finished);
    service.notifier.reloading(); // a SIGHUP that comes too late must not undo it
    service.notifier.ready();
    const Words heard = manager.heard();
    QCOMPARE(count(heard, "STOPPING=1"), std::size_t { 1 });
    QCOMPARE(count(heard, "RELOADING") + count(heard, "READY"), std::size_t { 0 });
}

void TestServiceNotifier::whoWaitsForAPredecessorGoesOnAsking_data()
{
    QTest::addColumn<int>("clients");
    QTest::addColumn<QString>("told");
    QTest::newRow("one client") << 1
                                << QStringLiteral(
                                       "Waiting for the predecessor: 1 client left, 2m5s");
    QTest::newRow("two") << 2
                         << QStringLiteral("Waiting for the predecessor: 2 clients left, 2m5s");
    QTest::newRow("nobody knows") << -1 << QStringLiteral("Waiting for the predecessor, 2m5s");
}

void TestServiceNotifier::whoWaitsForAPredecessorGoesOnAsking()
{
    QFETCH(int, clients);
    QFETCH(QString, told);
    Manager manager;
    Service service;
    service.notifier.ready();
    service.drainBegins();
    service.enter(State::Finished);
    service.pass(2s);
    manager.heard();
    service.waiting = PredecessorFigures { std::nullopt, 2min + 5s };
    if (clients >= 0)
        service.waiting->clients = static_cast<std::uint64_t>(clients);
    service.notifier.setWaiting(*service.waiting);
    QCOMPARE(manager.heard(), Words { "STATUS=" + told.toStdString() });
    service.pass(1min);
    const Words heard = manager.heard();
    QCOMPARE(count(heard, "EXTEND_TIMEOUT_USEC=30000000"), std::size_t { 6 });
    QCOMPARE(heard.size(), std::size_t { 6 }); // a line that stands is not said again
}

void TestServiceNotifier::theWatchdogIsFedAtHalfItsTimeWhileTheLoopsTurn()
{
    Manager manager("20000000");
    Service service;
    service.notifier.ready();
    QCOMPARE(count(manager.heard(), "WATCHDOG=1"), std::size_t { 1 });
    service.pass(1min);
    QCOMPARE(count(manager.heard(), "WATCHDOG=1"), std::size_t { 6 });
    service.loopsTurn = false;
    service.pass(1min);
    QCOMPARE(count(manager.heard(), "WATCHDOG=1"), std::size_t { 0 });
    service.loopsTurn = true;
    service.notifier.tick();
    QCOMPARE(count(manager.heard(), "WATCHDOG=1"), std::size_t { 1 });
}

void TestServiceNotifier::itsOwnTimerFeedsTheWatchdog()
{
    Manager manager("200000");
    Service service;
    service.notifier.ready();
    manager.heard();
    service.clock.pass(100ms);
    Words heard;
    QVERIFY(QTest::qWaitFor([&] { return !(heard = manager.heard()).empty(); }));
    QCOMPARE(heard, Words { "WATCHDOG=1" });
}

void TestServiceNotifier::aReloadIsAnnouncedAndEnds()
{
    Manager manager;
    Service service;
    service.notifier.ready();
    manager.heard();
    const auto before = std::chrono::steady_clock::now().time_since_epoch() / 1us;
    service.notifier.reloading();
    const auto after = std::chrono::steady_clock::now().time_since_epoch() / 1us;
    const Words heard = manager.heard();
    QCOMPARE(heard.size(), std::size_t { 1 });
    const std::string beginning = "RELOADING=1\nMONOTONIC_USEC=";
    QCOMPARE(heard[0].substr(0, beginning.size()), beginning);
    const long long told = std::stoll(heard[0].substr(beginning.size()));
    QVERIFY(before <= told && told <= after);
    service.notifier.ready();
    QCOMPARE(manager.heard(), Words { "READY=1" });
}

void TestServiceNotifier::aManagerThatIsGoneIsLoggedOnce()
{
    support::LogLines log;
    qputenv("NOTIFY_SOCKET", "/nonexistent/notify");
    Service service;
    service.notifier.ready();
    service.drainBegins();
    service.pass(1min);
    qunsetenv("NOTIFY_SOCKET");
    const auto lines = log.take();
    QCOMPARE(lines.size(), std::size_t { 1 });
    QVERIFY(lines[0].find("No such file") != std::string::npos);
}

void TestServiceNotifier::aSuccessorSaysWhoItIsInTheSameBreath()
{
    Manager manager;
    Service service;
    service.notifier.readyInPlaceOf();
    QCOMPARE(manager.heard(),
             (Words { "MAINPID=" + std::to_string(::getpid()) + "\nREADY=1",
                      "STATUS=Serving 0 clients" }));
}

void TestServiceNotifier::whoHasRetiredIsSilent()
{
    Manager manager;
    Service service;
    service.notifier.ready();
    manager.heard();
    service.notifier.retire();
    service.clients = 5;
    service.drainBegins();
    service.pass(1min);
    service.enter(State::Closing);
    service.notifier.setWaiting({});
    service.notifier.reloading();
    service.notifier.ready();
    QCOMPARE(manager.heard(), Words());
}

QTEST_GUILESS_MAIN(TestServiceNotifier)
#include "tst_servicenotifier.moc"
