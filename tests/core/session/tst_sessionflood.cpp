// Clients who send more than a turn of the loop has room for.
#include "core/session/session.h"

#include "tests/core/session/sessionbench.h"
#include "tests/support/epollmain.h"
#include <algorithm>
#include <array>
#include <numeric>

using namespace std::chrono_literals;
using namespace sluice;

class TestSessionFlood : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void manyWhoSendMuchShareATurn_data() { crowdedOrNot(); }
    void manyWhoSendMuchShareATurn();
    void manyWhoFillTheirReadsShareATurn_data() { crowdedOrNot(); }
    void manyWhoFillTheirReadsShareATurn();

private:
    static void crowdedOrNot();
};

void TestSessionFlood::crowdedOrNot()
{
    QTest::addColumn<bool>("crowded");
    QTest::newRow("the loop has a processor for itself") << false;
    QTest::newRow("the loop is kept waiting for one") << true;
}

void TestSessionFlood::manyWhoSendMuchShareATurn()
{
    QFETCH(const bool, crowded);
    constexpr std::size_t texts = 1500;
    Restraint::Duration now {};
    TurnShares shares(
        *EpollDispatcher::current(),
        { [&] { return now; }, [&] { return crowded ? Restraint::Duration {} : now; } });
    std::string flood;
    for (std::size_t i = 0; i < texts; ++i)
        flood += encodeMaskedFrame(Opcode::Text, "x", 7);
    std::array<std::size_t, 5> heard {};
    std::vector<std::unique_ptr<SessionBench>> benches;
    for (std::size_t& count : heard) {
        benches.push_back(std::make_unique<SessionBench>(SessionLimits {}, Session::Traits {},
                                                         false, &shares.leftovers()));
        benches.back()->owner.onText = [&](Session&) {
            ++count;
            now += TurnShare::usual;
        };
        benches.back()->open();
        benches.back()->send(flood);
    }
    const auto sum
        = [&heard] { return std::accumulate(heard.begin(), heard.end(), std::size_t { 0 }); };
    QTRY_VERIFY(*std::min_element(heard.begin(), heard.end()) > 0);
    while (sum() < heard.size() * texts) {
        const auto before = sum();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(sum() - before <= texts / 2); // one of them
        const auto [least, most] = std::minmax_element(heard.begin(), heard.end());
        QVERIFY(*most - *least <= texts / 2); // each in turn
    }
}

// Long messages leave nothing over: what they cost is the reading itself, on a clock that sees
// six tenths of a millisecond go by with each.
void TestSessionFlood::manyWhoFillTheirReadsShareATurn()
{
    QFETCH(const bool, crowded);
    constexpr std::size_t clients = 6;
    constexpr std::size_t aRead = Transport::leastRoom;
    const std::string message = encodeMaskedFrame(Opcode::Text, std::string(60000, 'x'), 7);
    Restraint::Duration now {};
    const auto wall = [&now, works = true]() mutable {
        works = !works; // it is asked before and after
        return now += works ? 600us : 0us;
    };
    TurnShares shares(*EpollDispatcher::current(),
                      { wall, [&] { return crowded ? Restraint::Duration {} : now; } });
    std::vector<std::unique_ptr<SessionBench>> benches;
    for (std::size_t i = 0; i < clients; ++i) {
        benches.push_back(std::make_unique<SessionBench>(SessionLimits {}, Session::Traits {},
                                                         false, &shares.leftovers()));
        benches.back()->open();
        benches.back()->send(message);
    }
    const auto heard = [&benches] {
        return std::accumulate(benches.begin(), benches.end(), std::uint64_t { 0 },
                               [](std::uint64_t sum, const auto& bench) {
                                   return sum + bench->session->activity().inOctets;
                               });
    };
    while (heard() < clients * aRead) // the first reads are nobody's flood yet
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    while (heard() < clients * message.size()) {
        const auto before = heard();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(heard() - before <= 3 * aRead);
    }
}

SLUICE_EPOLL_MAIN(TestSessionFlood)
#include "tst_sessionflood.moc"
