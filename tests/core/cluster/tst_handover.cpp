// Both stations of a takeover, tied together by a real control socket.
#include "core/cluster/controlsocket.h"
#include "core/cluster/incumbent.h"
#include "core/cluster/localbackplane.h"
#include "core/cluster/successor.h"
#include "core/observe/eventlog.h"
#include "tests/support/epollmain.h"
#include <QSignalSpy>
#include <QTemporaryDir>
#include <sys/socket.h>
#include <unistd.h>

using namespace sluice;
using namespace std::chrono_literals;
using Outcome = Backplane::Outcome;

namespace {

struct Former {
    explicit Former(std::chrono::milliseconds patience = 10s)
        : order(std::make_unique<LocalBackplane>("e-1")),
          listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)),
          path(folder.filePath(QStringLiteral("s.sock")).toStdString()),
          station({ &order,
                    &line,
                    [] { return takeover::Instance { "1", 7, 8000, 3, 0, false, {} }; },
                    [this] { return objection; },
                    [this] { return bequest(); },
                    {},
                    {},
                    patience })
    {
        QObject::connect(&order, &Backplane::delivered, &order,
                         [this](const SharedMessage& message) { heard.push_back(message); });
        QObject::connect(&socket, &ControlSocket::visited, &station, &Incumbent::receive);
        if (socket.open(path, ControlSocket::Inherit::No))
            qFatal("no control socket");
        line.setOwn([] { return std::vector<std::string> { "anna" }; });
    }
    ~Former() { ::close(listener); }
    Former(const Former&) = delete;
    Former& operator=(const Former&) = delete;

    Incumbent::Bequest bequest() const
    {
        return { { "1", 7, "127.0.0.1", 8000, "e-1", order.head(), "secret", true },
                 heard,
                 listener };
    }
    void say(const std::string& data, const std::string& key = {})
    {
        order.append({ "anna", "", data, key, 1 },
                     [this](const Backplane::Result& result) { answers.push_back(result); });
    }
    QTemporaryDir folder;
    RelayBackplane order;
    LineNeighbours line;
    int listener;
    std::string path;
    std::optional<std::string> objection;
    std::vector<SharedMessage> heard;
    std::vector<Backplane::Result> answers;
    Incumbent station;
    ControlSocket socket;
};

struct Later {
    void ask(const std::string& path)
    {
        station.ask(path, 10s, [this](std::optional<std::string> why) { asked = std::move(why); });
    }
    void start()
    {
        Successor::Inheritance& all = station.inheritance();
        order = std::make_unique<RelayBackplane>(std::make_unique<LocalBackplane>(
            LocalBackplane::Start { all.estate.epoch, all.estate.head, all.past, all.keys }));
        QObject::connect(order.get(), &Backplane::delivered, order.get(),
                         [this](const SharedMessage& message) { heard.push_back(message); });
        station.claim(order.get(), &line,
                      [this](std::optional<std::string> why) { claimed = std::move(why); });
    }
    std::unique_ptr<RelayBackplane> order;
    LineNeighbours line;
    std::vector<SharedMessage> heard;
    // "?": not answered yet
    std::optional<std::string> asked = "?";
    std::optional<std::string> claimed = "?";
    Successor station; // last: it speaks with the others
};

} // namespace

class TestHandover : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, -1 }); }
    void everythingGoesOver();
    void bothSidesHearTheSameOrder();
    void whoIsAskedHoldsItsOrder();
    void aSuccessorThatDiesChangesNothing();
    void aSuccessorThatDiesPreparedChangesNothing();
    void aSuccessorThatGivesUpSaysWhy();
    void aSuccessorThatTakesTooLongIsSentAway();
    void anObjectionIsASentence();
    void anotherProtocolIsRefused();
    void onlyOneAtATime();
    void nobodyThereIsSaid();
    void aPlaceWhoseOwnerDiedIsFree();
    void whenTheSuccessorDiesLaterNothingIsAvailable();
    void aFileIsClosedFirst();
    void anybodyMayAskWhoItIs();
};

void TestHandover::everythingGoesOver()
{
    Former former;
    former.say("1");
    former.say("2", "key");
    Later later;
    later.ask(former.path);
    QTRY_COMPARE(later.asked, std::nullopt);
    const Successor::Inheritance& all = later.station.inheritance();
    QCOMPARE(all.estate.epoch, std::string("e-1"));
    QCOMPARE(all.estate.head, std::uint64_t { 2 });
    QCOMPARE(all.estate.sessionKey, std::string("secret"));
    QCOMPARE(all.estate.port, std::uint16_t { 8000 });
    QVERIFY(all.estate.paused);
    QCOMPARE(all.past.size(), std::size_t { 2 });
    QCOMPARE(all.past.back()->id, former.heard.back()->id);
    QCOMPARE(all.keys.size(), std::size_t { 1 });
    QCOMPARE(all.clients, std::vector<std::string> { "anna" });
    const int listener = later.station.takeListener();
    QVERIFY(listener >= 0);
    ::close(listener);

    QSignalSpy over(&former.station, &Incumbent::handedOver);
    later.start();
    QTRY_COMPARE(later.claimed, std::nullopt);
    QCOMPARE(over.count(), 1);
    QVERIFY(later.line.has("anna"));
    QCOMPARE(later.order->head(), std::uint64_t { 2 });
    QVERIFY(later.order->remembers("key"));
}

