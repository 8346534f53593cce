// One connection to Redis: against a real one, and against peers that are none.
#include "core/cluster/redislink.h"

#include "tests/support/certificate.h"
#include "tests/support/epollmain.h"
#include "tests/support/redisprocess.h"
#include <QTcpServer>
#include <optional>

using namespace sluice;
using namespace std::chrono_literals;
using support::RedisProcess;
using Trouble = RedisLink::Trouble;

namespace {

constexpr int soon = 20000; // milliseconds, on a slow machine

struct Watched {
    explicit Watched(RedisLink::Place place, std::string channel = {})
        : link(std::move(place), std::move(channel))
    {
        QObject::connect(&link, &RedisLink::up, &link, [this] { ++ups; });
        QObject::connect(&link, &RedisLink::failed, &link,
                         [this](Trouble what, const std::string& words) {
                             ++failures;
                             trouble = what;
                             why = words;
                         });
        QObject::connect(&link, &RedisLink::heard, &link,
                         [this](const std::string& message) { heard.push_back(message); });
        link.open();
    }
    bool becomesUp()
    {
        return QTest::qWaitFor([this] { return link.isUp(); }, soon);
    }
    bool fails()
    {
        return QTest::qWaitFor([this] { return failures > 0; }, soon);
    }
    // What Redis says to this.
    std::optional<RedisReply> ask(const RedisLink::Words& words)
    {
        std::optional<RedisReply> got;
        bool answered = false;
        link.ask(words, [&](const RedisReply* reply) {
            if (reply)
                got = *reply;
            answered = true;
        });
        if (!QTest::qWaitFor([&] { return answered; }, soon))
            qFatal("an answer or none, but not silence");
        return got;
    }

    RedisLink link;
    int ups = 0;
    int failures = 0;
    Trouble trouble = Trouble::Passing;
    std::string why;
    std::vector<std::string> heard;
};

// Says these octets to everyone, and nothing else.
struct FalseRedis {
    explicit FalseRedis(const QByteArray& octets = {}, bool thenLeaves = false)
    {
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::newConnection, &server, [=, this] {
            QTcpSocket* peer = server.nextPendingConnection();
            peer->write(octets);
            if (thenLeaves)
                peer->disconnectFromHost();
        });
    }
    RedisLink::Place place() const
    {
        RedisLink::Place place;
        place.url.host = "127.0.0.1";
        place.url.port = server.serverPort();
        place.patience = 200ms;
        place.mostOctets = 65536;
        return place;
    }
    QTcpServer server;
};

} // namespace

class TestRedisLink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersComeInTheOrderOfTheCommands();
    void octetsOfAnyKindComeBackAsTheyWent();
    void aDatabaseOfItsOwn();
    void whatRedisDoesNotGrantIsNamed_data();
    void whatRedisDoesNotGrantIsNamed();
    void aPasswordAndAUserOpenIt();
    void encryptedWithAnAuthorityOfOurOwn();
    void aStrangersCertificateIsRefused();
    void aChannelIsHeard();
    void aLossIsToldToWhoAskedAndMended();
    void standingStillCountsAsALoss();
    void noOneIsAskedWhileItIsDown();
    void peersThatAreNoRedis_data();
    void peersThatAreNoRedis();
};

void TestRedisLink::answersComeInTheOrderOfTheCommands()
{
    const RedisProcess redis;
    Watched it(redis.place());
    QVERIFY(it.becomesUp());
    std::vector<std::int64_t> answers;
    for (int i = 0; i < 2000; ++i)
        it.link.ask({ "INCR", "counter" }, [&](const RedisReply* reply) {
            answers.push_back(reply ? reply->number : -1);
        });
    QTRY_COMPARE_WITH_TIMEOUT(answers.size(), std::size_t { 2000 }, soon);
    for (std::size_t i = 0; i < answers.size(); ++i)
        QCOMPARE(answers[i], static_cast<std::int64_t>(i + 1));
}

