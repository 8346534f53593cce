#include "core/admin/localadminlink.h"

#include "core/serverhost.h"
#include "tests/support/defaultsettings.h"
#include "tests/support/epollmain.h"
#include <QJsonArray>
#include <QSignalSpy>
#include <QWebSocket>

using namespace std::chrono_literals;
using namespace sluice;

namespace {

// A console in this process, and all that it hears.
struct Window {
    explicit Window(ServerHost& host) : link(host.adminLink())
    {
        QObject::connect(link.get(), &AdminLink::received, link.get(),
                         [this](const QJsonObject& message) { heard.push_back(message); });
    }
    const QJsonObject* first(const char* type) const
    {
        for (const QJsonObject& message : heard)
            if (message[QLatin1String("type")].toString() == QLatin1String(type))
                return &message;
        return nullptr;
    }
    bool hears(const char* type)
    {
        return QTest::qWaitFor([&] { return first(type) != nullptr; });
    }
    void subscribe() const
    {
        link->send({ { QStringLiteral("type"), QStringLiteral("subscribe") },
                     { QStringLiteral("topics"),
                       QJsonArray { QStringLiteral("clients"), QStringLiteral("drain") } } });
    }

    std::unique_ptr<AdminLink> link;
    std::vector<QJsonObject> heard;
};

} // namespace

class TestLocalAdminLink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void itOpensWithAGreetingForAnOperator();
    void itHearsTheStream();
    void itsCommandsAreObeyed();
    void itHearsTheEndBeforeTheHostSaysSo();
    void aHostThatIsDestroyedClosesIt();
    void itMayGoAtAnyTime();
    void aHostThatHasEndedIsSaid();
};

void TestLocalAdminLink::itOpensWithAGreetingForAnOperator()
{
    ServerHost host(support::serverSettings());
    QCOMPARE(host.start(), std::nullopt);
    Window window(host);
    QSignalSpy opened(window.link.get(), &AdminLink::opened);
    window.link->open();
    QVERIFY(window.hears("hello"));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(window.heard.size(), std::size_t { 1 });
    QCOMPARE(window.heard[0][QLatin1String("role")].toString(), QStringLiteral("operator"));
}

void TestLocalAdminLink::itHearsTheStream()
{
    ServerHost host(support::serverSettings());
    QCOMPARE(host.start(), std::nullopt);
    Window window(host);
    window.link->open();
    window.subscribe();
    QVERIFY(window.hears("synced"));
    QWebSocket anna;
    anna.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws/anna").arg(host.port())));
    QVERIFY(window.hears("delta"));
    QCOMPARE(window.first("delta")->value(QLatin1String("up"))[0][0].toString(),
             QStringLiteral("anna"));
}

void TestLocalAdminLink::itsCommandsAreObeyed()
{
    ServerHost host(support::serverSettings());
    QCOMPARE(host.start(), std::nullopt);
    Window window(host);
    window.link->open();
    window.link->send({ { QStringLiteral("type"), QStringLiteral("command") },
                        { QStringLiteral("ref"), QStringLiteral("1") },
                        { QStringLiteral("do"), QStringLiteral("accepting") },
                        { QStringLiteral("enabled"), false } });
    QVERIFY(window.hears("result"));
    QCOMPARE(window.first("result")->value(QLatin1String("enabled")), QJsonValue(false));
}

void TestLocalAdminLink::itHearsTheEndBeforeTheHostSaysSo()
{
    ServerHost host(support::serverSettings());
    QCOMPARE(host.start(), std::nullopt);
    Window window(host);
    QSignalSpy finished(&host, &ServerHost::finished);
    QSignalSpy closed(window.link.get(), &AdminLink::closed);
    QStringList order;
    connect(window.link.get(), &AdminLink::closed, this,
            [&] { order << QStringLiteral("closed"); });
    connect(&host, &ServerHost::finished, this, [&] { order << QStringLiteral("finished"); });
    window.link->open();
    QVERIFY(window.hears("hello"));
    host.onTerminationSignal();
    QVERIFY(finished.wait());
    QCOMPARE(order, QStringList({ QStringLiteral("closed"), QStringLiteral("finished") }));
    QCOMPARE(closed.count(), 1);
    QVERIFY(window.first("bye"));
    QCOMPARE(window.first("drain")->value(QLatin1String("state")).toString(),
             QStringLiteral("Finished"));
    QCOMPARE(window.first("drain")->value(QLatin1String("exit_code")), QJsonValue(0));
}

void TestLocalAdminLink::aHostThatIsDestroyedClosesIt()
{
    auto host = std::make_unique<ServerHost>(support::serverSettings());
    QCOMPARE(host->start(), std::nullopt);
    auto window = std::make_unique<Window>(*host);
    window->link->open();
    QVERIFY(window->hears("hello"));
    window.reset();
    host.reset();
}

void TestLocalAdminLink::itMayGoAtAnyTime()
{
    ServerHost host(support::serverSettings());
    QCOMPARE(host.start(), std::nullopt);
    {
        Window neverOpened(host);
        Window opening(host);
        opening.link->open();
    }
    Window goesWhenGreeted(host);
    bool greeted = false;
    connect(goesWhenGreeted.link.get(), &AdminLink::opened, this, [&] {
        greeted = true;
        goesWhenGreeted.link.release()->deleteLater();
    });
    goesWhenGreeted.link->open();
    QTRY_VERIFY(greeted);
    Window window(host);
    window.link->open();
    QVERIFY(window.hears("hello"));
}

void TestLocalAdminLink::aHostThatHasEndedIsSaid()
{
    ServerHost host(support::serverSettings());
    QCOMPARE(host.start(), std::nullopt);
    QSignalSpy finished(&host, &ServerHost::finished);
    host.onTerminationSignal();
    QVERIFY(finished.wait());
    Window window(host);
    QSignalSpy closed(window.link.get(), &AdminLink::closed);
    window.link->open();
    QVERIFY(closed.wait());
    QVERIFY(!closed[0][1].toString().isEmpty());
}

SLUICE_EPOLL_MAIN(TestLocalAdminLink)
#include "tst_localadminlink.moc"