void TestHandover::bothSidesHearTheSameOrder()
{
    Former former;
    former.say("1");
    Later later;
    later.ask(former.path);
    QTRY_COMPARE(later.asked, std::nullopt);
    former.say("held");
    later.start();
    QTRY_COMPARE(later.claimed, std::nullopt);
    for (int i = 0; i < 50; ++i) {
        former.say("former");
        later.order->append({ "", "", "later", "", 0 }, [](const Backplane::Result&) {});
    }
    QTRY_COMPARE(former.heard.size(), std::size_t { 102 });
    QTRY_COMPARE(former.answers.size(), std::size_t { 52 });
    QCOMPARE(later.heard.size(), std::size_t { 101 });
    for (std::size_t i = 0; i < later.heard.size(); ++i) {
        QCOMPARE(former.heard[i + 1]->offset, std::uint64_t { i + 2 });
        QCOMPARE(former.heard[i + 1]->id, later.heard[i]->id);
        QCOMPARE(former.heard[i + 1]->data, later.heard[i]->data);
    }
    for (const Backplane::Result& answer : former.answers)
        QCOMPARE(answer.outcome, Outcome::Appended);
}

void TestHandover::whoIsAskedHoldsItsOrder()
{
    Former former;
    QSignalSpy begun(&former.station, &Incumbent::begun);
    Later later;
    later.ask(former.path);
    QTRY_COMPARE(later.asked, std::nullopt);
    QCOMPARE(begun.count(), 1);
    former.say("1");
    QVERIFY(former.answers.empty());
}

void TestHandover::aSuccessorThatDiesChangesNothing()
{
    Former former;
    QSignalSpy resumed(&former.station, &Incumbent::resumed);
    {
        Later later;
        later.ask(former.path);
        QTRY_COMPARE(later.asked, std::nullopt);
        former.say("held");
    }
    QTRY_COMPARE(resumed.count(), 1);
    QCOMPARE(former.answers.size(), std::size_t { 1 });
    QCOMPARE(former.answers.front().outcome, Outcome::Appended);
    Later another; // and the next one may try
    another.ask(former.path);
    QTRY_COMPARE(another.asked, std::nullopt);
}

void TestHandover::aSuccessorThatDiesPreparedChangesNothing()
{
    Former former;
    QSignalSpy resumed(&former.station, &Incumbent::resumed);
    QSignalSpy over(&former.station, &Incumbent::handedOver);
    auto link = std::make_unique<TakeoverLink>(control::connectTo(former.path).fd);
    link->setLongestLine(takeover::longestLine);
    bool complete = false;
    connect(link.get(), &TakeoverLink::received, this, [&](const takeover::Line& line) {
        complete = complete || std::holds_alternative<takeover::Complete>(line);
    });
    link->send(takeover::Ask { takeover::protocol, "1", 1 });
    QTRY_VERIFY(complete);
    link->send(takeover::Prepared {});
    link.reset();
    QTRY_COMPARE(resumed.count(), 1);
    QCOMPARE(over.count(), 0);
}

void TestHandover::aSuccessorThatGivesUpSaysWhy()
{
    Former former;
    QSignalSpy resumed(&former.station, &Incumbent::resumed);
    Later later;
    later.ask(former.path);
    QTRY_COMPARE(later.asked, std::nullopt);
    later.station.giveUp("the certificate is not there");
    QTRY_COMPARE(resumed.count(), 1);
    QVERIFY(!former.station.isHandingOver());
}

void TestHandover::aSuccessorThatTakesTooLongIsSentAway()
{
    Former former(50ms);
    QSignalSpy resumed(&former.station, &Incumbent::resumed);
    Later later;
    later.ask(former.path);
    QTRY_COMPARE(resumed.count(), 1);
    QTRY_COMPARE(later.asked, std::nullopt);
    QTest::qWait(0);
    later.start(); // must not serve beside the other
    QTRY_VERIFY(later.claimed && *later.claimed != "?");
    QVERIFY(later.claimed->find("not prepared in time") != std::string::npos);
}

