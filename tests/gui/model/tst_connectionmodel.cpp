#include "gui/model/connectionmodel.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

using namespace sluice;

namespace {

constexpr qint64 now = 1'000'000'000;

QString name(int client)
{
    return QStringLiteral("c-%1").arg(client, 4, 10, QLatin1Char('0'));
}

ConnectionRow client(int number, double outRate = 0)
{
    ConnectionRow row;
    row.id = name(number);
    row.peer = QStringLiteral("10.0.0.%1").arg(number % 250);
    row.port = number;
    row.connectedAt = now - qint64 { number } * 1000;
    row.outRate = outRate;
    return row;
}

QStringList ids(const ConnectionModel& model)
{
    QStringList found;
    for (int row = 0; row < model.rowCount(); ++row)
        found << model.idAt(row);
    return found;
}

QStringList selectedIds(const ConnectionModel& model, const QItemSelectionModel& selection)
{
    QStringList found;
    const auto rows = selection.selectedRows();
    for (const QModelIndex& index : rows)
        found << model.idAt(index.row());
    found.sort();
    return found;
}

constexpr auto wholeRows = QItemSelectionModel::Select | QItemSelectionModel::Rows;

} // namespace

class TestConnectionModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingShowsBeforeACommit();
    void aTickWithoutNewsDrawsNothing();
    void itSortsByAnyColumn_data();
    void itSortsByAnyColumn();
    void equalRowsStayInTheOrderTheyCame();
    void theFilterHidesAtOnce();
    void selectionAndCurrentFollowTheirConnections();
    void whoLeavesTakesTheSelectionAlong();
    void anotherConnectionUnderTheSameIdIsNotSelected();
    void everythingSelectedStaysSelected();
    void frozenItStandsStill();
    void itKeepsTheRulesOfModels_data();
    void itKeepsTheRulesOfModels();
};

void TestConnectionModel::nothingShowsBeforeACommit()
{
    ConnectionStore store;
    ConnectionModel model(store);
    store.put(client(1));
    QCOMPARE(model.rowCount(), 0);
    model.commit(now);
    QCOMPARE(ids(model), QStringList { name(1) });
    store.remove(name(1));
    QCOMPARE(model.idAt(0), name(1)); // its last look stands until the next commit
    store.put(client(2));
    QCOMPARE(model.idAt(0), name(1)); // and nobody takes its place before
    model.commit(now);
    QCOMPARE(ids(model), QStringList { name(2) });
}

// Four ticks a second over ten thousand rows that stand still are three too many.
void TestConnectionModel::aTickWithoutNewsDrawsNothing()
{
    ConnectionStore store;
    ConnectionModel model(store);
    store.put(client(1));
    constexpr qint64 second = 1000;
    const qint64 start = now / second * second;
    model.commit(start);
    QSignalSpy drawn(&model, &ConnectionModel::dataChanged);
    model.commit(start + second / 4);
    model.commit(start + second - 1);
    QCOMPARE(drawn.size(), 0);
    model.commit(start + second); // everybody is a second older
    QCOMPARE(drawn.size(), 1);
    store.put(client(1));
    model.commit(start + second);
    QCOMPARE(drawn.size(), 2);
    model.setFrozen(true);
    store.put(client(2));
    model.commit(start + second);
    model.setFrozen(false);
    QCOMPARE(model.rowCount(), 2);
}

void TestConnectionModel::itSortsByAnyColumn_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("ascending");
    QTest::addColumn<QStringList>("order");
    const auto row = [](const char* what, ConnectionColumn column, bool ascending,
                        std::initializer_list<int> order) {
        QStringList names;
        for (const int each : order)
            names << name(each);
        QTest::newRow(what) << static_cast<int>(column) << ascending << names;
    };
    using C = ConnectionColumn;
    row("id", C::Id, true, { 1, 2, 3 });
    row("id, last first", C::Id, false, { 3, 2, 1 });
    row("shortest connected first", C::Connected, true, { 1, 2, 3 });
    row("longest connected first", C::Connected, false, { 3, 2, 1 });
    row("rates", C::OutRate, true, { 2, 3, 1 });
    row("queues", C::Queued, false, { 2, 1, 3 });
    row("unknown round trips before known ones", C::Rtt, true, { 1, 3, 2 });
    row("texts with the same beginning", C::UserAgent, true, { 3, 1, 2 });
}

