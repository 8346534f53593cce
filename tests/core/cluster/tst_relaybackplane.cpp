#include "core/cluster/relaybackplane.h"

#include "core/cluster/localbackplane.h"
#include <QTest>
#include <deque>
#include <map>
#include <random>

using namespace sluice;
using Outcome = Backplane::Outcome;

namespace {

Draft draftOf(int number, std::string key = {})
{
    return { "anna", "", std::to_string(number), std::move(key), 1 };
}

// A process that may hand its order over, and what its clients and publishers hear.
struct Bench {
    explicit Bench(LocalBackplane::Start start = { "e-1", 0, {}, {} })
        : relay(std::make_unique<LocalBackplane>(std::move(start)))
    {
        QObject::connect(&relay, &Backplane::delivered, &relay,
                         [this](const SharedMessage& message) { heard.push_back(message); });
    }
    void append(int number, std::string key = {})
    {
        relay.append(draftOf(number, std::move(key)),
                     [this, number](const Backplane::Result& result) {
                         answers[number].push_back(result);
                         // What was said is heard before it is answered.
                         if (result.outcome == Outcome::Appended)
                             heardBefore = heardBefore && !heard.empty()
                                 && heard.back()->offset >= result.message->offset;
                     });
    }
    Outcome outcome(int number) const { return answers.at(number).front().outcome; }

    RelayBackplane relay;
    std::vector<SharedMessage> heard;
    std::map<int, std::vector<Backplane::Result>> answers;
    bool heardBefore = true;
};

std::vector<std::string> words(const std::vector<SharedMessage>& messages)
{
    std::vector<std::string> all;
    for (const SharedMessage& message : messages)
        all.push_back(message->data);
    return all;
}

// A takeover whose every moment is drawn by lot.
class Takeover {
public:
    explicit Takeover(unsigned seed) : m_random(seed) { }

    void step()
    {
        switch (dice(8)) {
        case 0:
        case 1:
        case 2:
            former.append(++published);
            break;
        case 3:
        case 4:
            if (later)
                later->append(++published);
            break;
        case 5:
            travel(m_toLater, dice(4));
            travel(m_toFormer, dice(4));
            break;
        case 6:
            if (!later)
                former.relay.hold();
            break;
        default:
            if (!later && dice(4) == 0)
                handOver();
            else if (!later)
                former.relay.release();
        }
    }
    void end()
    {
        if (!later)
            handOver();
        while (!m_toLater.empty() || !m_toFormer.empty()) {
            travel(m_toLater, 1);
            travel(m_toFormer, 1);
        }
    }

    Bench former;
    std::unique_ptr<Bench> later;
    std::vector<SharedMessage> inherited;
    int published = 0;

private:
    using Letters = std::deque<std::function<void()>>;

    int dice(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(m_random); }
    static void travel(Letters& letters, int count)
    {
        for (; count > 0 && !letters.empty(); --count) {
            const auto letter = std::move(letters.front());
            letters.pop_front();
            letter();
        }
    }
    void handOver()
    {
        former.relay.hold();
        inherited = former.heard;
        later = std::make_unique<Bench>(
            LocalBackplane::Start { "e-1", former.relay.head(), {}, former.relay.keys() });
        QObject::connect(&later->relay, &Backplane::delivered, &former.relay,
                         [this](const SharedMessage& message) {
                             m_toFormer.push_back(
                                 [this, message] { former.relay.onDelivered(message); });
                         });
        former.relay.follow([this](std::uint64_t number, const Draft& draft) {
            m_toLater.push_back([this, number, draft] {
                later->relay.append(draft, [this, number](const Backplane::Result& result) {
                    m_toFormer.push_back(
                        [this, number, result] { former.relay.onAppended(number, result); });
                });
            });
        });
    }

    std::mt19937 m_random;
    Letters m_toLater; // on their way, in order
    Letters m_toFormer;
};

} // namespace

class TestRelayBackplane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byItselfItIsWhatItOwns();
    void whatIsHeldKeepsItsOrder();
    void anAnswerThatAppendsComesLast();
    void moreThanTheBoundIsNotAvailable();
    void aFollowerAsksItsSuccessor();
    void aMessageThatIsRepeatedIsPassedOver();
    void withoutItsSuccessorNothingIsAvailable();
    void aRepeatedKeyIsKnownAfterwards();
    void anyOrderOfEventsIsExact_data();
    void anyOrderOfEventsIsExact();
};

void TestRelayBackplane::byItselfItIsWhatItOwns()
{
    Bench bench;
    bench.append(1);
    bench.append(2, "key");
    bench.append(2, "key");
    QCOMPARE(bench.relay.head(), std::uint64_t { 2 });
    QCOMPARE(bench.relay.epoch(), std::string("e-1"));
    QCOMPARE(bench.answers.at(2).at(1).outcome, Outcome::Repeated);
    QVERIFY(bench.relay.remembers("key"));
    QCOMPARE(bench.relay.keys().size(), std::size_t { 1 });
    QCOMPARE(bench.relay.keys().front().key, std::string("key"));
}

void TestRelayBackplane::whatIsHeldKeepsItsOrder()
{
    Bench bench;
    bench.append(1);
    bench.relay.hold();
    bench.append(2);
    bench.append(3);
    QCOMPARE(bench.heard.size(), std::size_t { 1 });
    QCOMPARE(bench.answers.size(), std::size_t { 1 });
    bench.relay.release();
    bench.append(4);
    QCOMPARE(words(bench.heard), (std::vector<std::string> { "1", "2", "3", "4" }));
    QCOMPARE(bench.answers.size(), std::size_t { 4 });
}

