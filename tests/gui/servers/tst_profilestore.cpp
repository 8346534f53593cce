#include "gui/servers/profilestore.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sluice;

// Through real files.
class TestProfileStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsPutIsFoundAgain();
    void theyKeepTheOrderInWhichTheyCame();
    void aRemovedOneStaysAway();
    void twoWindowsKeepEachOthersServers();
    void aBrokenFileGivesNoneAndIsKept_data();
    void aBrokenFileGivesNoneAndIsKept();

private:
    QString file() const { return m_folder.filePath(QStringLiteral("servers.ini")); }
    QByteArray written() const
    {
        QFile saved(file());
        return saved.open(QIODevice::ReadOnly) ? saved.readAll() : QByteArray();
    }
    QTemporaryDir m_folder;
};

namespace {

ServerProfile profileOf(const QString& name)
{
    ServerProfile profile;
    profile.name = name;
    profile.url = QStringLiteral("https://%1:8000").arg(name);
    profile.environment = Environment::Production;
    profile.tokenFile = QStringLiteral("/run/secrets/%1, with a comma").arg(name);
    profile.authorityFile = QStringLiteral("/etc/ssl/ü;1.pem");
    profile.pin = QStringLiteral("sha256//one;sha256//two");
    return profile;
}

} // namespace

void TestProfileStore::whatIsPutIsFoundAgain()
{
    ServerProfile profile = profileOf(QStringLiteral("вузол-1"));
    ProfileStore(file()).put(profile);
    QVERIFY(!profile.key.isEmpty());
    const auto found = ProfileStore(file()).all();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].key, profile.key);
    QCOMPARE(found[0].name, profile.name);
    QCOMPARE(found[0].url, profile.url);
    QCOMPARE(found[0].environment, Environment::Production);
    QCOMPARE(found[0].tokenFile, profile.tokenFile);
    QCOMPARE(found[0].authorityFile, profile.authorityFile);
    QCOMPARE(found[0].pin, profile.pin);
    profile.environment = Environment::None;
    ProfileStore(file()).put(profile);
    QCOMPARE(ProfileStore(file()).all().size(), 1);
    QCOMPARE(ProfileStore(file()).all().constFirst().environment, Environment::None);
    ProfileStore(file()).remove(profile);
}

void TestProfileStore::theyKeepTheOrderInWhichTheyCame()
{
    ProfileStore store(file());
    for (int i = 1; i <= 12; ++i) {
        ServerProfile profile = profileOf(QStringLiteral("n%1").arg(i));
        store.put(profile);
    }
    const auto found = ProfileStore(file()).all();
    QCOMPARE(found.size(), 12);
    for (int i = 1; i <= 12; ++i)
        QCOMPARE(found[i - 1].name, QStringLiteral("n%1").arg(i));
}

void TestProfileStore::aRemovedOneStaysAway()
{
    ProfileStore store(file());
    const auto before = store.all();
    store.remove(before[4]);
    const auto found = ProfileStore(file()).all();
    QCOMPARE(found.size(), 11);
    QCOMPARE(found[4].name, QStringLiteral("n6"));
    QVERIFY(!written().contains("n5"));
}

void TestProfileStore::twoWindowsKeepEachOthersServers()
{
    const QString shared = m_folder.filePath(QStringLiteral("shared.ini"));
    ProfileStore one(shared);
    ProfileStore other(shared);
    ServerProfile first = profileOf(QStringLiteral("first"));
    one.put(first);
    ServerProfile second = profileOf(QStringLiteral("second"));
    other.put(second);
    QCOMPARE(ProfileStore(shared).all().size(), 2);
}

void TestProfileStore::aBrokenFileGivesNoneAndIsKept_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("found");
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("no settings at all") << QByteArray("\x7f"
                                                      "ELF\0\1\2\xff\n=[[[",
                                                      13)
                                        << 0;
    QTest::newRow("cut off in a section") << QByteArray("[server-1") << 0;
    QTest::newRow("no such environment")
        << QByteArray("[server-1]\nurl=http://a:1\nenvironment=moon\n") << 1;
    QTest::newRow("no address") << QByteArray("[server-1]\nname=a\n[server-2]\nurl=http://b:1\n")
                                << 1;
    QTest::newRow("other groups") << QByteArray("[server-x]\nurl=a\n[General]\nurl=b\n") << 0;
    QTest::newRow("a list where a text should be")
        << QByteArray("[server-1]\nurl=http://a, http://b\n") << 0;
    QTest::newRow("an object where a text should be")
        << QByteArray("[server-1]\nurl=@Variant(\\0\\0\\0\\x7f\\0\\0\\0)\n") << 0;
}

void TestProfileStore::aBrokenFileGivesNoneAndIsKept()
{
    QFETCH(QByteArray, text);
    QFETCH(int, found);
    const QString path = m_folder.filePath(QStringLiteral("broken.ini"));
    QFile settings(path);
    QVERIFY(settings.open(QIODevice::WriteOnly | QIODevice::Truncate));
    settings.write(text);
    settings.close();
    ProfileStore store(path);
    QCOMPARE(store.all().size(), found);
    ServerProfile profile = profileOf(QStringLiteral("new"));
    store.put(profile); // and it can be used
    QCOMPARE(ProfileStore(path).all().constLast().name, QStringLiteral("new"));
}

QTEST_GUILESS_MAIN(TestProfileStore)
#include "tst_profilestore.moc"
