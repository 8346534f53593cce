#include "core/settings/reload.h"

#include "core/settings/settingstable.h"
#include <QTest>

using namespace sluice;

namespace {

using Words = std::vector<std::pair<std::string, std::string>>; // name, text

LoadedSettings loaded(const Words& words)
{
    SettingsInput input;
    input.flags = words;
    return std::get<LoadedSettings>(loadSettings(input));
}

Words words(const QString& text) // "name=text name=text"
{
    Words found;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QStringList parts = word.split(QLatin1Char('='));
        found.emplace_back(parts[0].toStdString(), parts[1].toStdString());
    }
    return found;
}

} // namespace

class TestReload : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void differencesAreTold_data();
    void differencesAreTold();
    void everythingReloadableArrives();
    void nothingElseChanges();
    void loweredConnectionsAreNoDifference();
    void whatNeedsARestartIsToldEveryTime();
    void everyRowCanBeCompared();
};

void TestReload::differencesAreTold_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("sentence");
    const auto row
        = [](const char* name, const char* before, const char* after, const char* sentence) {
              QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after)
                                  << QString::fromUtf8(sentence);
          };
    row("nothing", "", "", "nothing has changed.");
    row("the default, spelled out", "", "messages_per_minute=60", "nothing has changed.");
    row("another spelling of a size", "queue_bytes=1MiB", "queue_bytes=1048576",
        "nothing has changed.");
    row("another case of a word", "log_level=info", "log_level=INFO", "nothing has changed.");
    row("another spelling of a list", "trusted_proxies=10.0.0.0/8", "trusted_proxies=10.0.0.0/8,",
        "nothing has changed.");
    row("a limit", "", "messages_per_minute=5", "messages_per_minute 60 → 5.");
    row("something instead of nothing", "", "allowed_origins=https://a.example",
        "allowed_origins same host → https://a.example.");
    row("nothing instead of something", "trusted_proxies=10.0.0.0/8", "",
        "trusted_proxies 10.0.0.0/8 → none.");
    row("secrets are never shown", "admin_token=old", "admin_token=new viewer_token=other",
        "admin_token changed, viewer_token changed.");
    row("clients' tokens are secrets", "auth_tokens=anna:one", "auth_tokens=boris:one",
        "auth_tokens changed.");
    row("a restart is needed", "", "port=9000",
        "nothing changes now. Waiting for a restart: port 8000 → 9000.");
    row("some of both", "", "log_level=debug io_threads=7 session_key=k",
        "log_level info → debug. Waiting for a restart: io_threads cores → 7, session_key "
        "changed.");
    row("Redis' credentials", "redis_url=redis://:a@h", "redis_url=redis://:b@h",
        "nothing changes now. Waiting for a restart: redis_url changed.");
    row("another certificate", "tls_certificate=a tls_key=k", "tls_certificate=b tls_key=k",
        "tls_certificate a → b.");
    row("TLS where there was none", "", "tls_certificate=a tls_key=b",
        "nothing changes now. Waiting for a restart: tls_certificate none → a, tls_key none → b.");
    row("no TLS any more", "tls_certificate=a tls_key=b", "",
        "nothing changes now. Waiting for a restart: tls_certificate a → none, tls_key b → none.");
    row("larger messages in a fleet", "redis_url=redis://h",
        "redis_url=redis://h max_message_bytes=1MiB",
        "nothing changes now. Waiting for a restart: max_message_bytes 65536 → 1MiB.");
}

void TestReload::differencesAreTold()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, sentence);
    const Reload reload(loaded(words(before)), loaded(words(after)));
    QCOMPARE(QString::fromStdString(reload.sentence()), sentence);
}

void TestReload::everythingReloadableArrives()
{
    const Words news {
        { "log_level", "debug" },
        { "max_connections", "7" },
        { "max_connections_per_ip", "6" },
        { "connect_rate", "5" },
        { "max_handshakes", "4" },
        { "max_message_bytes", "3" },
        { "messages_per_minute", "2" },
        { "queue_bytes", "2048" },
        { "queue_messages", "9" },
        { "slow_consumer", "drop_oldest" },
        { "head_timeout", "1s" },
        { "max_body_bytes", "8" },
        { "auth", "token" },
        { "auth_tokens", "anna:secret" },
        { "jwt_algorithm", "rs256" },
        { "jwt_secret", "0123456789012345678901234567890123" },
        { "jwt_public_key", "key.pem" },
        { "jwt_audience", "sluice" },
        { "jwt_issuer", "issuer" },
        { "allowed_origins", "https://a.example" },
        { "admin_token", "admin" },
        { "viewer_token", "viewer" },
        { "metrics_public", "false" },
        { "trusted_proxies", "10.0.0.0/8" },
        { "proxy_protocol", "true" },
    };
    const LoadedSettings fresh = loaded(news);
    const Reload reload(loaded({}), fresh);
    QCOMPARE(reload.applied().size(), news.size());
    QVERIFY(reload.needRestart().empty());
    for (const auto& [name, text] : news) {
        QVERIFY2(findSetting(name)->kind.same(reload.result().settings, fresh.settings),
                 name.c_str());
    }
}

void TestReload::nothingElseChanges()
{
    const LoadedSettings running = loaded({ { "port", "8001" }, { "locale", "uk" } });
    const Reload reload(running, loaded({ { "port", "8002" }, { "drain_ramp", "1s" } }));
    for (const SettingRow& row : settingsTable())
        QVERIFY2(row.kind.same(reload.result().settings, running.settings),
                 std::string(row.name).c_str());
    QCOMPARE(reload.needRestart().size(), std::size_t { 3 });
}

// What a server makes do with is not what it was told.
void TestReload::loweredConnectionsAreNoDifference()
{
    LoadedSettings running = loaded({ { "max_connections", "100000" } });
    running.settings.maxConnections = 900;
    const Reload reload(running, loaded({ { "max_connections", "100000" } }));
    QVERIFY(reload.applied().empty());
}

void TestReload::whatNeedsARestartIsToldEveryTime()
{
    const LoadedSettings fresh = loaded({ { "port", "9000" }, { "log_level", "debug" } });
    const Reload first(loaded({}), fresh);
    const Reload second(first.result(), fresh);
    QCOMPARE(second.sentence(),
             std::string("nothing changes now. Waiting for a restart: port 8000 → 9000."));
}

void TestReload::everyRowCanBeCompared()
{
    const Settings settings = loaded({}).settings;
    for (const SettingRow& row : settingsTable()) {
        QVERIFY2(row.kind.same, std::string(row.name).c_str());
        QVERIFY2(row.kind.same(settings, settings), std::string(row.name).c_str());
    }
}

QTEST_APPLESS_MAIN(TestReload)
#include "tst_reload.moc"
