#include "core/runtime/mailbox.h"

#include <QCoreApplication>
#include <QTest>
#include <memory>
#include <thread>
#include <vector>

using sluice::Mailbox;

class TestMailbox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lettersRunInTheOrderOfPosting();
    void lettersPostedBeforeAttachAreKept();
    void lettersOfFourThreadsAllArriveEachThreadsInOrder();
    void aLetterPostedInALetterRunsInALaterTurn();
    void postingAfterDetachIsRefused();
    void detachDropsWhatIsInside();
    void aLetterMayDetachAndTheRestIsDropped();
    void lettersRunInANestedLoopOfALetter();
};

void TestMailbox::lettersRunInTheOrderOfPosting()
{
    Mailbox mailbox;
    mailbox.attach();
    std::vector<int> seen;
    for (int i = 0; i < 100; ++i)
        QVERIFY(mailbox.post([&seen, i] { seen.push_back(i); }));
    QVERIFY(seen.empty());
    QTRY_COMPARE(seen.size(), 100U);
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
}

void TestMailbox::lettersPostedBeforeAttachAreKept()
{
    Mailbox mailbox;
    bool ran = false;
    QVERIFY(mailbox.post([&ran] { ran = true; }));
    mailbox.attach();
    QTRY_VERIFY(ran);
}

void TestMailbox::lettersOfFourThreadsAllArriveEachThreadsInOrder()
{
    constexpr std::size_t threads = 4;
    constexpr int each = 5000;
    Mailbox mailbox;
    mailbox.attach();
    std::vector<std::vector<int>> seen(threads);
    std::vector<std::thread> posters;
    for (std::size_t t = 0; t < threads; ++t) {
        posters.emplace_back([&mailbox, &seen, t] {
            for (int i = 0; i < each; ++i)
                mailbox.post([&seen, t, i] { seen[t].push_back(i); });
        });
    }
    const auto complete = [&seen] {
        return std::all_of(seen.begin(), seen.end(),
                           [](const auto& numbers) { return numbers.size() == each; });
    };
    QTRY_VERIFY(complete());
    for (auto& poster : posters)
        poster.join();
    for (const auto& numbers : seen)
        QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
}

void TestMailbox::aLetterPostedInALetterRunsInALaterTurn()
{
    Mailbox mailbox;
    mailbox.attach();
    std::vector<int> seen;
    mailbox.post([&] {
        mailbox.post([&seen] { seen.push_back(3); });
        seen.push_back(1);
    });
    mailbox.post([&seen] { seen.push_back(2); });
    QTRY_VERIFY(!seen.empty());
    QTRY_COMPARE(seen, (std::vector { 1, 2, 3 }));
}

void TestMailbox::postingAfterDetachIsRefused()
{
    Mailbox mailbox;
    mailbox.attach();
    mailbox.detach();
    auto captured = std::make_shared<int>(1);
    QVERIFY(!mailbox.post([captured] {}));
    QCOMPARE(captured.use_count(), 1L);
}

void TestMailbox::detachDropsWhatIsInside()
{
    Mailbox mailbox;
    mailbox.attach();
    auto captured = std::make_shared<int>(1);
    bool ran = false;
    mailbox.post([captured, &ran] { ran = true; });
    mailbox.detach();
    QCOMPARE(captured.use_count(), 1L);
    QCoreApplication::processEvents();
    QVERIFY(!ran);
}

void TestMailbox::aLetterMayDetachAndTheRestIsDropped()
{
    Mailbox mailbox;
    mailbox.attach();
    std::vector<int> seen;
    auto captured = std::make_shared<int>(1);
    mailbox.post([&] {
        seen.push_back(1);
        mailbox.detach();
    });
    mailbox.post([&seen, captured] { seen.push_back(2); });
    QTRY_COMPARE(captured.use_count(), 1L);
    QCOMPARE(seen, std::vector { 1 });
}

void TestMailbox::lettersRunInANestedLoopOfALetter()
{
    Mailbox mailbox;
    mailbox.attach();
    std::vector<int> seen;
    mailbox.post([&] {
        QEventLoop nested;
        mailbox.post([&] {
            seen.push_back(1);
            nested.quit();
        });
        nested.exec();
        seen.push_back(2);
    });
    QTRY_COMPARE(seen, (std::vector { 1, 2 }));
}

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
