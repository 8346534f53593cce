// A successor whose predecessor does not do as it should: which of the two serves then?
#include "core/cluster/successor.h"

#include "core/cluster/controlsocket.h"
#include "core/observe/eventlog.h"
#include "tests/support/epollmain.h"
#include <QTemporaryDir>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

using namespace sluice;
using namespace std::chrono_literals;

namespace {

// Leaves everything to a successor that asks for it, and then does what a test wants.
class FalsePredecessor {
public:
    FalsePredecessor() : m_path(m_folder.filePath(QStringLiteral("s.sock")).toStdString())
    {
        QObject::connect(&m_socket, &ControlSocket::visited, &m_socket,
                         [this](int visitor) { receive(visitor); });
        if (m_socket.open(m_path, ControlSocket::Inherit::No))
            qFatal("no control socket");
    }
    ~FalsePredecessor() { leave(); }
    FalsePredecessor(const FalsePredecessor&) = delete;
    FalsePredecessor& operator=(const FalsePredecessor&) = delete;

    const std::string& path() const { return m_path; }
    bool isAskedToYield() const { return m_prepared; }
    void say(const std::string& octets) const
    {
        if (::send(m_fd, octets.data(), octets.size(), 0) != static_cast<ssize_t>(octets.size()))
            qFatal("not sent");
    }
    void leave()
    {
        m_link.reset();
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1));
    }

private:
    void receive(int visitor)
    {
        m_fd = ::dup(visitor);
        m_link = std::make_unique<TakeoverLink>(visitor);
        QObject::connect(m_link.get(), &TakeoverLink::received, m_link.get(),
                         [this](const takeover::Line& line) { answer(line); });
    }
    void answer(const takeover::Line& line)
    {
        m_prepared = m_prepared || std::holds_alternative<takeover::Prepared>(line);
        if (!std::holds_alternative<takeover::Ask>(line))
            return;
        const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        m_link->send(takeover::Estate {}, listener);
        m_link->send(takeover::Complete {});
        ::close(listener);
    }

    QTemporaryDir m_folder;
    std::string m_path;
    ControlSocket m_socket;
    std::unique_ptr<TakeoverLink> m_link;
    int m_fd = -1;
    bool m_prepared = false;
};

struct Later {
    bool inherits(const FalsePredecessor& former)
    {
        station.ask(former.path(), 20s, [this](auto why) { asked = std::move(why); });
        return QTest::qWaitFor([this] { return asked != "?"; }, 20000) && !asked;
    }
    void claim()
    {
        station.claim(nullptr, nullptr, [this](auto why) { claimed = std::move(why); });
    }
    bool isAnswered()
    {
        return QTest::qWaitFor([this] { return claimed != "?"; }, 20000);
    }
    bool isRefusedFor(const char* why)
    {
        return isAnswered() && claimed && claimed->find(why) != std::string::npos;
    }

    // "?": not answered yet
    std::optional<std::string> asked = "?";
    std::optional<std::string> claimed = "?";
    Successor station;
};

constexpr const char* malformed = "{\"type\":\"failed\"}\n";

} // namespace

class TestSuccessor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, -1 }); }
    void oneThatDiesLeavesItsPlace();
    void oneThatIsNotUnderstoodGoesOnServing();
    void oneThatIsNotUnderstoodBeforeTheClaimDoesToo();
    void aRefusalIsHeardThoughNobodyHearsTheClaim();
};

void TestSuccessor::oneThatDiesLeavesItsPlace()
{
    FalsePredecessor former;
    Later later;
    QVERIFY(later.inherits(former));
    later.claim();
    QTRY_VERIFY_WITH_TIMEOUT(former.isAskedToYield(), 20000);
    former.leave();
    QVERIFY(later.isAnswered());
    QCOMPARE(later.claimed, std::nullopt);
    QVERIFY(!later.station.hasPredecessor());
}

// It may well live, and believe that the place is still its own.
void TestSuccessor::oneThatIsNotUnderstoodGoesOnServing()
{
    FalsePredecessor former;
    Later later;
    QVERIFY(later.inherits(former));
    later.claim();
    QTRY_VERIFY_WITH_TIMEOUT(former.isAskedToYield(), 20000);
    former.say(malformed);
    QVERIFY(later.isRefusedFor("a field that is missing or wrong"));
}

void TestSuccessor::oneThatIsNotUnderstoodBeforeTheClaimDoesToo()
{
    FalsePredecessor former;
    Later later;
    QVERIFY(later.inherits(former));
    former.say(malformed);
    QTRY_VERIFY_WITH_TIMEOUT(!later.station.hasPredecessor(), 20000);
    later.claim();
    QVERIFY(later.isRefusedFor("a field that is missing or wrong"));
}

// What it has sent away it must not leave its place to, whoever notices the other's end first.
void TestSuccessor::aRefusalIsHeardThoughNobodyHearsTheClaim()
{
    FalsePredecessor former;
    Later later;
    QVERIFY(later.inherits(former));
    former.say(takeover::encode(takeover::Refused { "it was not prepared in time" }));
    former.leave();
    later.claim();
    QVERIFY(later.isRefusedFor("it was not prepared in time"));
}

SLUICE_EPOLL_MAIN(TestSuccessor)
#include "tst_successor.moc"