void TestConnectionModel::itSortsByAnyColumn()
{
    QFETCH(int, column);
    QFETCH(bool, ascending);
    QFETCH(QStringList, order);
    ConnectionStore store;
    ConnectionModel model(store);
    ConnectionRow one = client(1, 30);
    one.queuedBytes = 5;
    one.userAgent = QStringLiteral("browser/2");
    ConnectionRow two = client(2, 0.5);
    two.queuedBytes = 5'000'000'000;
    two.rttMs = 40;
    two.userAgent = QStringLiteral("browser/3");
    ConnectionRow three = client(3, 2);
    three.rttMs = 2;
    three.userAgent = QStringLiteral("browser/1");
    for (const ConnectionRow& row : { two, three, one })
        store.put(row);
    model.commit(now);
    model.sort(column, ascending ? Qt::AscendingOrder : Qt::DescendingOrder);
    QCOMPARE(ids(model), order);
}

void TestConnectionModel::equalRowsStayInTheOrderTheyCame()
{
    ConnectionStore store;
    ConnectionModel model(store);
    for (const int number : { 3, 1, 2 })
        store.put(client(number));
    model.sort(static_cast<int>(ConnectionColumn::OutRate), Qt::DescendingOrder);
    model.commit(now);
    const QStringList came { name(3), name(1), name(2) };
    QCOMPARE(ids(model), came);
    store.put(client(1, 0));
    model.commit(now);
    QCOMPARE(ids(model), came);
}

void TestConnectionModel::theFilterHidesAtOnce()
{
    ConnectionStore store;
    ConnectionModel model(store);
    for (int number = 1; number <= 20; ++number)
        store.put(client(number));
    model.commit(now);
    model.setFilter(ConnectionFilter(QStringLiteral("c-000")));
    QCOMPARE(model.rowCount(), 9);
    QCOMPARE(model.total(), std::size_t { 20 });
    store.put(client(33)); // does not fit
    store.put(client(0)); // fits
    model.commit(now);
    QCOMPARE(model.rowCount(), 10);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 22);
}

void TestConnectionModel::selectionAndCurrentFollowTheirConnections()
{
    ConnectionStore store;
    ConnectionModel model(store);
    QItemSelectionModel selection(&model);
    model.sort(static_cast<int>(ConnectionColumn::OutRate), Qt::DescendingOrder);
    for (int number = 0; number < 10; ++number)
        store.put(client(number, number));
    model.commit(now);
    QCOMPARE(model.idAt(2), name(7));
    selection.select(model.index(2, 0), wholeRows);
    selection.setCurrentIndex(model.index(5, 3), QItemSelectionModel::NoUpdate); // c-0004
    for (int number = 0; number < 10; ++number)
        store.put(client(number, 10 - number)); // turned upside down
    store.remove(name(1));
    for (int number = 10; number < 15; ++number)
        store.put(client(number, 100));
    model.commit(now);
    QCOMPARE(selectedIds(model, selection), QStringList { name(7) });
    QVERIFY(selection.currentIndex().isValid());
    QCOMPARE(model.idAt(selection.currentIndex().row()), name(4));
    QCOMPARE(selection.currentIndex().column(), 3);
}

void TestConnectionModel::whoLeavesTakesTheSelectionAlong()
{
    ConnectionStore store;
    ConnectionModel model(store);
    QItemSelectionModel selection(&model);
    for (int number = 0; number < 10; ++number)
        store.put(client(number));
    model.commit(now);
    selection.setCurrentIndex(model.index(4, 0), wholeRows);
    selection.select(model.index(8, 0), wholeRows);
    const QString stays = model.idAt(8);
    store.remove(model.idAt(4));
    QSignalSpy current(&selection, &QItemSelectionModel::currentChanged);
    model.commit(now);
    QCOMPARE(selectedIds(model, selection), QStringList { stays });
    QVERIFY(!selection.currentIndex().isValid());
    QCOMPARE(current.size(), 0); // a view would scroll to the new one
}

void TestConnectionModel::anotherConnectionUnderTheSameIdIsNotSelected()
{
    ConnectionStore store;
    ConnectionModel model(store);
    QItemSelectionModel selection(&model);
    store.put(client(1));
    store.put(client(2));
    model.commit(now);
    selection.select(model.index(0, 0), wholeRows);
    const QString id = model.idAt(0);
    store.remove(id);
    store.put(client(1));
    model.commit(now);
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(ids(model).contains(id));
    QCOMPARE(selectedIds(model, selection), QStringList());
}

