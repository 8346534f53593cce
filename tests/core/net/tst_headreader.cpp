#include "core/net/headreader.h"

#include <QTest>

using namespace sluice;

namespace {

const std::string first = "GET /one HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string second = "POST /two HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n";

} // namespace

class TestHeadReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void headIsFoundInAnyPieces_data();
    void headIsFoundInAnyPieces();
    void whatCameBehindIsKept();
    void headsComeInTheirOrder();
    void endlessHeadIsTooLarge_data();
    void endlessHeadIsTooLarge();
    void foreignProtocolIsToldAtOnce();
    void emptyInputHoldsNothing();
};

void TestHeadReader::headIsFoundInAnyPieces_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("whole") << 1000;
    QTest::newRow("octet by octet") << 1;
    QTest::newRow("in sevens") << 7;
    QTest::newRow("all but the last octet first") << int(first.size()) - 1;
}

void TestHeadReader::headIsFoundInAnyPieces()
{
    QFETCH(int, size);
    HeadReader reader;
    for (std::size_t at = 0; at < first.size(); at += std::size_t(size)) {
        const HeadResult result
            = reader.read(std::string_view(first).substr(at, std::size_t(size)));
        const bool last = at + std::size_t(size) >= first.size();
        QCOMPARE(result.outcome, last ? HeadOutcome::Complete : HeadOutcome::Incomplete);
        if (last)
            QCOMPARE(result.head.path, std::string("/one"));
    }
    QVERIFY(reader.isEmpty());
}

void TestHeadReader::whatCameBehindIsKept()
{
    HeadReader reader;
    const HeadResult result = reader.read(second + "body" + first);
    QCOMPARE(result.outcome, HeadOutcome::Complete);
    QCOMPARE(result.head.contentLength, 4U);
    QVERIFY(!reader.isEmpty());
    QCOMPARE(reader.takeRest(), "body" + first);
    QVERIFY(reader.isEmpty());
}

void TestHeadReader::headsComeInTheirOrder()
{
    HeadReader reader;
    QCOMPARE(reader.read(first + second + first).head.path, std::string("/one"));
    QCOMPARE(reader.read().head.path, std::string("/two"));
    QCOMPARE(reader.read().head.path, std::string("/one"));
    QVERIFY(reader.isEmpty());
}

void TestHeadReader::endlessHeadIsTooLarge_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("in one piece") << 10000;
    QTest::newRow("in small pieces") << 100;
}

void TestHeadReader::endlessHeadIsTooLarge()
{
    QFETCH(int, size);
    const std::string input = "GET / HTTP/1.1\r\nX: " + std::string(9000, 'a');
    HeadReader reader;
    std::size_t given = 0;
    HeadOutcome outcome = HeadOutcome::Incomplete;
    while (outcome == HeadOutcome::Incomplete && given < input.size()) {
        const std::string_view piece = std::string_view(input).substr(given, std::size_t(size));
        outcome = reader.read(piece).outcome;
        given += piece.size();
    }
    QCOMPARE(outcome, HeadOutcome::TooLarge);
    QVERIFY(given <= std::max<std::size_t>(HttpHead::maxBytes + 100, std::size_t(size)));
}

void TestHeadReader::foreignProtocolIsToldAtOnce()
{
    HeadReader reader;
    QCOMPARE(reader.read("\x16").outcome, HeadOutcome::Malformed); // how a TLS record begins
}

void TestHeadReader::emptyInputHoldsNothing()
{
    HeadReader reader;
    QCOMPARE(reader.read().outcome, HeadOutcome::Incomplete);
    QVERIFY(reader.isEmpty());
}

QTEST_APPLESS_MAIN(TestHeadReader)
#include "tst_headreader.moc"