void TestRedisLink::octetsOfAnyKindComeBackAsTheyWent()
{
    const RedisProcess redis;
    Watched it(redis.place());
    QVERIFY(it.becomesUp());
    std::string octets(3'000'000, '\0');
    for (std::size_t i = 0; i < octets.size(); ++i)
        octets[i] = static_cast<char>(i * 31);
    QVERIFY(it.ask({ "SET", "octets", octets }));
    const auto back = it.ask({ "GET", "octets" });
    QVERIFY(back && back->text == octets);
    const auto nothing = it.ask({ "GET", "nothing" });
    QVERIFY(nothing && nothing->kind == RedisReply::Kind::Nothing);
    const auto error = it.ask({ "INCR", "octets" });
    QVERIFY(error && error->isError("ERR"));
    const auto list = it.ask({ "MGET", "nothing", "octets" });
    QVERIFY(list && list->isList(2) && list->items[1].text.size() == octets.size());
}

void TestRedisLink::aDatabaseOfItsOwn()
{
    const RedisProcess redis;
    Watched first(redis.place());
    Watched second(redis.place({}, 5));
    QVERIFY(first.becomesUp() && second.becomesUp());
    QVERIFY(first.ask({ "SET", "key", "1" }));
    QVERIFY(second.ask({ "GET", "key" })->kind == RedisReply::Kind::Nothing);
}

void TestRedisLink::whatRedisDoesNotGrantIsNamed_data()
{
    QTest::addColumn<QString>("identity");
    QTest::addColumn<int>("database");
    QTest::addColumn<QString>("says");
    QTest::newRow("no password") << "" << 0 << "user and password in redis_url";
    QTest::newRow("a wrong password") << ":wrong-secret@" << 0 << "user and password in redis_url";
    QTest::newRow("an unknown user") << "anna:right@" << 0 << "user and password in redis_url";
    QTest::newRow("no such database") << ":right@" << 99 << "no database 99";
}

void TestRedisLink::whatRedisDoesNotGrantIsNamed()
{
    QFETCH(QString, identity);
    QFETCH(int, database);
    QFETCH(QString, says);
    const RedisProcess redis({ QStringLiteral("--requirepass"), QStringLiteral("right") });
    Watched it(redis.place(identity.toStdString(), database));
    QVERIFY(it.fails());
    QCOMPARE(it.trouble, Trouble::Lasting);
    QVERIFY2(it.why.find(says.toStdString()) != std::string::npos, it.why.c_str());
    QVERIFY2(it.why.find("secret") == std::string::npos, it.why.c_str());
}

void TestRedisLink::aPasswordAndAUserOpenIt()
{
    const RedisProcess redis({ QStringLiteral("--requirepass"), QStringLiteral("p@ss/word"),
                               QStringLiteral("--user"), QStringLiteral("anna"),
                               QStringLiteral("on"), QStringLiteral(">hers"), QStringLiteral("~*"),
                               QStringLiteral("&*"), QStringLiteral("+@all") });
    Watched standard(redis.place(":p%40ss%2Fword@"));
    Watched anna(redis.place("anna:hers@", 3));
    QVERIFY2(standard.becomesUp(), standard.why.c_str());
    QVERIFY2(anna.becomesUp(), anna.why.c_str());
}

namespace {

QStringList tlsArguments(const support::Certificate& pair)
{
    return { QStringLiteral("--tls-cert-file"),    QString::fromStdString(pair.certificateFile),
             QStringLiteral("--tls-key-file"),     QString::fromStdString(pair.keyFile),
             QStringLiteral("--tls-auth-clients"), QStringLiteral("no") };
}

} // namespace

void TestRedisLink::encryptedWithAnAuthorityOfOurOwn()
{
    const support::Certificate pair;
    const RedisProcess redis(
        tlsArguments(pair)
            + QStringList { QStringLiteral("--requirepass"), QStringLiteral("right") },
        true);
    auto place = redis.place(":right@");
    place.url.host = "localhost"; // as the certificate says
    place.authority = pair.certificateFile;
    Watched it(place);
    QVERIFY2(it.becomesUp(), it.why.c_str());
    const std::string large(1'000'000, 'x');
    QVERIFY(it.ask({ "SET", "large", large }));
    QCOMPARE(it.ask({ "GET", "large" })->text.size(), large.size());
}

void TestRedisLink::aStrangersCertificateIsRefused()
{
    const support::Certificate pair;
    const RedisProcess redis(tlsArguments(pair), true);
    Watched it(redis.place());
    QVERIFY(it.fails());
    QVERIFY2(it.why.find("No TLS with Redis at rediss://") == 0, it.why.c_str());
    QCOMPARE(it.trouble, Trouble::Lasting);
}

