#include "core/admin/admindoor.h"

#include "core/admin/adminplaces.h"
#include "core/http/request.h"
#include "tests/support/defaultsettings.h"
#include <QTest>

using namespace sluice;

namespace {

HttpHead headWith(const std::string& token, const std::string& subprotocol = "sluice-admin.v1")
{
    HttpHead head;
    head.method = "GET";
    head.path = std::string(adminwire::path);
    head.fields = { { "Host", "127.0.0.1:8000" }, { "Sec-WebSocket-Protocol", subprotocol } };
    if (!token.empty())
        head.fields.push_back({ "Authorization", "Bearer " + token });
    return head;
}

Settings settingsWithTokens()
{
    Settings settings = support::defaultSettings();
    settings.adminToken = "admin-secret";
    settings.viewerToken = "viewer-secret";
    return settings;
}

const PeerAddress neighbour { "192.0.2.1", 40000, false };
const PeerAddress ourselves { "127.0.0.1", 40000, true };

} // namespace

class TestAdminDoor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoIsLetIn_data();
    void whoIsLetIn();
    void withoutTokensOnlyThisMachine();
    void placesAreCounted();
    void aFullHouseIsSaidAfterTheTokenWasChecked();
};

void TestAdminDoor::whoIsLetIn_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<QString>("subprotocol");
    QTest::addColumn<int>("status"); // 0: let in
    QTest::addColumn<bool>("isOperator");
    const auto row = [](const char* name, const char* token, const char* subprotocol, int status,
                        bool isOperator) {
        QTest::newRow(name) << QString::fromLatin1(token) << QString::fromLatin1(subprotocol)
                            << status << isOperator;
    };
    row("an operator", "admin-secret", "sluice-admin.v1", 0, true);
    row("a viewer", "viewer-secret", "sluice-admin.v1", 0, false);
    row("one of several sub-protocols", "viewer-secret", "sluice.v1, sluice-admin.v1", 0, false);
    row("nobody we know", "guess", "sluice-admin.v1", 401, false);
    row("without a token", "", "sluice-admin.v1", 401, false);
    row("another sub-protocol", "admin-secret", "sluice.v1", 400, false);
    row("no sub-protocol", "admin-secret", "", 400, false);
    row("a token is asked for first", "", "", 401, false);
}

void TestAdminDoor::whoIsLetIn()
{
    QFETCH(QString, token);
    QFETCH(QString, subprotocol);
    QFETCH(int, status);
    QFETCH(bool, isOperator);
    const Settings settings = settingsWithTokens();
    const AdminPlaces places;
    const AdminDoor door(settings, places);
    const HttpHead head = headWith(token.toStdString(), subprotocol.toStdString());
    const auto refusal = door.refusal(head, neighbour);
    QCOMPARE(refusal ? refusal->status : 0, status);
    if (!refusal)
        QCOMPARE(door.role(head, neighbour) == adminwire::Role::Operator, isOperator);
}

void TestAdminDoor::withoutTokensOnlyThisMachine()
{
    const Settings settings = support::defaultSettings();
    const AdminPlaces places;
    const AdminDoor door(settings, places);
    QCOMPARE(door.refusal(headWith({}), neighbour)->status, 403);
    QVERIFY(!door.refusal(headWith({}), ourselves));
    QCOMPARE(door.role(headWith({}), ourselves), adminwire::Role::Operator);
    HttpHead fromAPage = headWith({});
    fromAPage.fields.push_back({ "Origin", "http://evil.example" });
    QCOMPARE(door.refusal(fromAPage, ourselves)->status, 403);
}

void TestAdminDoor::placesAreCounted()
{
    AdminPlaces places;
    for (int i = 0; i < 16; ++i) {
        QVERIFY(!places.isFull());
        QVERIFY(places.take());
    }
    QVERIFY(places.isFull());
    QVERIFY(!places.take());
    places.release();
    QVERIFY(places.take());
    QVERIFY(!places.take());
}

void TestAdminDoor::aFullHouseIsSaidAfterTheTokenWasChecked()
{
    const Settings settings = settingsWithTokens();
    AdminPlaces places;
    while (places.take()) { }
    const AdminDoor door(settings, places);
    QCOMPARE(door.refusal(headWith("viewer-secret"), neighbour)->status, 503);
    QCOMPARE(door.refusal(headWith("guess"), neighbour)->status, 401);
}

QTEST_APPLESS_MAIN(TestAdminDoor)
#include "tst_admindoor.moc"
