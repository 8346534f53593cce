#include "core/cluster/journaledbackplane.h"

#include "core/cluster/localbackplane.h"
#include "tests/core/cluster/scriptedjournal.h"
#include <QTest>
#include <random>

using namespace sluice;
using Outcome = Backplane::Outcome;

namespace {

JournalPast pastOf(const std::vector<JournalLine>& lines)
{
    JournalPast past;
    past.epoch = "e-1";
    for (const JournalLine& line : lines) {
        past.messages.push_back(line.message);
        if (!line.idempotencyKey.empty())
            past.keyed.push_back(line);
    }
    return past;
}

// "2 1 -": offsets of the answers as they came; a minus for not_available, = before a repetition,
// ! before a reused key.
struct Bench {
    explicit Bench(const std::vector<JournalLine>& before = {})
        : backplane(std::make_unique<JournaledBackplane>(journal, pastOf(before)))
    {
        QObject::connect(backplane.get(), &Backplane::delivered, backplane.get(),
                         [this](const SharedMessage& message) {
                             delivered += ' ' + std::to_string(message->offset);
                             heard.push_back(message);
                         });
    }

    void say(const std::string& data, const std::string& key = {})
    {
        backplane->append({ "anna", "", data, key }, [this](const Backplane::Result& result) {
            const char* sign = result.outcome == Outcome::NotAvailable ? " -"
                : result.outcome == Outcome::Repeated                  ? " ="
                : result.outcome == Outcome::KeyReused                 ? " !"
                                                                       : " ";
            answers += sign + (result.message ? std::to_string(result.message->offset) : "");
            if (result.outcome == Outcome::Appended && heard.back() != result.message)
                qFatal("answered before it was delivered");
        });
    }
    // "1 2 | 3": the batches that the journal has yet to finish.
    std::string underWay() const
    {
        std::string text;
        for (const auto& written : journal.waiting) {
            for (const JournalLine& line : *written.batch)
                text += std::to_string(line.message->offset) + ' ';
            text += "| ";
        }
        return text;
    }

    ScriptedJournal journal;
    std::unique_ptr<JournaledBackplane> backplane;
    std::string delivered;
    std::vector<SharedMessage> heard;
    std::string answers;
};

} // namespace

class TestJournaledBackplane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsHeardBeforeItIsKept();
    void whatComesWhileABatchIsWrittenIsTheNextBatch();
    void whatIsNotKeptIsRefusedAndItsPlaceGivenAgain();
    void whatGathersWhileOneFailsTakesItsPlaces();
    void theOrderGoesOnBehindThePast();
    void aRepetitionWaitsForTheSameCommit();
    void aRepetitionOfWhatFailsFailsToo();
    void keysOfThePastAreKnown();
    void aKeyThatFailedMayBeUsedAgain();
    void settlingWaitsForWhatWasSaidBefore();
    void pausedMessagesWaitUntilItResumes();
    void tooMuchWaitingIsNotAvailable();
    void whatWaitsAtTheEndIsWritten();
    void itSaysWhetherTheJournalIsUp();
    void anyCourseKeepsThePromise();
};

void TestJournaledBackplane::nothingIsHeardBeforeItIsKept()
{
    Bench bench;
    bench.say("1");
    QCOMPARE(bench.underWay(), "1 | ");
    QCOMPARE(bench.delivered + bench.answers, "");
    QCOMPARE(bench.backplane->head(), std::uint64_t { 0 });
    bench.journal.finish(true);
    QCOMPARE(bench.delivered, " 1");
    QCOMPARE(bench.answers, " 1");
    QCOMPARE(bench.backplane->head(), std::uint64_t { 1 });
    QCOMPARE(bench.heard[0]->id, "e-1-1");
    QCOMPARE(bench.heard[0]->from, "anna");
}

void TestJournaledBackplane::whatComesWhileABatchIsWrittenIsTheNextBatch()
{
    Bench bench;
    for (int i = 0; i < 5; ++i)
        bench.say("1");
    QCOMPARE(bench.underWay(), "1 | ");
    bench.journal.finish(true);
    QCOMPARE(bench.underWay(), "2 3 4 5 | ");
    bench.say("1");
    bench.journal.finishAll();
    QCOMPARE(bench.delivered, " 1 2 3 4 5 6");
    QCOMPARE(bench.answers, " 1 2 3 4 5 6");
}

