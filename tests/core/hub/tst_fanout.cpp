// A shard's deliveries in slices: each client hears what it would hear if every order were carried
// out at once, and nobody waits for a long one.
#include "core/hub/fanout.h"

#include "tests/core/hub/shardbench.h"
#include <QTest>
#include <algorithm>
#include <random>

using namespace sluice;

namespace {

struct Client {
    SessionKey key;
    std::unique_ptr<ShardPeer> peer;
    bool open = false; // admitted, and not told to go
    bool ended = false;
    std::vector<std::string> expected;

    void expect(const std::string& words) { expected.push_back("Text " + words); }
    void expectClose(const std::string& token)
    {
        expected.push_back("disconnect " + token);
        expected.push_back("Close 1001 " + token);
        open = false;
        ended = true;
    }
};

// The disconnect message is the shard's own wording: only its reason is of interest here.
std::vector<std::string> shortened(std::vector<std::string> lines)
{
    for (std::string& line : lines)
        if (line.find("\"disconnect\"") != std::string::npos)
            line = line.find("server_shutdown") == std::string::npos ? "disconnect kicked"
                                                                     : "disconnect server_shutdown";
    return lines;
}

// Gives a shard random orders, and keeps what each client must hear if each order were carried out
// before the next.
class Story {
public:
    Story(ShardBench& bench, unsigned seed) : m_bench(bench), m_random(seed) { }

    void tell() // in the loop
    {
        switch (below(16)) {
        case 0:
        case 1:
            return join();
        case 2:
            return admit();
        case 3:
            return leave();
        case 4:
        case 5:
        case 6:
            return say();
        case 7:
            return settle();
        case 8:
            if (below(20) == 0)
                closeAll();
            return;
        default:
            return deliver();
        }
    }
    std::vector<Client>& clients() { return m_clients; }

private:
    std::size_t below(std::size_t bound) { return m_random() % bound; }
    Client* any() { return m_clients.empty() ? nullptr : &m_clients[below(m_clients.size())]; }
    std::string words() { return std::to_string(++m_said); }

    void join()
    {
        auto [key, peer] = m_bench.join();
        m_clients.push_back({ key, std::move(peer), false, false, {} });
        if (below(2) == 0)
            admit(m_clients.back());
    }
    void admit()
    {
        for (Client& client : m_clients)
            if (!client.open && !client.ended)
                return admit(client);
    }
    void admit(Client& client)
    {
        const std::string greeting = "welcome " + words();
        m_bench.shard().admit(client.key, { ShardBench::text(greeting).json });
        client.open = true;
        client.expect(greeting);
    }
    void leave()
    {
        Client* client = any();
        if (!client || client->ended || below(3) != 0)
            return;
        m_bench.shard().close(client->key, CloseReason::ServerShutdown);
        client->expectClose("server_shutdown");
    }
    void closeAll()
    {
        m_bench.shard().closeAll(CloseReason::ServerShutdown);
        for (Client& client : m_clients)
            if (!client.ended)
                client.expectClose("server_shutdown");
    }
    void say()
    {
        Client* client = any();
        if (!client)
            return;
        const std::string personal = "personal " + words();
        m_bench.shard().send(client->key, ShardBench::text(personal).json);
        if (client->open)
            client->expect(personal);
    }
    void settle()
    {
        Client* client = any();
        if (!client)
            return;
        const std::string answer = "ack " + words();
        m_bench.shard().settle(client->key, ShardBench::text(answer).json);
        if (client->open)
            client->expect(answer);
    }
    void deliver()
    {
        const std::string news = words();
        Delivery delivery { ShardBench::text(news), {}, {}, {} };
        const Client* except = below(2) == 0 ? any() : nullptr;
        if (except)
            delivery.except = except->key;
        for (Client& client : m_clients) {
            const bool other = below(8) == 0;
            const bool nothing = other && below(2) == 0;
            if (other)
                delivery.instead.emplace_back(
                    client.key, nothing ? Outgoing {} : ShardBench::text("instead " + news));
            if (client.open && &client != except && !nothing)
                client.expect((other ? "instead " : "") + news);
        }
        const auto rising = [](const auto& a, const auto& b) { return a.first < b.first; };
        std::sort(delivery.instead.begin(), delivery.instead.end(), rising);
        m_bench.shard().deliver(std::make_shared<const Delivery>(std::move(delivery)));
    }

    ShardBench& m_bench;
    std::mt19937 m_random;
    std::vector<Client> m_clients;
    unsigned m_said = 0;
};

} // namespace

