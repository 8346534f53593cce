#include "app/bench/ledger.h"
#include "app/bench/payload.h"
#include <QTest>

using namespace sluice::bench;

namespace {

using Kind = PayloadCheck::Kind;

PayloadCheck whole(std::uint32_t sequence, std::uint32_t run = 7)
{
    return { Kind::Whole, { run, sequence } };
}

} // namespace

class TestPayload : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void survivesTheWayThere_data();
    void survivesTheWayThere();
    void everyChangedOctetIsNoticed();
    void notWhatWasSent_data();
    void notWhatWasSent();
    void readsNumbers_data();
    void readsNumbers();
    void countsEachKindOfFault();
};

void TestPayload::survivesTheWayThere_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("bare text") << 200 << QByteArray() << QByteArray();
    QTest::newRow("data at the end of an object")
        << 200 << QByteArray(R"({"type":"message","data":")") << QByteArray(R"("})");
    QTest::newRow("data in the middle of an object")
        << 1000 << QByteArray(R"({"data":")") << QByteArray(R"(","offset":5})");
    QTest::newRow("the smallest payload") << int(smallestPayload) << QByteArray() << QByteArray();
}

void TestPayload::survivesTheWayThere()
{
    QFETCH(int, size);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const auto payload = makePayload({ 0xdeadbeef, 42 }, static_cast<std::size_t>(size));
    QCOMPARE(payload.size(), static_cast<std::size_t>(size));
    const auto frame = before.toStdString() + payload + after.toStdString();
    const auto check = checkPayload(frame, static_cast<std::size_t>(size));
    QVERIFY(check.kind == Kind::Whole);
    QCOMPARE(check.stamp.run, 0xdeadbeefU);
    QCOMPARE(check.stamp.sequence, 42U);
}

void TestPayload::everyChangedOctetIsNoticed()
{
    const auto payload = makePayload({ 1, 2 }, 120);
    for (std::size_t i = 0; i < payload.size(); ++i) {
        auto changed = payload;
        changed[i] = changed[i] == '#' ? '+' : '#';
        QVERIFY2(checkPayload(changed, 120).kind != Kind::Whole, qPrintable(QString::number(i)));
    }
}

void TestPayload::notWhatWasSent_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<bool>("damaged");
    const auto payload = QByteArray::fromStdString(makePayload({ 1, 2 }, 100));
    QTest::newRow("the last octet is missing") << payload.chopped(1) << true;
    QTest::newRow("an octet is left over") << payload + "x" << true;
    QTest::newRow("nothing closes the JSON string") << "{\"data\":\"" + payload << true;
    QTest::newRow("a longer payload than asked for")
        << QByteArray::fromStdString(makePayload({ 1, 2 }, 101)) << true;
    QTest::newRow("a welcome") << QByteArray(R"({"type":"welcome"})") << false;
    QTest::newRow("an empty frame") << QByteArray() << false;
}

void TestPayload::notWhatWasSent()
{
    QFETCH(QByteArray, frame);
    QFETCH(bool, damaged);
    const auto kind = checkPayload(frame.toStdString(), 100).kind;
    QVERIFY(kind == (damaged ? Kind::Damaged : Kind::NotOurs));
}

void TestPayload::readsNumbers_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<qint64>("number");
    QTest::newRow("first field") << QByteArray(R"({"offset":18,"x":1})") << qint64(18);
    QTest::newRow("last field, with a space") << QByteArray(R"({"x":1,"offset": 9})") << qint64(9);
    QTest::newRow("no such field") << QByteArray(R"({"x":1})") << qint64(-1);
    QTest::newRow("no number") << QByteArray(R"({"offset":null})") << qint64(-1);
    QTest::newRow("the frame ends") << QByteArray(R"({"offset":)") << qint64(-1);
}

void TestPayload::readsNumbers()
{
    QFETCH(QByteArray, frame);
    QFETCH(qint64, number);
    const auto found = numberAfter(frame.toStdString(), "\"offset\"");
    QCOMPARE(found ? static_cast<qint64>(*found) : -1, number);
}

void TestPayload::countsEachKindOfFault()
{
    Ledger ledger;
    Faults faults;
    QVERIFY(ledger.accept(whole(0), 10, 7, faults));
    QVERIFY(ledger.accept(whole(1), 11, 7, faults));
    QVERIFY(!faults.any());
    QVERIFY(!ledger.accept(whole(1), 12, 7, faults));
    QCOMPARE(faults.repeated, 1U);
    QVERIFY(ledger.accept(whole(4), 12, 7, faults));
    QCOMPARE(faults.lost, 2U);
    QCOMPARE(faults.offsetsNotRising, 1U);
    QVERIFY(!ledger.accept(whole(5, 8), 14, 7, faults));
    QCOMPARE(faults.foreign, 1U);
    QVERIFY(!ledger.accept({ Kind::Damaged, {} }, 15, 7, faults));
    QCOMPARE(faults.damaged, 1U);
    QVERIFY(ledger.accept(whole(5), 16, 7, faults));
    QCOMPARE(ledger.due(), 6U);
}

QTEST_APPLESS_MAIN(TestPayload)
#include "tst_payload.moc"
