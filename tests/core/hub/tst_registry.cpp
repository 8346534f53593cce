#include "core/hub/registry.h"

#include <QTest>
#include <random>
#include <set>

using namespace std::chrono_literals;
using namespace sluice;

namespace {

const WallTime start { std::chrono::hours(24 * 365 * 50) };

Arrival arrival(SessionKey key, const std::string& ip = "192.0.2.1",
                const std::string& userAgent = "agent")
{
    Arrival newcomer;
    newcomer.key = key;
    newcomer.peer = { ip, 40000, false };
    newcomer.userAgent = userAgent;
    return newcomer;
}

QStringList ids(const ClientPage& page)
{
    QStringList list;
    for (const ClientInfo& client : page.clients)
        list << QString::fromStdString(client.id);
    return list;
}

} // namespace

class TestRegistry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsByIdAndBySession();
    void aReusedSeatIsAnotherSession();
    void countsByLoopAndAddress();
    void anIpv6NetworkCountsAsOne();
    void erasingTheUnknownIsHarmless();
    void textClientsAreCounted();
    void infoSaysEverything();
    void pages_data();
    void pages();
    void aCursorSurvivesComingAndGoing_data();
    void aCursorSurvivesComingAndGoing();
};

void TestRegistry::findsByIdAndBySession()
{
    Registry registry(2);
    registry.insert("anna", arrival({ 1, 5, 1 }), start);
    QCOMPARE(registry.size(), std::size_t { 1 });
    QVERIFY(registry.find("anna") != nullptr);
    QVERIFY(registry.find("bert") == nullptr);
    QCOMPARE(*registry.idOf({ 1, 5, 1 }), std::string("anna"));
    QVERIFY(registry.idOf({ 0, 5, 1 }) == nullptr);
    QVERIFY(registry.idOf({ 1, 4, 1 }) == nullptr);
    QVERIFY(registry.idOf({ 1, 6, 1 }) == nullptr);
    registry.erase("anna");
    QVERIFY(registry.find("anna") == nullptr);
    QVERIFY(registry.idOf({ 1, 5, 1 }) == nullptr);
    QCOMPARE(registry.size(), std::size_t { 0 });
}

void TestRegistry::aReusedSeatIsAnotherSession()
{
    Registry registry(1);
    registry.insert("anna", arrival({ 0, 0, 1 }), start);
    registry.erase("anna");
    registry.insert("bert", arrival({ 0, 0, 2 }), start);
    QVERIFY(registry.idOf({ 0, 0, 1 }) == nullptr);
    QCOMPARE(*registry.idOf({ 0, 0, 2 }), std::string("bert"));
}

void TestRegistry::countsByLoopAndAddress()
{
    Registry registry(2);
    registry.insert("anna", arrival({ 0, 0, 1 }, "192.0.2.1"), start);
    registry.insert("bert", arrival({ 1, 0, 1 }, "192.0.2.1"), start);
    registry.insert("carl", arrival({ 1, 1, 1 }, "192.0.2.2"), start);
    QCOMPARE(registry.perLoop(), (std::vector<std::uint64_t> { 1, 2 }));
    QCOMPARE(registry.countFrom("192.0.2.1"), std::size_t { 2 });
    registry.erase("bert");
    QCOMPARE(registry.perLoop(), (std::vector<std::uint64_t> { 1, 1 }));
    QCOMPARE(registry.countFrom("192.0.2.1"), std::size_t { 1 });
    registry.erase("anna");
    QCOMPARE(registry.countFrom("192.0.2.1"), std::size_t { 0 });
    QCOMPARE(registry.countFrom("192.0.2.9"), std::size_t { 0 });
}

void TestRegistry::anIpv6NetworkCountsAsOne()
{
    Registry registry(1);
    registry.insert("anna", arrival({ 0, 0, 1 }, "2001:db8:0:1::1"), start);
    registry.insert("bert", arrival({ 0, 1, 1 }, "2001:db8:0:1:ffff:ffff:ffff:ffff"), start);
    registry.insert("carl", arrival({ 0, 2, 1 }, "2001:db8:0:2::1"), start);
    registry.insert("dora", arrival({ 0, 3, 1 }, "192.0.2.1"), start);
    registry.insert("emil", arrival({ 0, 4, 1 }, "192.0.2.2"), start);
    QCOMPARE(registry.countFrom("2001:db8:0:1:9::"), std::size_t { 2 });
    QCOMPARE(registry.countFrom("2001:db8:0:2::9"), std::size_t { 1 });
    QCOMPARE(registry.countFrom("192.0.2.1"), std::size_t { 1 });
    QCOMPARE(registry.countFrom("::ffff:192.0.2.1"), std::size_t { 1 });
    registry.erase("anna");
    registry.erase("bert");
    QCOMPARE(registry.countFrom("2001:db8:0:1::1"), std::size_t { 0 });
    QCOMPARE(registry.info("carl")->peer, std::string("2001:db8:0:2::1")); // as it is, for people
}

void TestRegistry::erasingTheUnknownIsHarmless()
{
    Registry registry(1);
    registry.insert("anna", arrival({ 0, 0, 1 }), start);
    registry.erase("bert");
    QCOMPARE(registry.size(), std::size_t { 1 });
}

void TestRegistry::textClientsAreCounted()
{
    Registry registry(1);
    Arrival reader = arrival({ 0, 0, 1 });
    reader.textFormat = true;
    registry.insert("anna", reader, start);
    registry.insert("bert", arrival({ 0, 1, 1 }), start);
    QCOMPARE(registry.textClients(), std::size_t { 1 });
    registry.erase("anna");
    QCOMPARE(registry.textClients(), std::size_t { 0 });
}