void TestJournaledBackplane::whatIsNotKeptIsRefusedAndItsPlaceGivenAgain()
{
    Bench bench;
    bench.say("kept");
    bench.journal.finish(true);
    bench.say("lost");
    bench.journal.finish(false);
    QCOMPARE(bench.delivered, " 1");
    QCOMPARE(bench.answers, " 1 -");
    QCOMPARE(bench.backplane->head(), std::uint64_t { 1 });
    bench.say("kept as well");
    bench.journal.finish(true);
    QCOMPARE(bench.delivered, " 1 2");
    QCOMPARE(bench.heard[1]->data, "kept as well");
}

void TestJournaledBackplane::whatGathersWhileOneFailsTakesItsPlaces()
{
    Bench bench;
    bench.say("lost");
    bench.say("kept");
    bench.say("kept");
    bench.journal.finish(false);
    QCOMPARE(bench.underWay(), "1 2 | ");
    bench.journal.finish(true);
    QCOMPARE(bench.answers, " - 1 2");
}

void TestJournaledBackplane::theOrderGoesOnBehindThePast()
{
    Bench first;
    first.say("old");
    first.journal.finish(true);
    Bench second(first.journal.lines);
    QCOMPARE(second.backplane->epoch(), "e-1");
    QCOMPARE(second.backplane->head(), std::uint64_t { 1 });
    QCOMPARE(second.backplane->past(), std::vector { first.heard[0] });
    second.say("new");
    second.journal.finish(true);
    QCOMPARE(second.delivered, " 2");
}

void TestJournaledBackplane::aRepetitionWaitsForTheSameCommit()
{
    Bench bench;
    bench.say("1", "key");
    bench.say("1", "key");
    bench.say("2", "key");
    QCOMPARE(bench.answers, "");
    QVERIFY(bench.backplane->remembers("key"));
    bench.say("1", "gathered");
    bench.say("1", "gathered");
    bench.journal.finish(true);
    QCOMPARE(bench.answers, " 1 =1 !1");
    bench.say("1", "key");
    QCOMPARE(bench.answers, " 1 =1 !1 =1");
    bench.journal.finish(true);
    QCOMPARE(bench.answers, " 1 =1 !1 =1 2 =2");
    QCOMPARE(bench.delivered, " 1 2");
    QVERIFY(bench.journal.waiting.empty());
}

void TestJournaledBackplane::aRepetitionOfWhatFailsFailsToo()
{
    Bench bench;
    bench.say("1", "key");
    bench.say("1", "key");
    bench.say("2", "key");
    bench.journal.finish(false);
    QCOMPARE(bench.answers, " - - -");
}

void TestJournaledBackplane::keysOfThePastAreKnown()
{
    Bench first;
    first.say("1", "key");
    first.journal.finish(true);
    Bench second(first.journal.lines);
    QVERIFY(second.backplane->remembers("key"));
    second.say("1", "key");
    second.say("2", "key");
    QCOMPARE(second.answers, " =1 !1");
}

void TestJournaledBackplane::aKeyThatFailedMayBeUsedAgain()
{
    Bench bench;
    bench.say("1", "key");
    bench.journal.finish(false);
    QVERIFY(!bench.backplane->remembers("key"));
    bench.say("2", "key");
    bench.journal.finish(true);
    QCOMPARE(bench.answers, " - 1");
}

void TestJournaledBackplane::settlingWaitsForWhatWasSaidBefore()
{
    Bench bench;
    const auto settle = [&bench](const char* name) {
        bench.backplane->settle([&bench, name] { bench.answers += name; });
    };
    settle(" at once");
    bench.say("1");
    settle(" after 1");
    bench.say("2");
    settle(" after 2");
    bench.journal.finish(true);
    bench.say("3");
    bench.journal.finishAll();
    QCOMPARE(bench.answers, " at once 1 after 1 2 after 2 3");
}

