#include "core/admin/admincommands.h"

#include "tests/core/admin/adminbench.h"
#include "tests/support/jsonfields.h"

using namespace std::chrono_literals;
using namespace sluice;
using sluice::support::text;
using sluice::support::value;

class TestAdminCommands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void commandsAreObeyed();
    void drainsAreCommanded();
    void viewersMayOnlyWatch();
    void commandsForAnotherProcessAreRefused();
    void nonsenseIsAnswered();
};

void TestAdminCommands::commandsAreObeyed()
{
    AdminBench bench;
    const SessionKey anna = bench.hub.connect("anna");
    const SessionKey bert = bench.hub.connect("bert");
    Console& console = bench.attach();
    QJsonObject result = bench.command(console, R"("do":"message","id":"anna","data":{"n":1})");
    QCOMPARE(value(result, "ok"), QJsonValue(true));
    QCOMPARE(text(result, "ref"), QStringLiteral("r"));
    QCOMPARE(bench.hub.heardOfType(anna, "personal").size(), std::size_t { 1 });
    result = bench.command(console, R"("do":"broadcast","data":"hello")");
    QCOMPARE(value(result, "recipients"), QJsonValue(2));
    QCOMPARE(bench.hub.heardOfType(bert, "message").size(), std::size_t { 1 });
    result = bench.command(console, R"("do":"message","id":"nobody","data":1)");
    QCOMPARE(text(result, "code"), QStringLiteral("bad_request"));
    result = bench.command(console, R"("do":"close","ids":["anna","nobody"])");
    QCOMPARE(value(result, "closed"), QJsonValue(1));
    QCOMPARE(value(result, "unknown"), QJsonValue(QJsonArray { QStringLiteral("nobody") }));
    QCOMPARE(bench.hub.heard(anna).closed, std::optional(CloseReason::Kicked));
    result = bench.command(console, R"("do":"accepting","enabled":false)");
    QCOMPARE(value(result, "enabled"), QJsonValue(false));
    QVERIFY(!bench.accepting);
}

void TestAdminCommands::drainsAreCommanded()
{
    AdminBench bench;
    bench.hub.connect("anna");
    Console& console = bench.attach();
    QJsonObject result = bench.command(console, R"("do":"cancel_drain")");
    QCOMPARE(text(result, "code"), QStringLiteral("no_drain"));
    result = bench.command(console, R"("do":"drain","timeout_s":60,"ramp_s":10,"dry_run":true)");
    QCOMPARE(value(result, "plan")[QLatin1String("timeout_s")], QJsonValue(60));
    QCOMPARE(bench.drain->state(), drain::State::Serving);
    result = bench.command(console, R"("do":"drain","timeout_s":60,"ramp_s":10)");
    QCOMPARE(value(result, "joined"), QJsonValue(false));
    QCOMPARE(value(result, "drain")[QLatin1String("state")],
             QJsonValue(QStringLiteral("Draining")));
    QCOMPARE(value(result, "drain")[QLatin1String("reason")],
             QJsonValue(QStringLiteral("console")));
    QCOMPARE(value(bench.command(console, R"("do":"drain")"), "joined"), QJsonValue(true));
    result = bench.command(console, R"("do":"update_drain","timeout_s":600)");
    QVERIFY(value(result, "drain")[QLatin1String("remaining_ms")].toInt() > 500000);
    result = bench.command(console, R"("do":"cancel_drain")");
    QCOMPARE(value(result, "ok"), QJsonValue(true));
    QCOMPARE(bench.drain->state(), drain::State::Serving);
    bench.command(console, R"("do":"force")");
    QCOMPARE(bench.drain->state(), drain::State::Closing);
    result = bench.command(console, R"("do":"cancel_drain")");
    QCOMPARE(text(result, "code"), QStringLiteral("too_late"));
}

void TestAdminCommands::viewersMayOnlyWatch()
{
    AdminBench bench;
    bench.hub.connect("anna");
    Console& viewer = bench.attach(adminwire::Role::Viewer);
    const QJsonObject result = bench.command(viewer, R"("do":"force")");
    QCOMPARE(value(result, "ok"), QJsonValue(false));
    QCOMPARE(text(result, "code"), QStringLiteral("permission_denied"));
    QCOMPARE(bench.drain->state(), drain::State::Serving);
    bench.subscribe(viewer);
    QVERIFY(AdminBench::isSynced(viewer));
}

void TestAdminCommands::commandsForAnotherProcessAreRefused()
{
    AdminBench bench;
    bench.hub.connect("anna");
    Console& console = bench.attach();
    QJsonObject result
        = bench.command(console, R"("do":"close","ids":["anna"],"expect_boot_id":"other")");
    QCOMPARE(text(result, "code"), QStringLiteral("wrong_boot_id"));
    QVERIFY(bench.hub.orders.size() == 1); // the admission
    result = bench.command(console,
                           R"("do":"close","ids":["anna"],"expect_boot_id":")"
                               + bench.service->bootId() + '"');
    QCOMPARE(value(result, "closed"), QJsonValue(1));
}

void TestAdminCommands::nonsenseIsAnswered()
{
    AdminBench bench;
    Console& console = bench.attach();
    bench.say(console, "hello");
    QCOMPARE(typeOf(console.heard.back()), QStringLiteral("error"));
    bench.say(console, R"({"type":"subscribe","topics":["weather"]})");
    QCOMPARE(console.count("error"), qsizetype { 2 });
    QCOMPARE(text(bench.command(console, R"("do":"fly")"), "code"), QStringLiteral("bad_request"));
}

QTEST_GUILESS_MAIN(TestAdminCommands)
#include "tst_admincommands.moc"