void TestRegistry::infoSaysEverything()
{
    Registry registry(3);
    Arrival newcomer = arrival({ 2, 0, 1 }, "2001:db8::1", "curl/7");
    newcomer.subprotocol = "sluice.v1";
    registry.insert("anna", newcomer, start + 7ms);
    const auto info = registry.info("anna");
    QVERIFY(info.has_value());
    QCOMPARE(info->id, std::string("anna"));
    QCOMPARE(info->peer, std::string("2001:db8::1"));
    QCOMPARE(int { info->port }, 40000);
    QCOMPARE(info->connectedAt, start + 7ms);
    QCOMPARE(info->userAgent, std::string("curl/7"));
    QCOMPARE(info->subprotocol, std::string("sluice.v1"));
    QCOMPARE(info->loop, std::uint32_t { 2 });
    QVERIFY(!registry.info("bert"));
}

void TestRegistry::pages_data()
{
    QTest::addColumn<unsigned>("limit");
    QTest::addColumn<bool>("byTime");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("expected"); // pages, apart by a bar
    QTest::newRow("all on one page") << 9U << false << false << ""
                                     << "anna bert carl dora";
    QTest::newRow("exactly a page") << 4U << false << false << ""
                                    << "anna bert carl dora";
    QTest::newRow("two pages") << 3U << false << false << ""
                               << "anna bert carl|dora";
    QTest::newRow("one a page") << 1U << false << false << ""
                                << "anna|bert|carl|dora";
    QTest::newRow("backwards") << 3U << false << true << ""
                               << "dora carl bert|anna";
    QTest::newRow("by time, equal times by id") << 2U << true << false << ""
                                                << "dora anna|carl bert";
    QTest::newRow("by time backwards") << 2U << true << true << ""
                                       << "bert carl|anna dora";
    QTest::newRow("filter by id, without case") << 9U << false << false << "AR"
                                                << "carl";
    QTest::newRow("filter by address") << 9U << false << false << "2.7"
                                       << "bert";
    QTest::newRow("filter by user agent") << 9U << false << false << "fox"
                                          << "carl dora";
    QTest::newRow("filtered and paged") << 1U << false << true << "fox"
                                        << "dora|carl";
    QTest::newRow("nobody") << 9U << false << false << "zzz"
                            << "";
}

void TestRegistry::pages()
{
    QFETCH(unsigned, limit);
    QFETCH(bool, byTime);
    QFETCH(bool, descending);
    QFETCH(QString, filter);
    QFETCH(QString, expected);
    Registry registry(1);
    registry.insert("carl", arrival({ 0, 0, 1 }, "192.0.2.1", "FireFox"), start + 1s);
    registry.insert("anna", arrival({ 0, 1, 1 }), start + 1s);
    registry.insert("bert", arrival({ 0, 2, 1 }, "192.0.2.7"), start + 2s);
    registry.insert("dora", arrival({ 0, 3, 1 }, "192.0.2.1", "firefox"), start);

    ClientQuery query { limit,
                        {},
                        byTime ? ClientSort::ConnectedAt : ClientSort::Id,
                        descending,
                        filter.toStdString() };
    QStringList pages;
    for (int guard = 0; guard < 10; ++guard) {
        const ClientPage page = registry.page(query);
        pages << ids(page).join(QLatin1Char(' '));
        QCOMPARE(page.total,
                 static_cast<std::uint64_t>(QString(expected)
                                                .replace(QLatin1Char('|'), QLatin1Char(' '))
                                                .split(QLatin1Char(' '), Qt::SkipEmptyParts)
                                                .size()));
        if (page.nextCursor.empty())
            break;
        query.cursor = page.nextCursor;
    }
    QCOMPARE(pages.join(QLatin1Char('|')), expected);
}

void TestRegistry::aCursorSurvivesComingAndGoing_data()
{
    QTest::addColumn<bool>("byTime");
    QTest::addColumn<bool>("descending");
    QTest::newRow("by id") << false << false;
    QTest::newRow("by id backwards") << false << true;
    QTest::newRow("by time") << true << false;
    QTest::newRow("by time backwards") << true << true;
}

// Whoever is there all the time is listed exactly once, whatever the others do between two pages.
void TestRegistry::aCursorSurvivesComingAndGoing()
{
    QFETCH(bool, byTime);
    QFETCH(bool, descending);
    for (unsigned seed = 1; seed <= 50; ++seed) {
        std::mt19937 random(seed);
        Registry registry(1);
        std::uint32_t slot = 0;
        std::set<std::string> passing;
        const auto connect = [&](const std::string& id) {
            registry.insert(id, arrival({ 0, slot++, 1 }),
                            start + std::chrono::milliseconds(random() % 20));
        };
        for (int i = 0; i < 40; ++i)
            connect("stays-" + std::to_string(i * 7919 % 40));
        ClientQuery query { 1 + static_cast<std::uint32_t>(random() % 9),
                            {},
                            byTime ? ClientSort::ConnectedAt : ClientSort::Id,
                            descending,
                            {} };
        std::multiset<std::string> listed;
        do {
            const ClientPage page = registry.page(query);
            QVERIFY(page.clients.size() <= query.limit);
            for (const ClientInfo& client : page.clients)
                listed.insert(client.id);
            query.cursor = page.nextCursor;
            for (int i = 0; i < 5; ++i) {
                const std::string id = "p-" + std::to_string(random() % 30);
                if (passing.erase(id) > 0) {
                    registry.erase(id);
                } else {
                    passing.insert(id);
                    connect(id);
                }
            }
        } while (!query.cursor.empty());
        for (int i = 0; i < 40; ++i)
            QCOMPARE(listed.count("stays-" + std::to_string(i)), std::size_t { 1 });
    }
}

QTEST_APPLESS_MAIN(TestRegistry)
#include "tst_registry.moc"