void TestConnectionModel::everythingSelectedStaysSelected()
{
    ConnectionStore store;
    ConnectionModel model(store);
    QItemSelectionModel selection(&model);
    for (int number = 0; number < 50; ++number)
        store.put(client(number));
    model.commit(now);
    selection.select({ model.index(0, 0), model.index(49, connectioncolumn::count - 1) },
                     QItemSelectionModel::Select);
    for (int number = 0; number < 10; ++number)
        store.remove(name(number * 3));
    store.put(client(99)); // came later, and was never chosen
    model.commit(now);
    QCOMPARE(selection.selectedRows().size(), 40);
    QVERIFY(!selectedIds(model, selection).contains(name(99)));
}

void TestConnectionModel::frozenItStandsStill()
{
    ConnectionStore store;
    ConnectionModel model(store);
    QItemSelectionModel selection(&model);
    for (int number = 0; number < 5; ++number)
        store.put(client(number));
    model.commit(now);
    const QStringList before = ids(model);
    model.setFrozen(true);
    selection.select(model.index(0, 0), wholeRows);
    for (int number = 0; number < 4; ++number)
        store.remove(name(number));
    model.commit(now + 1000);
    for (int number = 10; number < 30; ++number) // on the others' slots
        store.put(client(number, 7));
    model.commit(now + 2000);
    QCOMPARE(ids(model), before);
    QCOMPARE(model.index(0, static_cast<int>(ConnectionColumn::OutRate)).data().toString(),
             QStringLiteral("–"));
    model.setFrozen(false);
    QCOMPARE(model.rowCount(), 21);
    QVERIFY(ids(model).contains(name(4)));
    QVERIFY(!ids(model).contains(name(0)));
    QCOMPARE(selectedIds(model, selection), QStringList()); // c-0000 has left meanwhile
}

void TestConnectionModel::itKeepsTheRulesOfModels_data()
{
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : { 1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U })
        QTest::addRow("random rounds, seed %u", seed) << seed;
}

// Random comings, goings, changes, sortings, filters and freezes; after each commit the rows are
// what a simple sort of the store gives, and what was selected and is still there is selected.
void TestConnectionModel::itKeepsTheRulesOfModels()
{
    QFETCH(quint32, seed);
    QRandomGenerator dice(seed);
    ConnectionStore store;
    ConnectionModel model(store);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    QItemSelectionModel selection(&model);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QStringList chosen;
    ConnectionFilter filter;
    constexpr int rounds = 150;
    for (int round = 0; round < rounds; ++round) {
        for (int i = dice.bounded(30); i > 0; --i)
            store.put(client(dice.bounded(200), dice.bounded(5)));
        for (int i = dice.bounded(25); i > 0; --i) {
            const QString id = name(dice.bounded(200));
            store.remove(id);
            chosen.removeAll(id);
        }
        if (dice.bounded(5) == 0)
            model.sort(dice.bounded(connectioncolumn::count),
                       dice.bounded(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
        if (dice.bounded(6) == 0) {
            // Who is hidden is not selected any more: nobody shall act on what they do not see.
            filter = ConnectionFilter(dice.bounded(2) == 0 ? QStringLiteral("out>2") : QString());
            model.setFilter(filter);
        }
        if (dice.bounded(8) == 0)
            model.setFrozen(!model.isFrozen());
        model.commit(now);
        if (model.isFrozen())
            continue;
        chosen = selectedIds(model, selection);
        QStringList expected;
        for (ConnectionStore::Slot slot = 0; slot < store.slotCount(); ++slot)
            if (store.isHere(slot) && filter.matches(store.row(slot), now))
                expected << store.row(slot).id;
        QStringList shown = ids(model);
        shown.sort();
        expected.sort();
        QCOMPARE(shown, expected);
        if (model.rowCount() > 0) {
            const int row = dice.bounded(model.rowCount());
            selection.select(model.index(row, 0), wholeRows);
            chosen << model.idAt(row);
        }
    }
    QCOMPARE(resets.size(), 0);
}

QTEST_GUILESS_MAIN(TestConnectionModel)
#include "tst_connectionmodel.moc"
