#include "core/cluster/redisurl.h"

#include <QTest>

using namespace sluice;

class TestRedisUrl : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatItSays_data();
    void whatItSays();
    void whatIsNone_data();
    void whatIsNone();
};

void TestRedisUrl::whatItSays_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    const auto row = [](const char* text, const char* shown, const char* user = "",
                        const char* password = "") {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(shown)
                            << QString::fromLatin1(user) << QString::fromLatin1(password);
    };
    row("redis://localhost", "redis://localhost:6379/0");
    row("redis://10.0.0.7:7000/3", "redis://10.0.0.7:7000/3");
    row("rediss://cache.example/", "rediss://cache.example:6379/0");
    row("redis://[::1]:7000/1", "redis://[::1]:7000/1");
    row("redis://[::1]", "redis://[::1]:6379/0");
    row("redis://:word@h", "redis://h:6379/0", "", "word");
    row("redis://word@h", "redis://h:6379/0", "", "word");
    row("redis://anna:word@h/2", "redis://h:6379/2", "anna", "word");
    row("redis://anna:a%2Fb%40c%3A@h/2", "redis://h:6379/2", "anna", "a/b@c:");
    row("redis://anna:a/b@h", "redis://h:6379/0", "anna", "a/b");
    row(" redis://h ", "redis://h:6379/0");
}

void TestRedisUrl::whatItSays()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QFETCH(QString, user);
    QFETCH(QString, password);
    const auto url = RedisUrl::parse(text.toStdString());
    QVERIFY(url);
    QCOMPARE(QString::fromStdString(url->shown()), shown);
    QCOMPARE(QString::fromStdString(url->user), user);
    QCOMPARE(QString::fromStdString(url->password), password);
    QCOMPARE(url->tls, shown.startsWith(QLatin1String("rediss")));
}

void TestRedisUrl::whatIsNone_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
         { "", "localhost", "http://localhost", "redis://", "redis://:6379", "redis://h:0",
           "redis://h:70000", "redis://h:x", "redis://h/x", "redis://h/-1", "redis://h/1/2",
           "redis://a:@h", "redis://a:%zz@h", "redis://h h" })
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestRedisUrl::whatIsNone()
{
    QFETCH(QString, text);
    QVERIFY(!RedisUrl::parse(text.toStdString()));
}

QTEST_APPLESS_MAIN(TestRedisUrl)
#include "tst_redisurl.moc"
