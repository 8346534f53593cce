// Coming back to the hub: what is replayed, and that no course of events breaks the order.
#include "core/hub/connectionmanager.h"

#include "tests/core/hub/hubbench.h"
#include <QTest>
#include <random>

using namespace sluice;

namespace {

// "2 4 6": the offsets of the messages that this client was sent.
QString offsetsHeard(HubBench& bench, SessionKey key)
{
    QStringList offsets;
    for (const QJsonObject& message : bench.heard(key).messages)
        if (typeOf(message) == QLatin1String("message")
            || typeOf(message) == QLatin1String("personal"))
            offsets << QString::number(message[QLatin1String("offset")].toInt());
    return offsets.join(QLatin1Char(' '));
}

SessionKey resume(HubBench& bench, const std::string& id, const std::string& epoch,
                  std::uint64_t offset)
{
    Arrival newcomer = bench.arrival(id);
    newcomer.sessionToken = bench.tokens.issue(id);
    newcomer.resumeAfter = { epoch, offset };
    return bench.connect(newcomer);
}

// Clients that come, go, speak and come back at random, beside a model of what must hold.
class RandomCourse {
public:
    explicit RandomCourse(unsigned seed) : m_random(seed) { }

    void run(int steps)
    {
        for (int i = 0; i < steps; ++i)
            step();
        for (auto& [id, client] : m_clients)
            if (client.here)
                learn(id);
    }
    bool countsAgree() const
    {
        std::uint64_t here = 0;
        for (const auto& [id, client] : m_clients) {
            here += client.here ? 1 : 0;
            if (m_bench.hub->registry().info(id).has_value() != client.here)
                return false;
        }
        const auto& perLoop = m_bench.hub->registry().perLoop();
        return m_bench.hub->count() == here && m_bench.hub->registry().size() == here
            && perLoop[0] + perLoop[1] == here && m_bench.vitals.clients == here;
    }
    const QString& failure() const { return m_failure; }

private:
    struct Client {
        bool here = false;
        SessionKey key;
        std::uint64_t position = 0; // raised by every message and ack
        std::size_t learnt = 0; // messages of the session looked at so far
    };
    struct Said {
        std::string from;
        std::string to;
    };

    unsigned upTo(unsigned most)
    {
        return std::uniform_int_distribution<unsigned>(0, most)(m_random);
    }
    void step()
    {
        const std::string id = "client-" + std::to_string(upTo(7));
        Client& client = m_clients[id];
        switch (upTo(5)) {
        case 0:
        case 1:
            client.here ? leave(id) : comeBack(id);
            break;
        case 2:
            if (client.here)
                comeBack(id); // in its old session's place
            break;
        default:
            if (client.here)
                speak(id);
        }
        if (upTo(3) == 0)
            buryOne();
    }
    void comeBack(const std::string& id)
    {
        Client& client = m_clients[id];
        if (client.here) {
            learn(id);
            m_late.push_back(client.key); // its loop reports the end some time later
        }
        const std::uint64_t head = m_said.size();
        client.key = resume(m_bench, id, "e-1", client.position);
        client.here = true;
        client.learnt = 0;
        const QJsonObject welcome = m_bench.welcome(client.key);
        if (welcome[QLatin1String("recovered")] != QJsonValue(true))
            m_failure = QStringLiteral("not recovered");
        QStringList expected;
        for (std::uint64_t offset = client.position + 1; offset <= head; ++offset) {
            const Said& said = m_said[offset - 1];
            if (said.to.empty() || said.to == id || said.from == id)
                expected << QString::number(offset);
        }
        if (offsetsHeard(m_bench, client.key) != expected.join(QLatin1Char(' ')))
            m_failure = QStringLiteral("replayed ") + offsetsHeard(m_bench, client.key)
                + QStringLiteral(" instead of ") + expected.join(QLatin1Char(' '));
    }
    void leave(const std::string& id)
    {
        Client& client = m_clients[id];
        learn(id);
        m_bench.hub->disconnected(client.key, {});
        client.here = false;
    }
    void speak(const std::string& id)
    {
        std::string to;
        if (upTo(2) == 0)
            to = "client-" + std::to_string(upTo(7));
        const bool reachable = to.empty() || m_clients[to].here;
        m_bench.say(m_clients[id].key, "1", to);
        if (reachable)
            m_said.push_back({ id, to });
        if (m_bench.backplane.head() != m_said.size())
            m_failure = QStringLiteral("a message went astray");
    }
    void buryOne()
    {
        if (m_late.empty())
            return;
        m_bench.hub->disconnected(m_late.back(), {});
        m_late.pop_back();
    }
    // Looks at what the client has heard since: its offsets rise, and so does its position.
    void learn(const std::string& id)
    {
        Client& client = m_clients[id];
        const auto& messages = m_bench.heard(client.key).messages;
        for (; client.learnt < messages.size(); ++client.learnt) {
            const QString type = typeOf(messages[client.learnt]);
            if (type != QLatin1String("message") && type != QLatin1String("personal")
                && type != QLatin1String("ack"))
                continue;
            const auto offset = static_cast<std::uint64_t>(
                messages[client.learnt][QLatin1String("offset")].toInt());
            // A message to oneself is heard and then acknowledged.
            const bool own = type == QLatin1String("ack") && offset == client.position;
            if (offset <= client.position && !own)
                m_failure = QStringLiteral("offsets do not rise");
            client.position = offset;
        }
    }

