#include "core/cluster/localbackplane.h"

#include <QTest>
#include <set>

using namespace sluice;
using Outcome = Backplane::Outcome;

namespace {

struct Bench {
    Bench()
    {
        QObject::connect(&backplane, &Backplane::delivered, &backplane,
                         [this](const SharedMessage& message) { delivered.push_back(message); });
    }
    Backplane::Result append(Draft draft)
    {
        Backplane::Result answer;
        int answers = 0;
        backplane.append(std::move(draft), [&](const Backplane::Result& result) {
            answer = result;
            ++answers;
            deliveredBeforeAnswer = delivered.size();
        });
        if (answers != 1)
            qFatal("every append is answered once");
        return answer;
    }
    LocalBackplane backplane { "e-1" };
    std::vector<SharedMessage> delivered;
    std::size_t deliveredBeforeAnswer = 0;
};

} // namespace

class TestLocalBackplane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void positionsAreContiguous();
    void aMessageKeepsWhatItsDraftSaid();
    void deliversBeforeItAnswers();
    void aRepeatedRequestIsNotRepeated();
    void aKeyForOtherWordsIsRefused_data();
    void aKeyForOtherWordsIsRefused();
    void withoutAKeyTheSameWordsAreSaidAgain();
};

void TestLocalBackplane::positionsAreContiguous()
{
    Bench bench;
    QCOMPARE(bench.backplane.head(), std::uint64_t { 0 });
    QCOMPARE(bench.backplane.epoch(), std::string("e-1"));
    std::set<std::string> ids;
    for (std::uint64_t offset = 1; offset <= 50; ++offset) {
        const auto result = bench.append({ "anna", "", "1", "" });
        QCOMPARE(result.outcome, Outcome::Appended);
        QCOMPARE(result.message->offset, offset);
        QCOMPARE(bench.backplane.head(), offset);
        ids.insert(result.message->id);
    }
    QCOMPARE(ids.size(), std::size_t { 50 });
}

void TestLocalBackplane::aMessageKeepsWhatItsDraftSaid()
{
    Bench bench;
    const auto before = std::chrono::system_clock::now();
    const auto message = bench.append({ "anna", "bert", "{\"a\":1}", "" }).message;
    QCOMPARE(message->from, std::string("anna"));
    QCOMPARE(message->to, std::string("bert"));
    QCOMPARE(message->data, std::string("{\"a\":1}"));
    QVERIFY(!message->id.empty());
    QVERIFY(message->time >= before);
}

void TestLocalBackplane::deliversBeforeItAnswers()
{
    Bench bench;
    const auto result = bench.append({ "anna", "", "1", "" });
    QCOMPARE(bench.deliveredBeforeAnswer, std::size_t { 1 });
    QCOMPARE(bench.delivered, std::vector { result.message });
}

void TestLocalBackplane::aRepeatedRequestIsNotRepeated()
{
    Bench bench;
    const auto first = bench.append({ "", "", "1", "key" });
    const auto again = bench.append({ "", "", "1", "key" });
    QCOMPARE(first.outcome, Outcome::Appended);
    QCOMPARE(again.outcome, Outcome::Repeated);
    QCOMPARE(again.message, first.message);
    QCOMPARE(bench.delivered.size(), std::size_t { 1 });
    QCOMPARE(bench.backplane.head(), std::uint64_t { 1 });
}

void TestLocalBackplane::aKeyForOtherWordsIsRefused_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("data");
    QTest::newRow("other data") << ""
                                << "2";
    QTest::newRow("another addressee") << "bert"
                                       << "1";
}

void TestLocalBackplane::aKeyForOtherWordsIsRefused()
{
    QFETCH(QString, to);
    QFETCH(QString, data);
    Bench bench;
    bench.append({ "", "", "1", "key" });
    const auto result = bench.append({ "", to.toStdString(), data.toStdString(), "key" });
    QCOMPARE(result.outcome, Outcome::KeyReused);
    QCOMPARE(bench.delivered.size(), std::size_t { 1 });
    QCOMPARE(bench.append({ "", "", "1", "" }).message->offset, std::uint64_t { 2 });
}

void TestLocalBackplane::withoutAKeyTheSameWordsAreSaidAgain()
{
    Bench bench;
    bench.append({ "", "", "1", "" });
    QCOMPARE(bench.append({ "", "", "1", "" }).outcome, Outcome::Appended);
    QCOMPARE(bench.delivered.size(), std::size_t { 2 });
}

QTEST_APPLESS_MAIN(TestLocalBackplane)
#include "tst_localbackplane.moc"
