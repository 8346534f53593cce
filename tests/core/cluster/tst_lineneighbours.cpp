#include "core/cluster/lineneighbours.h"

#include <QTest>
#include <set>

using namespace sluice;
using Side = LineNeighbours::Side;

namespace {

// One process in the line: its clients, and what its hub hears of the others'.
struct Process {
    Process()
    {
        line.setOwn([this] { return std::vector<std::string>(own.begin(), own.end()); });
        QObject::connect(&line, &Neighbours::cameElsewhere, &line,
                         [this](const std::string& id) { heard.push_back("+" + id); });
        QObject::connect(&line, &Neighbours::wentElsewhere, &line,
                         [this](const std::string& id) { heard.push_back("-" + id); });
        QObject::connect(&line, &Neighbours::ousted, &line, [this](const std::string& id) {
            heard.push_back("!" + id);
            own.erase(id);
            line.left(id); // as a hub does that has closed the session
        });
        QObject::connect(&line, &Neighbours::closeAsked, &line,
                         [this](const std::string& id) { heard.push_back("x" + id); });
        QObject::connect(&line, &Neighbours::said, &line, [this](const wire::Utterance& utterance) {
            heard.push_back("\"" + utterance.text);
        });
    }
    void join(const std::string& id)
    {
        own.insert(id);
        line.joined(id);
    }
    void leave(const std::string& id)
    {
        own.erase(id);
        line.left(id);
    }
    std::set<std::string> own;
    LineNeighbours line;
    std::vector<std::string> heard;
};

// Three generations; the oldest two drain.
struct Line {
    Line()
    {
        first.own = { "a" };
        tie(first, second);
        second.join("b");
        first.heard.clear();
        tie(second, third);
    }
    static void tie(Process& older, Process& newer)
    {
        newer.line.expect(older.line.idsFor(Side::After));
        older.line.attach(Side::After, [&newer](const takeover::Line& line) {
            newer.line.hear(Side::Before, line);
        });
        newer.line.attach(Side::Before, [&older](const takeover::Line& line) {
            older.line.hear(Side::After, line);
        });
    }
    Process first, second, third;
};

using Heard = std::vector<std::string>;

} // namespace

class TestLineNeighbours : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoIsThereAlreadyIsNotAnnounced();
    void everybodyHearsOfAnArrival();
    void everybodyHearsOfADeparture();
    void whoMovesIsNeitherGoneNorNew();
    void whoMovesOverTwoIsOustedThere();
    void aKickFindsItsClient();
    void aSentenceReachesAll();
    void whoEndsTakesItsClientsAlong();
    void nobodyIsElsewhereAtFirst();
};

void TestLineNeighbours::nobodyIsElsewhereAtFirst()
{
    Process alone;
    alone.join("a");
    alone.leave("a");
    alone.line.takenOver("b");
    QVERIFY(!alone.line.closeClient("b", CloseReason::Kicked));
    QCOMPARE(alone.line.count(), std::uint64_t { 0 });
    QVERIFY(alone.heard.empty());
}

void TestLineNeighbours::whoIsThereAlreadyIsNotAnnounced()
{
    Line line;
    QCOMPARE(line.third.line.count(), std::uint64_t { 2 });
    QVERIFY(line.third.line.has("a") && line.third.line.has("b"));
    QVERIFY(line.third.heard.empty());
}

void TestLineNeighbours::everybodyHearsOfAnArrival()
{
    Line line;
    line.third.join("c");
    QCOMPARE(line.second.heard, Heard { "+c" });
    QCOMPARE(line.first.heard, Heard { "+c" });
    line.first.join("d"); // its handshake had begun
    QCOMPARE(line.third.heard, Heard { "+d" });
    QCOMPARE(line.first.line.count(), std::uint64_t { 2 });
}

void TestLineNeighbours::everybodyHearsOfADeparture()
{
    Line line;
    line.first.leave("a");
    QCOMPARE(line.second.heard, Heard { "-a" });
    QCOMPARE(line.third.heard, Heard { "-a" });
    line.first.line.left("a");
    QCOMPARE(line.third.heard.size(), std::size_t { 1 });
}

void TestLineNeighbours::whoMovesIsNeitherGoneNorNew()
{
    Line line;
    line.third.own.insert("b");
    line.third.line.takenOver("b");
    QCOMPARE(line.second.heard, Heard { "!b" });
    QVERIFY(line.first.heard.empty());
    QVERIFY(line.third.heard.empty());
    QVERIFY(!line.third.line.has("b"));
    QVERIFY(line.second.line.has("b"));
    line.third.leave("b");
    QCOMPARE(line.second.heard, (Heard { "!b", "-b" }));
    QCOMPARE(line.first.heard, Heard { "-b" });
}

void TestLineNeighbours::whoMovesOverTwoIsOustedThere()
{
    Line line;
    line.third.join("a"); // a hub that only says that it has come
    QCOMPARE(line.first.heard, Heard { "!a" });
    QVERIFY(line.second.heard.empty());
    QVERIFY(line.second.line.has("a"));
    line.second.line.closeClient("a", CloseReason::Kicked);
    QCOMPARE(line.third.heard, Heard { "xa" });
}

void TestLineNeighbours::aKickFindsItsClient()
{
    Line line;
    QVERIFY(line.third.line.closeClient("a", CloseReason::Kicked));
    QCOMPARE(line.first.heard, Heard { "xa" });
    QVERIFY(line.second.heard.empty());
    QVERIFY(!line.third.line.closeClient("nobody", CloseReason::Kicked));
}

void TestLineNeighbours::aSentenceReachesAll()
{
    Line line;
    line.second.line.say({ "{}", "status" });
    QCOMPARE(line.first.heard, Heard { "\"status" });
    QCOMPARE(line.third.heard, Heard { "\"status" });
    QVERIFY(line.second.heard.empty());
}

void TestLineNeighbours::whoEndsTakesItsClientsAlong()
{
    Line line;
    line.second.line.detach(Side::Before); // the first one was killed
    QCOMPARE(line.second.heard, Heard { "-a" });
    QCOMPARE(line.third.heard, Heard { "-a" });
    QCOMPARE(line.third.line.count(), std::uint64_t { 1 });
}

QTEST_APPLESS_MAIN(TestLineNeighbours)
#include "tst_lineneighbours.moc"
