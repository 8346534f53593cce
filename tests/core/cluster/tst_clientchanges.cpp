#include "core/cluster/clientchanges.h"

#include <QTest>
#include <set>

using namespace sluice;
using Change = ClientChanges::Change;

class TestClientChanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isTakenInOrder();
    void whatIsPutBackComesFirst();
    void aLongOutageIsShortened();
    void manyWhoHaveLeftAreAllTold();
};

namespace {

bool isNobody(const std::string&)
{
    return false;
}

} // namespace

void TestClientChanges::isTakenInOrder()
{
    ClientChanges changes;
    const std::vector<Change> all { { 'j', "a" }, { 'l', "a" }, { 't', "a" } };
    for (const auto& [what, id] : all)
        changes.add(what, id, isNobody);
    QCOMPARE(changes.take(2), (std::vector<Change> { all[0], all[1] }));
    QCOMPARE(changes.take(2), (std::vector<Change> { all[2] }));
    QVERIFY(changes.isEmpty());
    QVERIFY(changes.take(2).empty());
}

void TestClientChanges::whatIsPutBackComesFirst()
{
    ClientChanges changes;
    changes.add('j', "a", isNobody);
    const auto taken = changes.take(1);
    changes.add('l', "a", isNobody);
    changes.putBack(taken);
    QCOMPARE(changes.take(9), (std::vector<Change> { { 'j', "a" }, { 'l', "a" } }));
}

void TestClientChanges::aLongOutageIsShortened()
{
    ClientChanges changes;
    const std::set<std::string> ours { "stays", "took", "came" };
    const auto isOurs = [&](const std::string& id) { return ours.count(id) > 0; };
    changes.add('l', "left", isOurs);
    changes.add('l', "stays", isOurs);
    changes.add('j', "stays", isOurs);
    changes.add('t', "took", isOurs);
    changes.add('j', "came", isOurs);
    for (std::size_t i = 0; changes.size() > 5 || i < 10; ++i) {
        const std::string id = "c-" + std::to_string(i);
        changes.add('j', id, isOurs);
        changes.add('l', id, isOurs);
        QVERIFY(changes.size() <= ClientChanges::many);
    }
    const auto left = changes.take(99);
    const std::set<Change> rest(left.begin(), left.end());
    const std::set<Change> expected {
        { 'l', "left" }, { 'j', "stays" }, { 't', "took" }, { 'j', "came" }
    };
    QVERIFY(std::includes(rest.begin(), rest.end(), expected.begin(), expected.end()));
}

void TestClientChanges::manyWhoHaveLeftAreAllTold()
{
    ClientChanges changes;
    constexpr std::size_t count = 3 * ClientChanges::many;
    for (std::size_t i = 0; i < count; ++i)
        changes.add('l', std::to_string(i), isNobody);
    QCOMPARE(changes.size(), count);
}

QTEST_APPLESS_MAIN(TestClientChanges)
#include "tst_clientchanges.moc"