void TestRelayBackplane::anAnswerThatAppendsComesLast()
{
    Bench bench;
    bench.relay.hold();
    bench.relay.append(draftOf(1), [&](const Backplane::Result&) { bench.append(3); });
    bench.append(2);
    bench.relay.release();
    std::vector<std::string> said = words(bench.heard);
    std::sort(said.begin(), said.end());
    QCOMPARE(said, (std::vector<std::string> { "1", "2", "3" }));
}

void TestRelayBackplane::moreThanTheBoundIsNotAvailable()
{
    Bench bench;
    bench.relay.hold();
    const int most = RelayBackplane::mostHeld;
    for (int i = 0; i <= most; ++i)
        bench.append(i);
    QCOMPARE(bench.answers.size(), std::size_t { 1 });
    QCOMPARE(bench.outcome(most), Outcome::NotAvailable);
    bench.relay.release();
    QCOMPARE(bench.heard.size(), std::size_t { RelayBackplane::mostHeld });
}

void TestRelayBackplane::aFollowerAsksItsSuccessor()
{
    Bench bench;
    bench.append(1);
    bench.relay.hold();
    bench.append(2);
    std::vector<std::pair<std::uint64_t, std::string>> asked;
    bench.relay.follow(
        [&](std::uint64_t number, const Draft& draft) { asked.emplace_back(number, draft.data); });
    bench.append(3);
    QCOMPARE(asked.size(), std::size_t { 2 });
    QCOMPARE(asked[0].second, std::string("2"));
    QCOMPARE(asked[1].second, std::string("3"));
    QCOMPARE(bench.answers.size(), std::size_t { 1 });

    Message message;
    message.id = "e-1-2";
    message.offset = 2;
    message.recipients = 9;
    const auto shared = std::make_shared<const Message>(message);
    bench.relay.onDelivered(shared);
    bench.relay.onAppended(asked[0].first, { Outcome::Appended, shared });
    QCOMPARE(bench.relay.head(), std::uint64_t { 2 });
    QCOMPARE(bench.outcome(2), Outcome::Appended);
    QCOMPARE(bench.answers.at(2).front().message->recipients, std::uint64_t { 9 });
    bench.relay.onAppended(asked[1].first, { Outcome::KeyReused, nullptr });
    QCOMPARE(bench.outcome(3), Outcome::KeyReused);
    bench.relay.onAppended(asked[1].first, { Outcome::KeyReused, nullptr });
    QCOMPARE(bench.answers.at(3).size(), std::size_t { 1 });
}

void TestRelayBackplane::aMessageThatIsRepeatedIsPassedOver()
{
    Bench bench;
    bench.relay.hold();
    bench.relay.follow([](std::uint64_t, const Draft&) {});
    Message message;
    for (const std::uint64_t offset : { 1, 2, 2, 1, 3 }) {
        message.offset = offset;
        bench.relay.onDelivered(std::make_shared<const Message>(message));
    }
    QCOMPARE(bench.heard.size(), std::size_t { 3 });
}

void TestRelayBackplane::withoutItsSuccessorNothingIsAvailable()
{
    Bench bench;
    bench.relay.hold();
    bench.append(1);
    bench.relay.follow([](std::uint64_t, const Draft&) {});
    bench.append(2);
    bench.relay.lose();
    bench.append(3);
    for (const int number : { 1, 2, 3 })
        QCOMPARE(bench.outcome(number), Outcome::NotAvailable);
    QVERIFY(bench.heard.empty());
}

void TestRelayBackplane::aRepeatedKeyIsKnownAfterwards()
{
    Bench bench;
    bench.relay.hold();
    std::uint64_t asked = 0;
    bench.relay.follow([&](std::uint64_t number, const Draft&) { asked = number; });
    bench.append(1, "key");
    QVERIFY(!bench.relay.remembers("key"));
    Message message;
    message.id = "e-1-1";
    message.offset = 1;
    bench.relay.onAppended(asked, { Outcome::Appended, std::make_shared<const Message>(message) });
    QVERIFY(bench.relay.remembers("key"));
}

void TestRelayBackplane::anyOrderOfEventsIsExact_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 200; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// Two processes and a switch between them at any moment, with attempts before it that came to
// nothing, publishers on both sides and letters that take their time: everybody hears the same,
// once, in order, and every publisher is answered once.
void TestRelayBackplane::anyOrderOfEventsIsExact()
{
    QFETCH(unsigned, seed);
    Takeover takeover(seed);
    for (int step = 0; step < 300; ++step)
        takeover.step();
    takeover.end();

    std::vector<SharedMessage> all = takeover.inherited;
    all.insert(all.end(), takeover.later->heard.begin(), takeover.later->heard.end());
    QCOMPARE(words(takeover.former.heard), words(all));
    for (std::size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(all[i]->offset, std::uint64_t { i + 1 });
        QCOMPARE(takeover.former.heard[i]->offset, all[i]->offset);
    }
    QVERIFY(takeover.former.heardBefore && takeover.later->heardBefore);
    std::size_t answered = 0;
    for (const Bench* bench : { &takeover.former, takeover.later.get() })
        for (const auto& [number, results] : bench->answers) {
            QCOMPARE(results.size(), std::size_t { 1 });
            QCOMPARE(results.front().outcome, Outcome::Appended);
            QCOMPARE(all.at(results.front().message->offset - 1)->data, std::to_string(number));
            ++answered;
        }
    QCOMPARE(answered, all.size());
    QCOMPARE(answered, static_cast<std::size_t>(takeover.published));
}

QTEST_APPLESS_MAIN(TestRelayBackplane)
#include "tst_relaybackplane.moc"
