#include "core/session/closereason.h"
#include <QTest>
#include <set>

using namespace sluice;

class TestCloseReason : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyReasonHasItsRow_data();
    void everyReasonHasItsRow();
    void tokensAreUnique();
    void rowsAreFitForTheWire();
};

namespace {

constexpr int reasons = static_cast<int>(CloseReason::InternalError) + 1;

} // namespace

void TestCloseReason::everyReasonHasItsRow_data()
{
    QTest::addColumn<CloseReason>("reason");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("reconnect");
    QTest::addColumn<int>("httpStatus");
    const auto row
        = [](CloseReason reason, int code, const char* token, bool reconnect, int status) {
              QTest::newRow(token) << reason << code << QByteArray(token) << reconnect << status;
          };
    using enum CloseReason;
    row(ServerShutdown, 1001, "server_shutdown", true, 503);
    row(NotAccepting, 1001, "not_accepting", true, 503);
    row(Stale, 1001, "stale", true, 408);
    row(ProtocolError, 1002, "protocol_error", false, 400);
    row(InvalidClientId, 1003, "invalid_client_id", false, 400);
    row(BinaryNotSupported, 1003, "binary_not_supported", false, 415);
    row(InvalidUtf8, 1007, "invalid_utf8", false, 400);
    row(Unauthorized, 1008, "unauthorized", false, 401);
    row(TokenExpired, 1008, "token_expired", true, 401);
    row(OriginDenied, 1008, "origin_denied", false, 403);
    row(RateLimited, 1008, "rate_limited", true, 429);
    row(SlowConsumer, 1008, "slow_consumer", true, 503);
    row(ClientIdInUse, 1008, "client_id_in_use", false, 403);
    row(Replaced, 1008, "replaced", false, 403);
    row(Kicked, 1008, "kicked", false, 403);
    row(TooManyConnections, 1008, "too_many_connections", true, 503);
    row(MessageTooBig, 1009, "message_too_big", false, 413);
    row(InternalError, 1011, "internal_error", true, 500);
}

void TestCloseReason::everyReasonHasItsRow()
{
    QFETCH(CloseReason, reason);
    QFETCH(QByteArray, token);
    const CloseRow& row = closeRow(reason);
    QCOMPARE(row.reason, reason);
    QTEST(int(row.code), "code");
    QCOMPARE(row.token, std::string_view(token.constData()));
    QTEST(row.reconnect, "reconnect");
    QTEST(row.httpStatus, "httpStatus");
}

void TestCloseReason::tokensAreUnique()
{
    std::set<std::string_view> tokens;
    for (int i = 0; i < reasons; ++i)
        tokens.insert(closeRow(static_cast<CloseReason>(i)).token);
    QCOMPARE(int(tokens.size()), reasons);
}

void TestCloseReason::rowsAreFitForTheWire()
{
    for (int i = 0; i < reasons; ++i) {
        const CloseRow& row = closeRow(static_cast<CloseReason>(i));
        QVERIFY(row.token.size() <= 123); // a Close frame's reason
        QVERIFY(row.code != 1012 && row.code != 1013); // Qt clients report these as 1002
        QVERIFY(row.usedWhen.size() > 20);
    }
}

QTEST_APPLESS_MAIN(TestCloseReason)
#include "tst_closereason.moc"
