#include "core/cluster/neighbourmap.h"

#include <QTest>
#include <algorithm>

using namespace sluice;

class TestNeighbourMap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aClientIsAtOneNode();
    void onlyItsOwnNodeTakesAClientAway();
    void aNodeLeavesWithItsClients();
};

void TestNeighbourMap::aClientIsAtOneNode()
{
    NeighbourMap map;
    QVERIFY(map.put("anna", "n1"));
    QVERIFY(!map.put("anna", "n1"));
    QVERIFY(!map.put("anna", "n2")); // moved
    QVERIFY(map.has("anna"));
    QCOMPARE(map.size(), std::uint64_t { 1 });
    QCOMPARE(map.nodeOf("anna"), std::string_view("n2"));
    QCOMPARE(map.nodeOf("bert"), std::string_view());
    QCOMPARE(map.nodes().at("n1").clients, std::uint64_t { 0 });
    QCOMPARE(map.nodes().at("n2").clients, std::uint64_t { 1 });
    map.nameNode("n2", "second");
    QCOMPARE(map.nodes().at("n2").name, std::string("second"));
}

void TestNeighbourMap::onlyItsOwnNodeTakesAClientAway()
{
    NeighbourMap map;
    map.put("anna", "n1");
    QVERIFY(!map.remove("anna", "n2"));
    QVERIFY(!map.remove("bert", "n1"));
    QVERIFY(map.remove("anna", "n1"));
    QVERIFY(!map.has("anna"));
    map.put("bert", "n1");
    QVERIFY(map.remove("bert", {})); // wherever it is
    QCOMPARE(map.size(), std::uint64_t { 0 });
    QCOMPARE(map.nodes().at("n1").clients, std::uint64_t { 0 });
}

void TestNeighbourMap::aNodeLeavesWithItsClients()
{
    NeighbourMap map;
    for (const char* id : { "a", "b", "c" })
        map.put(id, "n1");
    map.put("d", "n2");
    map.put("c", "n2");
    auto were = map.removeNode("n1");
    std::sort(were.begin(), were.end());
    QCOMPARE(were, (std::vector<std::string> { "a", "b" }));
    QCOMPARE(map.nodes().size(), std::size_t { 1 });
    auto left = map.clients();
    std::sort(left.begin(), left.end());
    QCOMPARE(left, (std::vector<std::string> { "c", "d" }));
    QVERIFY(map.removeNode("n3").empty());
}

QTEST_APPLESS_MAIN(TestNeighbourMap)
#include "tst_neighbourmap.moc"
