#include "core/settings/accesschecks.h"

#include "core/settings/settings.h"
#include <QTest>
#include <functional>

using namespace sluice;

namespace {

using Change = std::function<void(Settings&)>;
constexpr const char* longToken = "a-token-of-some-length";

} // namespace
Q_DECLARE_METATYPE(Change)

class TestAccessChecks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsHardlyMeantIsSaid_data();
    void whatIsHardlyMeantIsSaid();
};

void TestAccessChecks::whatIsHardlyMeantIsSaid_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("begins");
    const auto row = [](const char* name, const Change& change, const QString& begins = {}) {
        QTest::newRow(name) << change << begins;
    };
    row("nothing about the defaults", [](Settings&) {});
    row(
        "tokens that nobody needs",
        [](Settings& settings) {
            settings.authTokens = { { {}, longToken } };
        },
        QStringLiteral("auth_tokens is set, but auth is none"));
    row(
        "a key that nobody needs", [](Settings& settings) { settings.jwtPublicKey = "key.pem"; },
        QStringLiteral("jwt_public_key is set, but auth is none"));
    row(
        "an operator's token that can be guessed",
        [](Settings& settings) { settings.adminToken = "fifteen-letters"; },
        QStringLiteral("admin_token has fewer than 16 characters"));
    row("one that is just long enough",
        [](Settings& settings) { settings.adminToken = "sixteen--letters"; });
    row(
        "a viewer's token that can be guessed",
        [](Settings& settings) { settings.viewerToken = "view"; },
        QStringLiteral("viewer_token has fewer than 16 characters"));
    row(
        "one client's token of two that can be guessed",
        [](Settings& settings) {
            settings.auth = Auth::Token;
            settings.authTokens = { { "anna", longToken }, { "bob", "hello" } };
        },
        QStringLiteral("A token of auth_tokens has fewer than 16 characters"));
    row(
        "an issuer's tokens for whomever they are",
        [](Settings& settings) {
            settings.auth = Auth::Jwt;
            settings.jwtAlgorithm = JwtAlgorithm::Es256;
        },
        QStringLiteral("jwt_audience is not set"));
    row("an issuer's tokens for this server", [](Settings& settings) {
        settings.auth = Auth::Jwt;
        settings.jwtAlgorithm = JwtAlgorithm::Rs256;
        settings.jwtAudience = "chat";
    });
    row("a secret of one's own", [](Settings& settings) {
        settings.auth = Auth::Jwt;
        settings.jwtAlgorithm = JwtAlgorithm::Hs256;
    });
}

void TestAccessChecks::whatIsHardlyMeantIsSaid()
{
    QFETCH(const Change, change);
    QFETCH(const QString, begins);
    Settings settings;
    change(settings);
    const auto warnings = accessWarnings(settings);
    QCOMPARE(warnings.size(), begins.isEmpty() ? std::size_t { 0 } : std::size_t { 1 });
    if (!begins.isEmpty())
        QVERIFY2(QString::fromStdString(warnings.front()).startsWith(begins),
                 warnings.front().c_str());
}

QTEST_APPLESS_MAIN(TestAccessChecks)
#include "tst_accesschecks.moc"