class TestFanout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void everyoneHearsEverythingInOrder_data();
    void everyoneHearsEverythingInOrder();
    void aRequestIsAnsweredBetweenTwoSlices();
    void whoLeavesHearsWhatWasSaidBefore();
    void aLoopThatEndsHasClosedEveryone_data();
    void aLoopThatEndsHasClosedEveryone();
};

// The same, however the octets leave.
void TestFanout::initTestCase_data()
{
    QTest::addColumn<bool>("ring");
    QTest::newRow("by io_uring") << true;
    QTest::newRow("by send(2)") << false;
}

void TestFanout::everyoneHearsEverythingInOrder_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<qulonglong>("slice");
    for (unsigned seed = 1; seed <= 12; ++seed)
        for (const qulonglong slice : { 1ULL, 3ULL, 1000ULL })
            QTest::addRow("story %u, slices of %llu", seed, slice) << seed << slice;
}

void TestFanout::everyoneHearsEverythingInOrder()
{
    QFETCH(unsigned, seed);
    QFETCH(qulonglong, slice);
    QFETCH_GLOBAL(bool, ring);
    ShardBench bench(slice, ring);
    Story story(bench, seed);
    std::mt19937 pace(seed);
    int orders = 0;
    bench.eachTurn([&] {
        for (auto burst = pace() % 5; burst > 0; --burst)
            story.tell();
        if (pace() % 10 == 0)
            for (Client& client : story.clients())
                client.peer->heard();
        return ++orders < 400;
    });
    std::size_t frames = 0;
    for (Client& client : story.clients()) {
        QTRY_COMPARE(client.peer->heard().size(), client.expected.size());
        QCOMPARE(shortened(client.peer->heard()), client.expected);
        frames += client.expected.size();
    }
    QVERIFY(frames > 500);
}

void TestFanout::aRequestIsAnsweredBetweenTwoSlices()
{
    constexpr std::size_t clients = 60;
    constexpr std::size_t slice = 5;
    QFETCH_GLOBAL(bool, ring);
    ShardBench bench(slice, ring);
    std::vector<std::unique_ptr<ShardPeer>> peers;
    const auto begin = [&] {
        for (std::size_t i = 0; i < clients; ++i)
            peers.push_back(bench.client());
        peers.back()->say(R"({"type":"ping","ref":"r"})");
        bench.shard().deliver(ShardBench::broadcast("news"));
    };
    std::size_t servedBefore = 0;
    bench.eachTurn([&] {
        if (peers.empty())
            begin();
        if (peers.back()->heard().size() < 2)
            return true;
        servedBefore = static_cast<std::size_t>(
            std::count_if(peers.begin(), peers.end() - 1,
                          [](const auto& peer) { return !peer->heard().empty(); }));
        return false;
    });
    QVERIFY2(servedBefore <= 4 * slice, qPrintable(QString::number(servedBefore)));
    QCOMPARE(peers.back()->heard()[0], std::string("Text news"));
    QVERIFY(peers.back()->heard()[1].find("pong") != std::string::npos);
    for (const auto& peer : peers)
        QTRY_VERIFY(!peer->heard().empty());
}

void TestFanout::whoLeavesHearsWhatWasSaidBefore()
{
    QFETCH_GLOBAL(bool, ring);
    ShardBench bench(1, ring);
    std::vector<std::unique_ptr<ShardPeer>> peers;
    bench.inLoop([&] {
        for (int i = 0; i < 20; ++i)
            peers.push_back(bench.client());
        bench.shard().deliver(ShardBench::broadcast("news"));
        peers.back()->close(1000);
    });
    QTRY_COMPARE(peers.back()->heard(), (std::vector<std::string> { "Text news", "Close 1000" }));
}

void TestFanout::aLoopThatEndsHasClosedEveryone_data()
{
    QTest::addColumn<bool>("aborted");
    QTest::newRow("and is destroyed") << false;
    QTest::newRow("and aborts whoever is left") << true;
}

void TestFanout::aLoopThatEndsHasClosedEveryone()
{
    QFETCH(bool, aborted);
    QFETCH_GLOBAL(bool, ring);
    ShardBench bench(2, ring);
    std::vector<std::unique_ptr<ShardPeer>> peers;
    bench.inLoop([&] {
        for (int i = 0; i < 50; ++i)
            peers.push_back(bench.client());
        bench.shard().deliver(ShardBench::broadcast("news"));
        bench.shard().closeAll(CloseReason::ServerShutdown);
        if (aborted)
            bench.shard().abortAll();
    });
    bench.end();
    for (const auto& peer : peers)
        QCOMPARE(shortened(peer->heard()),
                 (std::vector<std::string> { "Text news", "disconnect server_shutdown",
                                             "Close 1001 server_shutdown" }));
}

QTEST_GUILESS_MAIN(TestFanout)
#include "tst_fanout.moc"
