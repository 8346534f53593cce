#include "core/auth/guesslimit.h"
#include "core/http/router.h"

#include <QTest>
#include <algorithm>

using namespace sluice;

namespace {

const PeerAddress there { "192.0.2.7", 40000, false };

Router::Decision decide(const Router& router, const char* method, const char* path,
                        const char* token = "")
{
    HttpHead head;
    head.method = method;
    head.path = path;
    head.fields = { { "Host", "h" }, { "Authorization", std::string("Bearer ") + token } };
    return router.decide(head, there);
}

std::string field(const Response& response, std::string_view name)
{
    for (const auto& [key, value] : response.fields) {
        if (key == name)
            return value;
    }
    return {};
}

} // namespace

class TestRouter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void findsTheRoute_data();
    void findsTheRoute();
    void refuses_data();
    void refuses();
    void allowListsWhatThereIs();
    void refusalNamesTheScheme();
    void whoGuessesMustWait();

private:
    std::unique_ptr<Router> m_router;
};

void TestRouter::init()
{
    const Handler none = [](const Request&, const Reply&) {};
    m_router = std::make_unique<Router>(AdminGuard("sesame", "peek", true));
    m_router->add("GET", "/", Access::Open, none);
    m_router->add("GET", "/things", Access::Read, none);
    m_router->add("GET", "/things/{id}", Access::Read, none);
    m_router->add("DELETE", "/things/{id}", Access::Change, none);
    m_router->add("POST", "/things/{id}/words", Access::Change, none);
}

void TestRouter::findsTheRoute_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("parameter");
    const auto row = [](const char* name, const char* method, const char* path, const char* pattern,
                        const char* parameter) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(pattern)
                            << QByteArray(parameter);
    };
    row("the root", "GET", "/", "/", "");
    row("HEAD where GET is", "HEAD", "/", "/", "");
    row("a list", "GET", "/things", "/things", "");
    row("an id", "GET", "/things/a.b-c_1", "/things/{id}", "a.b-c_1");
    row("an id with another method", "DELETE", "/things/x", "/things/{id}", "x");
    row("an id in the middle", "POST", "/things/x/words", "/things/{id}/words", "x");
}

void TestRouter::findsTheRoute()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, parameter);
    const auto decision = decide(*m_router, method.constData(), path.constData(), "sesame");
    QVERIFY(decision.route != nullptr);
    QCOMPARE(decision.route->pattern, pattern.toStdString());
    QCOMPARE(decision.parameter, parameter.toStdString());
}

void TestRouter::refuses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const char* method, const char* path, const char* token,
                        int status) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(token)
                            << status;
    };
    row("an unknown path", "GET", "/nowhere", "", 404);
    row("a path with a slash too many", "GET", "/things/", "sesame", 404);
    row("an id of two segments", "GET", "/things/a/b", "sesame", 404);
    row("no id in the middle", "POST", "/things//words", "sesame", 404);
    row("a known path and the wrong method", "POST", "/", "", 405);
    row("HEAD where only POST is", "HEAD", "/things/x/words", "sesame", 405);
    row("OPTIONS", "OPTIONS", "/", "", 405);
    row("a method that nobody knows", "BREW", "/", "", 501);
    row("a method in small letters", "get", "/", "", 501);
    row("no token", "GET", "/things", "", 401);
    row("a viewer who changes", "DELETE", "/things/x", "peek", 403);
    row("the wrong method needs no token", "PUT", "/things/x", "", 405);
}

void TestRouter::refuses()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, token);
    QFETCH(int, status);
    const auto decision
        = decide(*m_router, method.constData(), path.constData(), token.constData());
    QVERIFY(decision.route == nullptr);
    QCOMPARE(decision.refusal.status, status);
    QCOMPARE(decision.refusal.contentType, std::string("application/problem+json"));
}

void TestRouter::allowListsWhatThereIs()
{
    QCOMPARE(field(decide(*m_router, "PUT", "/things/x").refusal, "Allow"),
             std::string("GET, HEAD, DELETE"));
    QCOMPARE(field(decide(*m_router, "GET", "/things/x/words").refusal, "Allow"),
             std::string("POST"));
}

void TestRouter::refusalNamesTheScheme()
{
    QVERIFY(field(decide(*m_router, "GET", "/things").refusal, "WWW-Authenticate")
                .starts_with("Bearer"));
}

void TestRouter::whoGuessesMustWait()
{
    GuessLimit guesses;
    Router router(AdminGuard("sesame", "peek", true), &guesses);
    const Handler none = [](const Request&, const Reply&) {};
    router.add("GET", "/open", Access::Open, none);
    router.add("GET", "/metrics", Access::Metrics, none);
    router.add("GET", "/things", Access::Read, none);
    router.add("DELETE", "/things", Access::Change, none);
    for (int i = 0; i < GuessLimit::burst; ++i) {
        QCOMPARE(decide(router, "GET", "/things", "").refusal.status, 401); // shows none
        QCOMPARE(decide(router, "DELETE", "/things", "peek").refusal.status, 403); // a right one
        QVERIFY(decide(router, "GET", "/things", "sesame").route);
        QVERIFY(decide(router, "GET", "/metrics", "wrong").route); // nobody looks at it
        QCOMPARE(decide(router, "GET", "/things", "wrong").refusal.status, 401);
    }
    for (const char* token : { "wrong", "sesame", "peek" }) {
        const auto decision = decide(router, "GET", "/things", token);
        QVERIFY(!decision.route);
        QCOMPARE(decision.refusal.status, 429);
        const int seconds = std::stoi(field(decision.refusal, "Retry-After"));
        QVERIFY(seconds >= 1 && seconds <= 6);
    }
    QCOMPARE(decide(router, "GET", "/things", "").refusal.status, 401);
    QVERIFY(decide(router, "GET", "/open", "sesame").route);
    QVERIFY(decide(router, "GET", "/metrics", "sesame").route);
}

QTEST_APPLESS_MAIN(TestRouter)
#include "tst_router.moc"