void TestRedisLink::aChannelIsHeard()
{
    RedisProcess redis;
    auto place = redis.place();
    place.patience = 200ms;
    Watched listener(place, "news");
    Watched speaker(redis.place());
    QVERIFY(listener.becomesUp() && speaker.becomesUp());
    QVERIFY(speaker.ask({ "PUBLISH", "news", "one" }));
    QTRY_COMPARE_WITH_TIMEOUT(listener.heard, std::vector<std::string> { "one" }, soon);
    // It notices by itself that nobody is there any more.
    redis.stand();
    QTRY_VERIFY_WITH_TIMEOUT(listener.failures > 0, soon);
    redis.goOn();
    QVERIFY(listener.becomesUp());
    QVERIFY(speaker.ask({ "PUBLISH", "news", "two" }));
    QTRY_COMPARE_WITH_TIMEOUT(listener.heard.back(), std::string("two"), soon);
}

void TestRedisLink::aLossIsToldToWhoAskedAndMended()
{
    RedisProcess redis;
    Watched it(redis.place());
    QVERIFY(it.becomesUp());
    int lost = 0;
    it.link.ask({ "BLPOP", "nothing", "0" }, [&](const RedisReply* reply) { lost += !reply; });
    redis.kill();
    QTRY_COMPARE_WITH_TIMEOUT(lost, 1, soon);
    QTRY_VERIFY_WITH_TIMEOUT(it.failures > 0, soon);
    QCOMPARE(it.trouble, Trouble::Passing);
    redis.start();
    QVERIFY(it.becomesUp());
    QCOMPARE(it.ups, 2);
    QVERIFY(it.ask({ "PING" }));
}

void TestRedisLink::standingStillCountsAsALoss()
{
    RedisProcess redis;
    auto place = redis.place();
    place.patience = 200ms;
    Watched it(place);
    QVERIFY(it.becomesUp());
    redis.stand();
    QVERIFY(!it.ask({ "PING" }));
    QVERIFY2(it.why.find("does not answer") != std::string::npos, it.why.c_str());
    redis.goOn();
    QVERIFY(it.becomesUp());
}

void TestRedisLink::noOneIsAskedWhileItIsDown()
{
    RedisProcess redis;
    Watched it(redis.place());
    QVERIFY(!it.ask({ "PING" }));
    QVERIFY(it.becomesUp());
    int refused = 0;
    for (std::size_t i = 0; i < RedisLink::mostUnderWay + 10; ++i)
        it.link.ask({ "PING" }, [&](const RedisReply* reply) { refused += !reply; });
    QCOMPARE(refused, 10);
}

void TestRedisLink::peersThatAreNoRedis_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<bool>("leaves");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& octets, bool leaves, const char* says) {
        QTest::newRow(name) << octets << leaves << QString::fromLatin1(says);
    };
    row("a web server", "HTTP/1.1 400 Bad Request\r\n\r\n", false, "does not speak");
    row("a mute", "", false, "does not answer");
    row("one that hangs up", "", true, "closed the connection");
    row("a list that nobody could send", "*2000000000\r\n", false, "does not speak");
    row("a text that is longer than allowed", "$4000000000\r\n" + QByteArray(200000, 'x'), false,
        "longer than 65536 octets");
    row("nested beyond sense", QByteArray("*1\r\n").repeated(64), false, "does not speak");
    row("answers before questions", "+PONG\r\n+PONG\r\n+PONG\r\n", false, "nobody asked for");
    row("half a number", ":12", true, "closed the connection");
}

void TestRedisLink::peersThatAreNoRedis()
{
    QFETCH(QByteArray, octets);
    QFETCH(bool, leaves);
    QFETCH(QString, says);
    const FalseRedis peer(octets, leaves);
    Watched it(peer.place());
    QVERIFY(it.fails());
    QVERIFY2(it.why.find(says.toStdString()) != std::string::npos, it.why.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(it.failures > 2, soon); // goes on trying
}

SLUICE_EPOLL_MAIN(TestRedisLink)
#include "tst_redislink.moc"
