#include "core/auth/adminguard.h"

#include "core/http/request.h"
#include <QTest>

using namespace sluice;
using Fields = std::vector<HttpHead::Field>;

Q_DECLARE_METATYPE(Fields)
Q_DECLARE_METATYPE(Access)
Q_DECLARE_METATYPE(Verdict)

namespace {

const PeerAddress here { "127.0.0.1", 40000, true };
const PeerAddress there { "192.0.2.7", 40000, false };

Fields bearer(const std::string& token)
{
    return { { "Host", "h" }, { "Authorization", "Bearer " + token } };
}

Verdict decide(const AdminGuard& guard, const Fields& fields, bool local, Access access)
{
    HttpHead head;
    head.fields = fields;
    return guard.check(head, local ? here : there, access).verdict;
}

} // namespace

class TestAdminGuard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withTokens_data();
    void withTokens();
    void withoutTokens_data();
    void withoutTokens();
    void viewerTokenAlone();
    void metricsFollowTheirSetting();
    void refusalsSayWhy();
};

void TestAdminGuard::withTokens_data()
{
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<Access>("access");
    QTest::addColumn<Verdict>("expected");
    const auto row = [](const char* name, const Fields& fields, Access access, Verdict expected) {
        QTest::newRow(name) << fields << access << expected;
    };
    row("open needs nothing", {}, Access::Open, Verdict::Allowed);
    row("admin may read", bearer("sesame"), Access::Read, Verdict::Allowed);
    row("admin may change", bearer("sesame"), Access::Change, Verdict::Allowed);
    row("viewer may read", bearer("peek"), Access::Read, Verdict::Allowed);
    row("viewer may not change", bearer("peek"), Access::Change, Verdict::Forbidden);
    row("no token", { { "Host", "localhost" } }, Access::Change, Verdict::Unauthorized);
    row("wrong token", bearer("sesamE"), Access::Change, Verdict::Unauthorized);
    row("the beginning of the token", bearer("ses"), Access::Change, Verdict::Unauthorized);
    row("the token and more", bearer("sesamesesame"), Access::Change, Verdict::Unauthorized);
    row("an empty token", bearer(""), Access::Read, Verdict::Unauthorized);
    row("another scheme", { { "Authorization", "Basic sesame" } }, Access::Read,
        Verdict::Unauthorized);
    row("scheme in capitals", { { "authorization", "BEARER sesame" } }, Access::Change,
        Verdict::Allowed);
    row("several spaces", { { "Authorization", "Bearer   sesame" } }, Access::Change,
        Verdict::Allowed);
}

void TestAdminGuard::withTokens()
{
    QFETCH(Fields, fields);
    QFETCH(Access, access);
    QFETCH(Verdict, expected);
    const AdminGuard guard("sesame", "peek", true);
    QCOMPARE(decide(guard, fields, true, access), expected); // being local changes nothing
    QCOMPARE(decide(guard, fields, false, access), expected);
}

void TestAdminGuard::withoutTokens_data()
{
    QTest::addColumn<bool>("local");
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<Verdict>("expected");
    const auto row = [](const char* name, bool local, const Fields& fields, Verdict expected) {
        QTest::newRow(name) << local << fields << expected;
    };
    row("local by name", true, { { "Host", "localhost:8000" } }, Verdict::Allowed);
    row("local by address", true, { { "Host", "127.0.0.1:8000" } }, Verdict::Allowed);
    row("local by another address", true, { { "Host", "127.8.9.10" } }, Verdict::Allowed);
    row("local by IPv6", true, { { "Host", "[::1]:8000" } }, Verdict::Allowed);
    row("remote peer", false, { { "Host", "localhost" } }, Verdict::Forbidden);
    row("foreign Host, as after DNS rebinding", true, { { "Host", "evil.example:8000" } },
        Verdict::Forbidden);
    row("a name that begins like an address", true, { { "Host", "127.0.0.1.evil.example" } },
        Verdict::Forbidden);
    row("no Host", true, {}, Verdict::Forbidden);
    row("Forwarded", true, { { "Host", "localhost" }, { "Forwarded", "for=192.0.2.1" } },
        Verdict::Forbidden);
    row("X-Forwarded-For", true, { { "Host", "localhost" }, { "x-forwarded-FOR", "192.0.2.1" } },
        Verdict::Forbidden);
    row("X-Forwarded-Proto", true, { { "Host", "localhost" }, { "X-Forwarded-Proto", "https" } },
        Verdict::Forbidden);
    for (const char* field : { "X-Real-IP", "Via", "X-Client-IP", "X-Cluster-Client-IP",
                               "True-Client-IP", "CF-Connecting-IP", "X-Original-Forwarded-For" })
        row(field, true, { { "Host", "localhost" }, { field, "192.0.2.1" } }, Verdict::Forbidden);
    row("a field that only looks like a proxy's", true,
        { { "Host", "localhost" }, { "X-Via", "192.0.2.1" } }, Verdict::Allowed);
    row("own page", true, { { "Host", "localhost:1" }, { "Origin", "http://localhost:1" } },
        Verdict::Allowed);
    row("foreign page", true, { { "Host", "localhost:1" }, { "Origin", "https://evil.example" } },
        Verdict::Forbidden);
    row("page of another local server", true,
        { { "Host", "localhost:1" }, { "Origin", "http://localhost:2" } }, Verdict::Forbidden);
    row("sandboxed page", true, { { "Host", "localhost:1" }, { "Origin", "null" } },
        Verdict::Forbidden);
}

void TestAdminGuard::withoutTokens()
{
    QFETCH(bool, local);
    QFETCH(Fields, fields);
    QFETCH(Verdict, expected);
    const AdminGuard guard({}, {}, true);
    QCOMPARE(decide(guard, fields, local, Access::Read), expected);
    QCOMPARE(decide(guard, fields, local, Access::Change), expected);
    QCOMPARE(decide(guard, fields, local, Access::Open), Verdict::Allowed);
}

void TestAdminGuard::viewerTokenAlone()
{
    const AdminGuard guard({}, "peek", true);
    QCOMPARE(decide(guard, bearer("peek"), false, Access::Read), Verdict::Allowed);
    QCOMPARE(decide(guard, bearer("peek"), false, Access::Change), Verdict::Forbidden);
    QCOMPARE(decide(guard, bearer(""), false, Access::Read), Verdict::Forbidden);
    QCOMPARE(decide(guard, { { "Host", "localhost" } }, true, Access::Change), Verdict::Allowed);
}

void TestAdminGuard::metricsFollowTheirSetting()
{
    QCOMPARE(decide(AdminGuard("sesame", {}, true), {}, false, Access::Metrics), Verdict::Allowed);
    const AdminGuard closed("sesame", "peek", false);
    QCOMPARE(decide(closed, {}, false, Access::Metrics), Verdict::Unauthorized);
    QCOMPARE(decide(closed, bearer("peek"), false, Access::Metrics), Verdict::Allowed);
    QCOMPARE(decide(AdminGuard({}, {}, false), {}, false, Access::Metrics), Verdict::Forbidden);
}

void TestAdminGuard::refusalsSayWhy()
{
    const AdminGuard guard("sesame", {}, true);
    QVERIFY(!guard.check(HttpHead(), there, Access::Read).why.empty());
}

QTEST_APPLESS_MAIN(TestAdminGuard)
#include "tst_adminguard.moc"