void TestJournaledBackplane::pausedMessagesWaitUntilItResumes()
{
    Bench bench;
    const auto pause = [&] { bench.backplane->pause([&] { bench.answers += " paused"; }); };
    bench.say("1");
    bench.say("2");
    pause();
    bench.say("3"); // still before the pause, as nobody has been told of it
    bench.journal.finish(true);
    QCOMPARE(bench.answers, " 1");
    bench.journal.finish(true);
    QCOMPARE(bench.answers, " 1 2 3 paused");
    bench.say("4");
    QVERIFY(bench.journal.waiting.empty());
    bench.backplane->resume();
    bench.journal.finish(true);
    QCOMPARE(bench.answers, " 1 2 3 paused 4");
    pause();
    QCOMPARE(bench.answers, " 1 2 3 paused 4 paused");
}

void TestJournaledBackplane::tooMuchWaitingIsNotAvailable()
{
    Bench bench;
    const std::string large(JournaledBackplane::mostOctets / 2, '1');
    bench.say(large);
    bench.say(large);
    bench.say("1");
    QCOMPARE(bench.answers, " -");
    bench.journal.finish(true);
    bench.say("1");
    bench.journal.finishAll();
    QCOMPARE(bench.answers, " - 1 2 3");
}

void TestJournaledBackplane::whatWaitsAtTheEndIsWritten()
{
    Bench bench;
    bench.say("1");
    bench.say("2");
    bench.say("3");
    bench.backplane.reset();
    QCOMPARE(bench.underWay(), "1 | 2 3 | ");
}

void TestJournaledBackplane::itSaysWhetherTheJournalIsUp()
{
    Bench bench;
    std::string said;
    QObject::connect(bench.backplane.get(), &Backplane::upChanged, bench.backplane.get(),
                     [&](bool up) { said += up ? " up" : " down"; });
    for (const bool kept : { true, false, false, true }) {
        bench.say("1");
        bench.journal.finish(kept);
        QCOMPARE(bench.backplane->isUp(), kept);
    }
    QCOMPARE(said, " down up");
}

// However messages, commits, failures and ends of the process follow each other: whoever had an
// answer finds the message in the order, once, and in its place.
void TestJournaledBackplane::anyCourseKeepsThePromise()
{
    for (unsigned seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        const auto upTo = [&](unsigned most) {
            return std::uniform_int_distribution<unsigned>(0, most)(random);
        };
        auto bench = std::make_unique<Bench>();
        std::vector<JournalLine> kept;
        std::vector<std::pair<std::uint64_t, std::string>> promised; // offset, data
        int said = 0;
        for (int step = 0; step < 200; ++step) {
            const unsigned dice = upTo(99);
            if (dice < 60) {
                const std::string data = std::to_string(++said);
                const std::string key = upTo(3) == 0 ? "key-" + std::to_string(upTo(5)) : "";
                bench->backplane->append(
                    { "", "", data, key }, [&, data](const Backplane::Result& result) {
                        if (result.outcome == Outcome::Appended)
                            promised.emplace_back(result.message->offset, data);
                    });
            } else if (dice < 97) {
                if (!bench->journal.waiting.empty())
                    bench->journal.finish(upTo(4) > 0);
            } else { // the process dies, perhaps between a commit and its answer
                kept.insert(kept.end(), bench->journal.lines.begin(), bench->journal.lines.end());
                if (!bench->journal.waiting.empty() && upTo(1) == 0)
                    kept.insert(kept.end(), bench->journal.waiting.front().batch->begin(),
                                bench->journal.waiting.front().batch->end());
                bench = std::make_unique<Bench>(kept);
            }
        }
        kept.insert(kept.end(), bench->journal.lines.begin(), bench->journal.lines.end());
        for (std::size_t i = 0; i < kept.size(); ++i)
            QCOMPARE(kept[i].message->offset, i + 1);
        for (const auto& [offset, data] : promised)
            QCOMPARE(kept.at(offset - 1).message->data, data);
        QVERIFY(promised.size() > 10);
    }
}

QTEST_APPLESS_MAIN(TestJournaledBackplane)
#include "tst_journaledbackplane.moc"