void TestHandover::anObjectionIsASentence()
{
    Former former;
    former.objection = "it is draining already";
    QSignalSpy begun(&former.station, &Incumbent::begun);
    Later later;
    later.ask(former.path);
    QTRY_VERIFY(later.asked && *later.asked != "?");
    QCOMPARE(*later.asked,
             "The instance at " + former.path
                 + " does not let itself be taken over: it is draining already.");
    QCOMPARE(begun.count(), 0);
}

void TestHandover::anotherProtocolIsRefused()
{
    Former former;
    TakeoverLink link(control::connectTo(former.path).fd);
    std::string why;
    connect(&link, &TakeoverLink::received, this, [&](const takeover::Line& line) {
        if (const auto* refused = std::get_if<takeover::Refused>(&line))
            why = refused->why;
    });
    link.send(takeover::Ask { takeover::protocol + 1, "9.9", 1 });
    QTRY_VERIFY(why.find("speaks version 2 of the takeover protocol") != std::string::npos);
    QVERIFY(!former.station.isHandingOver());
}

void TestHandover::onlyOneAtATime()
{
    Former former;
    Later first;
    first.ask(former.path);
    QTRY_COMPARE(first.asked, std::nullopt);
    Later second;
    second.ask(former.path);
    QTRY_VERIFY(second.asked && *second.asked != "?");
    QVERIFY(second.asked->find("is taking over at this very moment") != std::string::npos);
    first.start();
    QTRY_COMPARE(first.claimed, std::nullopt);
    Later third;
    third.ask(former.path);
    QTRY_VERIFY(third.asked && *third.asked != "?");
    QVERIFY(third.asked->find("has taken over already") != std::string::npos);
}

void TestHandover::nobodyThereIsSaid()
{
    const QTemporaryDir folder;
    Later later;
    later.ask(folder.filePath(QStringLiteral("s.sock")).toStdString());
    QVERIFY(later.asked->find("No instance is running") == 0);
}

void TestHandover::aPlaceWhoseOwnerDiedIsFree()
{
    auto former = std::make_unique<Former>();
    former->say("1");
    Later later;
    later.ask(former->path);
    QTRY_COMPARE(later.asked, std::nullopt);
    former.reset();
    later.start();
    QTRY_COMPARE(later.claimed, std::nullopt);
    QVERIFY(!later.station.hasPredecessor());
    QCOMPARE(later.line.count(), std::uint64_t { 0 }); // its clients went with it
    QCOMPARE(later.order->head(), std::uint64_t { 1 });
}

void TestHandover::whenTheSuccessorDiesLaterNothingIsAvailable()
{
    Former former;
    {
        Later later;
        later.ask(former.path);
        QTRY_COMPARE(later.asked, std::nullopt);
        later.start();
        QTRY_COMPARE(later.claimed, std::nullopt);
        former.say("on its way");
    }
    QTRY_COMPARE(former.answers.size(), std::size_t { 1 });
    QCOMPARE(former.answers.front().outcome, Outcome::NotAvailable);
    former.say("too late");
    QCOMPARE(former.answers.back().outcome, Outcome::NotAvailable);
}

void TestHandover::aFileIsClosedFirst()
{
    const QTemporaryDir folder;
    RelayBackplane order(std::make_unique<LocalBackplane>("e-1"));
    std::function<void()> closed;
    int reopened = 0;
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    Incumbent station({ &order,
                        nullptr,
                        {},
                        [] { return std::nullopt; },
                        [fd] {
                            return Incumbent::Bequest { {}, {}, fd };
                        },
                        [&](std::function<void()> done) { closed = std::move(done); },
                        [&] { ++reopened; } });
    ControlSocket socket;
    connect(&socket, &ControlSocket::visited, &station, &Incumbent::receive);
    const std::string path = folder.filePath(QStringLiteral("s.sock")).toStdString();
    QCOMPARE(socket.open(path, ControlSocket::Inherit::No), std::nullopt);
    {
        Later later;
        later.ask(path);
        QTRY_VERIFY(closed);
        QVERIFY(later.asked && *later.asked == "?"); // until the file is closed
        closed();
        QTRY_COMPARE(later.asked, std::nullopt);
        QCOMPARE(reopened, 0);
    }
    QTRY_COMPARE(reopened, 1);
    ::close(fd);
}

void TestHandover::anybodyMayAskWhoItIs()
{
    Former former;
    TakeoverLink link(control::connectTo(former.path).fd);
    takeover::Instance instance;
    connect(&link, &TakeoverLink::received, this,
            [&](const takeover::Line& line) { instance = std::get<takeover::Instance>(line); });
    link.send(takeover::Who {});
    QTRY_COMPARE(instance.clients, std::uint64_t { 3 });
    QVERIFY(!former.station.isHandingOver());
}

SLUICE_EPOLL_MAIN(TestHandover)
#include "tst_handover.moc"
