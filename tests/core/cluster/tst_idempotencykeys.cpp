#include "core/cluster/idempotencykeys.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace sluice;

namespace {

const WallTime start { std::chrono::hours(24 * 365 * 50) };

SharedMessage messageAt(WallTime time)
{
    Message message;
    message.time = time;
    return std::make_shared<const Message>(message);
}

} // namespace

class TestIdempotencyKeys : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aKeyFindsItsMessage();
    void anEmptyKeyIsNoKey();
    void keysAreForgottenAfterFiveMinutes();
    void theOldestKeyGoesWhenThereAreTooMany();
    void rememberingAKeyTwiceKeepsTheFirst();
};

void TestIdempotencyKeys::aKeyFindsItsMessage()
{
    IdempotencyKeys keys;
    const auto one = messageAt(start);
    const auto two = messageAt(start);
    keys.remember("one", one);
    keys.remember("two", two);
    QCOMPARE(keys.find("one", start), one);
    QCOMPARE(keys.find("two", start), two);
    QCOMPARE(keys.find("three", start), nullptr);
}

void TestIdempotencyKeys::anEmptyKeyIsNoKey()
{
    IdempotencyKeys keys;
    keys.remember("", messageAt(start));
    QCOMPARE(keys.find("", start), nullptr);
}

void TestIdempotencyKeys::keysAreForgottenAfterFiveMinutes()
{
    IdempotencyKeys keys;
    const auto message = messageAt(start);
    keys.remember("early", message);
    keys.remember("late", messageAt(start + 1min));
    QCOMPARE(keys.find("early", start + 5min), message);
    QCOMPARE(keys.find("early", start + 5min + 1ms), nullptr);
    QVERIFY(keys.find("late", start + 5min + 1ms) != nullptr);
    QCOMPARE(keys.find("early", start), nullptr); // for good
}

void TestIdempotencyKeys::theOldestKeyGoesWhenThereAreTooMany()
{
    IdempotencyKeys keys;
    const auto message = messageAt(start);
    for (std::size_t i = 0; i <= IdempotencyKeys::most; ++i)
        keys.remember(std::to_string(i), message);
    QCOMPARE(keys.find("0", start), nullptr);
    QCOMPARE(keys.find("1", start), message);
    QCOMPARE(keys.find(std::to_string(IdempotencyKeys::most), start), message);
}

void TestIdempotencyKeys::rememberingAKeyTwiceKeepsTheFirst()
{
    IdempotencyKeys keys;
    const auto first = messageAt(start);
    keys.remember("key", first);
    keys.remember("key", messageAt(start + 1min));
    QCOMPARE(keys.find("key", start + 1min), first);
    QCOMPARE(keys.find("key", start + 1h), nullptr);
    keys.remember("key", first);
    QCOMPARE(keys.find("key", start), first);
}

QTEST_APPLESS_MAIN(TestIdempotencyKeys)
#include "tst_idempotencykeys.moc"
