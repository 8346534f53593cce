#include "gui/model/connectionstore.h"

#include <QTest>

using namespace sluice;

namespace {

ConnectionRow client(const char* id)
{
    ConnectionRow row;
    row.id = QString::fromLatin1(id);
    return row;
}

} // namespace

class TestConnectionStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatComesAgainChangesInPlace();
    void whoLeftKeepsItsLastLookUntilTheSlotIsFree();
    void aSnapshotTakesAwayWhoIsNotInIt();
    void aCopyGoesItsOwnWay();
};

void TestConnectionStore::whatComesAgainChangesInPlace()
{
    ConnectionStore store;
    store.put(client("a"));
    const auto serial = store.serial(0);
    ConnectionRow changed = client("a");
    changed.queuedBytes = 7;
    store.put(changed);
    QCOMPARE(store.count(), std::size_t { 1 });
    QCOMPARE(store.serial(0), serial);
    QCOMPARE(store.find(QStringLiteral("a"))->queuedBytes, 7);
}

void TestConnectionStore::whoLeftKeepsItsLastLookUntilTheSlotIsFree()
{
    ConnectionStore store;
    store.put(client("a"));
    QCOMPARE(store.remove(QStringLiteral("a"))->id, QStringLiteral("a"));
    QVERIFY(!store.remove(QStringLiteral("a")).has_value());
    QVERIFY(!store.isHere(0));
    QCOMPARE(store.row(0).id, QStringLiteral("a"));
    store.put(client("b"));
    QCOMPARE(store.slotCount(), 2U);
    store.recycle();
    store.put(client("c"));
    QCOMPARE(store.slotCount(), 2U);
    QCOMPARE(store.row(0).id, QStringLiteral("c"));
    QCOMPARE(store.count(), std::size_t { 2 });
}

void TestConnectionStore::aSnapshotTakesAwayWhoIsNotInIt()
{
    ConnectionStore store;
    store.put(client("a"));
    store.put(client("b"));
    const auto serial = store.serial(1);
    store.beginSnapshot();
    store.put(client("b"));
    store.put(client("c"));
    store.endSnapshot();
    QVERIFY(!store.find(QStringLiteral("a")));
    QVERIFY(store.find(QStringLiteral("c")));
    QCOMPARE(store.serial(1), serial); // b is the same connection as before
    QCOMPARE(store.count(), std::size_t { 2 });
}

void TestConnectionStore::aCopyGoesItsOwnWay()
{
    ConnectionStore store;
    store.put(client("a"));
    const ConnectionStore picture = store;
    store.remove(QStringLiteral("a"));
    store.recycle();
    store.put(client("b"));
    QCOMPARE(picture.row(0).id, QStringLiteral("a"));
    QVERIFY(picture.find(QStringLiteral("a")));
}

QTEST_GUILESS_MAIN(TestConnectionStore)
#include "tst_connectionstore.moc"
