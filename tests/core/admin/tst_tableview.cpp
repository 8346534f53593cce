#include "core/admin/tableview.h"
#include "tests/support/jsonfields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <map>
#include <random>

using namespace std::chrono_literals;
using namespace sluice;
using sluice::support::number;

namespace {

using Table = std::map<std::string, int>;

// A table of clients, a view of it, and a reader who believes what it is told.
struct Bench {
    explicit Bench(int clients = 0)
    {
        for (int i = 0; i < clients; ++i)
            table["c-" + std::to_string(i)] = 1;
        view.restart();
        view.begin(ids());
    }
    std::vector<std::string> ids() const
    {
        std::vector<std::string> all;
        for (const auto& client : table)
            all.push_back(client.first);
        return all;
    }
    void put(const std::string& id, int value)
    {
        table[id] = value;
        view.up(id);
    }
    void remove(const std::string& id)
    {
        table.erase(id);
        view.gone({ id, 1000, "bye", false });
    }
    std::optional<std::string> nextText(bool room = true)
    {
        return view.next(now, room, [this](std::string& rows, const std::string& id) {
            const auto place = table.find(id);
            if (place != table.end())
                rows += "[\"" + id + "\"," + std::to_string(place->second) + ']';
            return place != table.end();
        });
    }
    // The next message, as the reader takes it in. Empty: there is none now.
    QJsonObject next(bool room = true)
    {
        const auto text = nextText(room);
        if (!text)
            return {};
        QJsonObject message = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
        if (message.isEmpty())
            qFatal("no JSON: %s", text->c_str());
        believe(message);
        return message;
    }
    int readAll()
    {
        int messages = 0;
        while (!next().isEmpty())
            ++messages;
        return messages;
    }

    Table table;
    Table believed;
    TableView view { 250ms };
    TableView::Time now { 1h };

private:
    void believe(const QJsonObject& message)
    {
        if (message[QLatin1String("part")] == 1)
            believed.clear();
        const QJsonArray gone = message[QLatin1String("gone")].toArray();
        for (const auto& client : gone)
            believed.erase(client.toArray()[0].toString().toStdString());
        for (const char* rows : { "rows", "up" }) {
            const QJsonArray array = message[QLatin1String(rows)].toArray();
            for (const auto& row : array)
                believed[row.toArray()[0].toString().toStdString()] = row.toArray()[1].toInt();
        }
    }
};

QString typeOf(const QJsonObject& message)
{
    return message[QLatin1String("type")].toString();
}
qsizetype count(const QJsonObject& message, const char* field)
{
    return message[QLatin1String(field)].toArray().size();
}

} // namespace

class TestTableView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSnapshotComesInParts_data();
    void aSnapshotComesInParts();
    void aSnapshotWaitsForTheReader();
    void whatChangesMeanwhileFollows();
    void deltasKeepTheirInterval();
    void seqRisesByOne();
    void aLargeBatchIsSplit();
    void aSlowReaderGetsOneDeltaAnInterval();
    void restartedItForgetsWhatWasNews();
    void stoppedItRemembersNothing();
    void tooManyGoneAreSaid();
    void theReaderBelievesWhatIsTrue();
};

void TestTableView::aSnapshotComesInParts_data()
{
    QTest::addColumn<int>("clients");
    QTest::addColumn<int>("parts");
    QTest::newRow("nobody is a part, too") << 0 << 1;
    QTest::newRow("one") << 1 << 1;
    QTest::newRow("just one part") << 500 << 1;
    QTest::newRow("one more") << 501 << 2;
    QTest::newRow("three parts") << 1200 << 3;
}

void TestTableView::aSnapshotComesInParts()
{
    QFETCH(int, clients);
    QFETCH(int, parts);
    Bench bench(clients);
    for (int part = 1; part <= parts; ++part) {
        const QJsonObject message = bench.next();
        QCOMPARE(typeOf(message), QStringLiteral("snapshot"));
        QCOMPARE(number(message, "part"), part);
        QCOMPARE(number(message, "of"), parts);
        QCOMPARE(count(message, "columns"), qsizetype { 16 });
        QVERIFY(count(message, "rows") <= 500);
    }
    QCOMPARE(typeOf(bench.next()), QStringLiteral("synced"));
    QVERIFY(bench.next().isEmpty());
    QCOMPARE(bench.believed, bench.table);
}

void TestTableView::aSnapshotWaitsForTheReader()
{
    Bench bench(600);
    QCOMPARE(number(bench.next(), "part"), 1);
    QVERIFY(bench.next(false).isEmpty());
    bench.now += 1min;
    QVERIFY(bench.next(false).isEmpty());
    QCOMPARE(number(bench.next(), "part"), 2);
}

void TestTableView::whatChangesMeanwhileFollows()
{
    Bench bench(1000);
    bench.next();
    bench.put("newcomer", 1);
    bench.put("c-1", 2);
    bench.remove("c-999");
    QCOMPARE(count(bench.next(), "rows"), qsizetype { 499 });
    QCOMPARE(typeOf(bench.next()), QStringLiteral("synced"));
    const QJsonObject delta = bench.next();
    QCOMPARE(typeOf(delta), QStringLiteral("delta"));
    QCOMPARE(count(delta, "up"), qsizetype { 2 });
    QCOMPARE(delta[QLatin1String("gone")].toArray(),
             QJsonArray({ QJsonArray({ QStringLiteral("c-999"), 1000, QStringLiteral("bye"),
                                       QStringLiteral("client") }) }));
    QCOMPARE(bench.believed, bench.table);
}