    std::mt19937 m_random;
    HubBench m_bench;
    std::map<std::string, Client> m_clients;
    std::vector<Said> m_said; // offset 1 first
    std::vector<SessionKey> m_late;
    QString m_failure;
};

} // namespace

class TestResume : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void replaysWhatTheClientMaySee_data();
    void replaysWhatTheClientMaySee();
    void whatCannotBeProvedIsAGap_data();
    void whatCannotBeProvedIsAGap();
    void whatTheOrderHasLostIsAGapForAll();
    void anOrderThatBeginsAnewIsAGapForAll();
    void anyCourseOfEventsKeepsTheOrder();
};

void TestResume::replaysWhatTheClientMaySee_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("after");
    QTest::addColumn<QString>("replayed");
    QTest::newRow("broadcasts and one's own, not others' letters") << "carl" << 0 << "1 3 4";
    QTest::newRow("what was sent to one") << "bert" << 0 << "1 2 3 4";
    QTest::newRow("what one said") << "anna" << 1 << "2 3 4";
    QTest::newRow("from the middle") << "carl" << 3 << "4";
    QTest::newRow("nothing was missed") << "carl" << 4 << "";
}

void TestResume::replaysWhatTheClientMaySee()
{
    QFETCH(QString, id);
    QFETCH(int, after);
    QFETCH(QString, replayed);
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    const SessionKey bert = bench.connect("bert");
    bench.say(anna, "1");
    bench.say(anna, "2", "bert");
    bench.say(bert, "3");
    bench.publish({ "", "", "4", "" });
    const SessionKey key
        = resume(bench, id.toStdString(), "e-1", static_cast<std::uint64_t>(after));
    const QJsonObject welcome = bench.welcome(key);
    QCOMPARE(offsetsHeard(bench, key), replayed);
    QCOMPARE(welcome[QLatin1String("recovered")], QJsonValue(true));
    QCOMPARE(welcome[QLatin1String("offset")].toInt(-1), after);
    QCOMPARE(welcome[QLatin1String("replayed")].toInt(-1),
             static_cast<int>(replayed.split(QLatin1Char(' '), Qt::SkipEmptyParts).size()));
    QCOMPARE(bench.heardOfType(key, "gap").size(), std::size_t { 0 });
    QCOMPARE(bench.metrics.resumes(ResumeResult::Recovered).Value(), 1.0);
}

void TestResume::whatCannotBeProvedIsAGap_data()
{
    QTest::addColumn<QString>("epoch");
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("from");
    QTest::newRow("the history has been trimmed") << "e-1" << 1 << 2;
    QTest::newRow("another epoch") << "e-0" << 4 << 1;
    QTest::newRow("another epoch, further than this one") << "e-0" << 99 << 1;
    QTest::newRow("a position of the future") << "e-1" << 99 << 1;
}

void TestResume::whatCannotBeProvedIsAGap()
{
    QFETCH(QString, epoch);
    QFETCH(int, after);
    QFETCH(int, from);
    HubBench bench([](Settings& settings) { settings.historySize = 2; });
    for (int i = 0; i < 5; ++i)
        bench.publish({ "", "", "1", "" });
    const SessionKey key
        = resume(bench, "anna", epoch.toStdString(), static_cast<std::uint64_t>(after));
    const QJsonObject welcome = bench.welcome(key);
    QCOMPARE(welcome[QLatin1String("recovered")], QJsonValue(false));
    QCOMPARE(welcome[QLatin1String("offset")].toInt(-1), 5);
    QCOMPARE(bench.heard(key).messages.size(), std::size_t { 2 });
    const QJsonObject gap = bench.heard(key).messages[1];
    QCOMPARE(typeOf(gap), QStringLiteral("gap"));
    QCOMPARE(gap[QLatin1String("from")].toInt(-1), from);
    QCOMPARE(gap[QLatin1String("to")].toInt(-1), 5);
    QCOMPARE(gap[QLatin1String("dropped")].toInt(-1), 6 - from);
    QCOMPARE(bench.metrics.resumes(ResumeResult::Gap).Value(), 1.0);
}

void TestResume::whatTheOrderHasLostIsAGapForAll()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.publish({ "", "", "1", "", 0 });
    Q_EMIT bench.backplane.trimmed(2, 4);
    const QJsonObject gap = bench.heard(anna).messages.back();
    QCOMPARE(typeOf(gap), QStringLiteral("gap"));
    QCOMPARE(gap[QLatin1String("from")].toInt(-1), 2);
    QCOMPARE(gap[QLatin1String("to")].toInt(-1), 4);
    QCOMPARE(gap[QLatin1String("dropped")].toInt(-1), 3);
    QCOMPARE(bench.history->size(), std::size_t { 0 }); // nothing before it proves anything now
}

void TestResume::anOrderThatBeginsAnewIsAGapForAll()
{
    HubBench bench;
    const SessionKey anna = bench.connect("anna");
    bench.publish({ "", "", "1", "", 0 });
    Q_EMIT bench.backplane.restarted();
    QCOMPARE(typeOf(bench.heard(anna).messages.back()), QStringLiteral("gap"));
    QCOMPARE(bench.history->size(), std::size_t { 0 });
}

void TestResume::anyCourseOfEventsKeepsTheOrder()
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        RandomCourse course(seed);
        for (int leg = 0; leg < 5; ++leg) {
            course.run(30);
            const std::string where = "seed " + std::to_string(seed);
            QVERIFY2(course.countsAgree(), where.c_str());
            QVERIFY2(course.failure().isEmpty(),
                     (where + ": " + course.failure().toStdString()).c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
