// What all tables have in common that show the last of many things: here with numbers, of which a
// filter wants the multiples of another.
#include "gui/model/rollingmodel.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace sluice;

namespace {

class Numbers final : public RollingModel<int> {
public:
    static constexpr std::size_t most = 60;
    explicit Numbers(Newest newest) : RollingModel(most, newest, nullptr) { }

    void setFilter(int divisor)
    {
        m_divisor = divisor;
        filterAnew();
    }
    void add(int from, int end)
    {
        for (int number = from; number < end; ++number)
            RollingModel::add(number);
    }
    QList<int> shown() const
    {
        QList<int> found;
        for (int row = 0; row < rowCount(); ++row)
            found << at(row);
        return found;
    }
    int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : 2;
    }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(at(index.row())) : QVariant();
    }

protected:
    bool fits(const int& number) const override { return number % m_divisor == 0; }

private:
    int m_divisor = 1;
};

constexpr auto wholeRows = QItemSelectionModel::Select | QItemSelectionModel::Rows;
using Newest = Numbers::Newest;

} // namespace

class TestRollingModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingShowsBeforeACommit();
    void theNewestStandAtTheirEnd();
    void theOldestGo();
    void aFloodIsCutToTheLast();
    void theFilterShowsAndHidesAtOnce();
    void frozenItStandsStill();
    void selectionFollows_data();
    void selectionFollows();
    void itKeepsTheRulesOfModels_data();
    void itKeepsTheRulesOfModels();
};

void TestRollingModel::nothingShowsBeforeACommit()
{
    Numbers model(Newest::Last);
    model.add(0, 3);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.hasNews());
    model.commit();
    QCOMPARE(model.shown(), QList<int>({ 0, 1, 2 }));
    QVERIFY(!model.hasNews());
}

void TestRollingModel::theNewestStandAtTheirEnd()
{
    Numbers first(Newest::First);
    Numbers last(Newest::Last);
    for (Numbers* model : { &first, &last })
        for (const int from : { 0, 2 }) {
            model->add(from, from + 2);
            model->commit();
        }
    QCOMPARE(first.shown(), QList<int>({ 3, 2, 1, 0 }));
    QCOMPARE(last.shown(), QList<int>({ 0, 1, 2, 3 }));
}

void TestRollingModel::theOldestGo()
{
    Numbers model(Newest::First);
    model.setFilter(20);
    model.add(0, 60);
    model.commit();
    QCOMPARE(model.shown(), QList<int>({ 40, 20, 0 }));
    model.add(60, 85);
    model.commit();
    QCOMPARE(model.shown(), QList<int>({ 80, 60, 40 }));
    QCOMPARE(model.total(), Numbers::most);
}

void TestRollingModel::aFloodIsCutToTheLast()
{
    Numbers model(Newest::Last);
    model.add(0, 5);
    model.commit();
    model.add(5, 1000);
    model.commit();
    QCOMPARE(model.rowCount(), static_cast<int>(Numbers::most));
    QCOMPARE(model.at(0), 940);
    QCOMPARE(model.at(59), 999);
}

void TestRollingModel::theFilterShowsAndHidesAtOnce()
{
    Numbers model(Newest::Last);
    model.add(0, 10);
    model.commit();
    model.setFilter(4);
    QCOMPARE(model.shown(), QList<int>({ 0, 4, 8 }));
    model.setFilter(3);
    QCOMPARE(model.shown(), QList<int>({ 0, 3, 6, 9 }));
    QCOMPARE(model.total(), std::size_t { 10 });
    model.setFilter(1);
    QCOMPARE(model.rowCount(), 10);
}

void TestRollingModel::frozenItStandsStill()
{
    Numbers model(Newest::First);
    model.add(0, 3);
    model.commit();
    model.setFrozen(true);
    model.add(3, 500);
    model.commit();
    QCOMPARE(model.shown(), QList<int>({ 2, 1, 0 }));
    model.setFrozen(false);
    model.commit();
    QCOMPARE(model.at(0), 499);
    QCOMPARE(model.rowCount(), static_cast<int>(Numbers::most));
}

void TestRollingModel::selectionFollows_data()
{
    QTest::addColumn<bool>("newestFirst");
    QTest::newRow("newest first") << true;
    QTest::newRow("newest last") << false;
}

void TestRollingModel::selectionFollows()
{
    QFETCH(bool, newestFirst);
    Numbers model(newestFirst ? Newest::First : Newest::Last);
    QItemSelectionModel selection(&model);
    model.add(0, 50);
    model.commit();
    const int row = static_cast<int>(model.shown().indexOf(30));
    selection.select(model.index(row, 0), wholeRows);
    selection.setCurrentIndex(model.index(row, 1), QItemSelectionModel::NoUpdate);
    model.add(50, 85);
    model.commit();
    model.setFilter(15);
    model.setFilter(5);
    QCOMPARE(model.at(selection.currentIndex().row()), 30);
    QCOMPARE(selection.currentIndex().column(), 1);
    QCOMPARE(selection.selectedRows().size(), qsizetype { 1 });
    QCOMPARE(model.at(selection.selectedRows().front().row()), 30);
    model.setFilter(7); // 30 is hidden, and nobody takes its place
    QVERIFY(selection.selectedRows().empty());
}

void TestRollingModel::itKeepsTheRulesOfModels_data()
{
    selectionFollows_data();
}

void TestRollingModel::itKeepsTheRulesOfModels()
{
    QFETCH(bool, newestFirst);
    Numbers model(newestFirst ? Newest::First : Newest::Last);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QItemSelectionModel selection(&model);
    QRandomGenerator dice(5);
    int next = 0;
    for (int round = 0; round < 300; ++round) {
        const QSet<int> before = [&] {
            QSet<int> chosen;
            const auto rows = selection.selectedRows();
            for (const QModelIndex& index : rows)
                chosen << model.at(index.row());
            return chosen;
        }();
        const int more = dice.bounded(round % 17 == 0 ? 150 : 12);
        model.add(next, next + more);
        next += more;
        if (dice.bounded(4) == 0)
            model.setFilter(1 + dice.bounded(5));
        model.setFrozen(dice.bounded(6) == 0);
        model.commit();
        QList<int> shown = model.shown();
        const auto rows = selection.selectedRows();
        for (const QModelIndex& index : rows)
            QVERIFY(before.contains(model.at(index.row())));
        QVERIFY(std::is_sorted(shown.begin(), shown.end()) || newestFirst);
        QVERIFY(std::is_sorted(shown.rbegin(), shown.rend()) || !newestFirst);
        if (model.rowCount() > 0)
            selection.select(model.index(dice.bounded(model.rowCount()), 0), wholeRows);
    }
    QCOMPARE(resets.size(), qsizetype { 0 });
}

QTEST_GUILESS_MAIN(TestRollingModel)
#include "tst_rollingmodel.moc"