void TestTableView::deltasKeepTheirInterval()
{
    Bench bench;
    bench.readAll();
    bench.put("a", 1);
    QCOMPARE(count(bench.next(), "up"), qsizetype { 1 });
    bench.put("b", 1);
    bench.put("b", 2);
    bench.now += 249ms;
    QVERIFY(bench.next().isEmpty());
    bench.now += 1ms;
    QCOMPARE(count(bench.next(), "up"), qsizetype { 1 });
    QCOMPARE(bench.believed["b"], 2);
}

void TestTableView::seqRisesByOne()
{
    Bench bench(1);
    QCOMPARE(number(bench.next(), "seq"), 0);
    QCOMPARE(number(bench.next(), "seq"), 0);
    for (int seq = 1; seq <= 3; ++seq) {
        bench.put("a", seq);
        bench.now += 1s;
        QCOMPARE(number(bench.next(), "seq"), seq);
    }
    bench.view.restart();
    bench.view.begin(bench.ids());
    QCOMPARE(number(bench.next(), "seq"), 3);
    QCOMPARE(number(bench.next(), "seq"), 3);
}

void TestTableView::aLargeBatchIsSplit()
{
    Bench bench(1100);
    bench.readAll();
    for (const std::string& id : bench.ids())
        bench.put(id, 2);
    QCOMPARE(count(bench.next(), "up"), qsizetype { 500 });
    bench.put("late", 1); // belongs to the next batch
    QCOMPARE(count(bench.next(), "up"), qsizetype { 500 });
    QCOMPARE(count(bench.next(), "up"), qsizetype { 100 });
    QVERIFY(bench.next().isEmpty());
    bench.now += 250ms;
    QCOMPARE(count(bench.next(), "up"), qsizetype { 1 });
    QCOMPARE(bench.believed, bench.table);
}

void TestTableView::aSlowReaderGetsOneDeltaAnInterval()
{
    Bench bench(1100);
    bench.readAll();
    for (const std::string& id : bench.ids())
        bench.put(id, 2);
    QCOMPARE(count(bench.next(false), "up"), qsizetype { 500 });
    QVERIFY(bench.next(false).isEmpty());
    bench.now += 250ms;
    QCOMPARE(count(bench.next(false), "up"), qsizetype { 500 });
    QVERIFY(bench.next(false).isEmpty());
}

void TestTableView::restartedItForgetsWhatWasNews()
{
    Bench bench(1);
    bench.readAll();
    bench.put("c-0", 7);
    bench.view.restart();
    QVERIFY(bench.view.needsIds());
    QVERIFY(bench.next().isEmpty());
    bench.view.begin(bench.ids());
    QVERIFY(!bench.view.needsIds());
    QCOMPARE(typeOf(bench.next()), QStringLiteral("snapshot"));
    QCOMPARE(bench.believed, bench.table);
    QCOMPARE(typeOf(bench.next()), QStringLiteral("synced"));
    QVERIFY(bench.next().isEmpty());
}

void TestTableView::stoppedItRemembersNothing()
{
    Bench bench(1);
    bench.readAll();
    bench.view.stop();
    bench.put("a", 1);
    for (int i = 0; i < 30000; ++i)
        QVERIFY(bench.view.gone({ std::to_string(i), 1000, {}, false }));
    bench.now += 1s;
    QVERIFY(bench.next().isEmpty());
}

void TestTableView::tooManyGoneAreSaid()
{
    Bench bench;
    bench.readAll();
    int remembered = 0;
    while (bench.view.gone({ std::to_string(remembered), 1000, {}, false }))
        ++remembered;
    QCOMPARE(remembered, 20000);
}

void TestTableView::theReaderBelievesWhatIsTrue()
{
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937 random(seed);
        const auto dice = [&](unsigned sides) { return random() % sides; };
        Bench bench(static_cast<int>(dice(2) ? dice(1200) : dice(10)));
        for (int step = 0; step < 400; ++step) {
            const std::string id = "c-" + std::to_string(dice(40));
            switch (dice(8)) {
            case 0:
            case 1:
            case 2:
                bench.put(id, step);
                break;
            case 3:
            case 4:
                if (bench.table.contains(id))
                    bench.remove(id);
                break;
            case 5:
            case 6:
                bench.next(dice(2) == 0);
                break;
            default:
                bench.now += std::chrono::milliseconds(dice(300));
                if (dice(30) == 0) {
                    bench.view.restart();
                    bench.view.begin(bench.ids());
                }
            }
        }
        bench.readAll();
        bench.now += 1s;
        bench.readAll();
        QVERIFY2(bench.believed == bench.table, std::to_string(seed).c_str());
    }
}

QTEST_APPLESS_MAIN(TestTableView)
#include "tst_tableview.moc"
