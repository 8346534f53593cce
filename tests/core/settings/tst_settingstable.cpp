#include "core/settings/settingstable.h"
#include "core/settings/settingstext.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

Settings defaults()
{
    return std::get<LoadedSettings>(loadSettings({})).settings;
}

} // namespace

class TestSettingsTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRowIsComplete();
    void everyDefaultApplies();
    void defaultsAreThoseOfTheProtocol();
    void boundsAreTheRules_data();
    void boundsAreTheRules();
    void refusedTextChangesNothing();
    void defaultFileSaysTheDefaults();
    void markdownHasARowEach();
};

void TestSettingsTable::everyRowIsComplete()
{
    QSet<QString> names, bare;
    static const QRegularExpression word(QStringLiteral("^[a-z]+(_[a-z]+)*$"));
    for (const SettingRow& row : settingsTable()) {
        const QString name = text(row.name);
        QVERIFY2(word.match(name).hasMatch(), qPrintable(name));
        QVERIFY2(!names.contains(name), qPrintable(name));
        names.insert(name);
        QVERIFY2(!row.help.empty() && row.help.back() != '.', qPrintable(name));
        QVERIFY2(!row.group.empty(), qPrintable(name));
        QVERIFY2(text(row.kind.rule).startsWith(QStringLiteral("must be ")), qPrintable(name));
        QVERIFY2(!row.defaultForPeople().empty(), qPrintable(name));
        QVERIFY(findSetting(row.name) == &row);
        if (!row.bareVariable.empty())
            bare.insert(text(row.bareVariable));
    }
    QVERIFY(findSetting("nonsense") == nullptr);
    QCOMPARE(
        bare,
        (QSet<QString> { QStringLiteral("HOST"), QStringLiteral("PORT"),
                         QStringLiteral("SHUTDOWN_TIMEOUT"), QStringLiteral("BROADCAST_INTERVAL"),
                         QStringLiteral("LOG_LEVEL"), QStringLiteral("REDIS_URL") }));
    QCOMPARE(findSetting("max_message_bytes")->flag(), std::string("--max-message-bytes"));
    QCOMPARE(findSetting("max_message_bytes")->variable(), std::string("SLUICE_MAX_MESSAGE_BYTES"));
}

void TestSettingsTable::everyDefaultApplies()
{
    for (const SettingRow& row : settingsTable()) {
        Settings settings;
        QVERIFY2(row.kind.apply(row.defaultText, settings), qPrintable(text(row.name)));
    }
}

void TestSettingsTable::defaultsAreThoseOfTheProtocol()
{
    const Settings s = defaults();
    QCOMPARE(s.host, std::string("127.0.0.1"));
    QCOMPARE(s.port, std::uint16_t(8000));
    QVERIFY(s.ioThreads >= 1);
    QVERIFY(s.node.empty() && s.sessionKey.empty() && s.adminToken.empty()
            && s.viewerToken.empty());
    QCOMPARE(s.shutdownTimeout, 1800s);
    QCOMPARE(s.signalsToForce, 3);
    QVERIFY(s.refuseWith == RefuseWith::Close);
    QCOMPARE(s.closeTimeout, 5s);
    QCOMPARE(s.broadcastInterval, 10s);
    QCOMPARE(s.presenceInterval, 250ms);
    QCOMPARE(s.pingInterval, 25s);
    QCOMPARE(s.pongTimeout, 20s);
    QCOMPARE(s.maxConnections, 100000U);
    QCOMPARE(s.maxConnectionsPerIp, 0U);
    QCOMPARE(s.maxMessageBytes, 65536U);
    QCOMPARE(s.messagesPerMinute, 60U);
    QCOMPARE(s.queueBytes, std::uint64_t(1048576));
    QCOMPARE(s.queueMessages, 1024U);
    QVERIFY(s.slowConsumer == SlowConsumer::Disconnect);
    QVERIFY(s.duplicateClientId == DuplicateClientId::Reject);
    QCOMPARE(s.historySize, 1000U);
    QCOMPARE(s.historyAge, 5min);
    QCOMPARE(s.headTimeout, 10s);
    QCOMPARE(s.maxBodyBytes, 1048576U);
    QVERIFY(s.allowedOrigins.empty());
    QCOMPARE(s.compression, Compression::Auto);
    QVERIFY(!s.mirror && !s.echo && s.metricsPublic);
    QVERIFY(s.logLevel == LogLevel::Info && s.logFormat == LogFormatChoice::Auto);
    QVERIFY(s.locale == Locale::English);
}

void TestSettingsTable::boundsAreTheRules_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("right");
    const auto row = [](const char* name, const char* value, bool right) {
        QTest::addRow("%s = %s", name, value) << QByteArray(name) << QByteArray(value) << right;
    };
    row("port", "0", true);
    row("port", "65535", true);
    row("port", "65536", false);
    row("port", "-1", false);
    row("port", "8000 ", true);
    row("max_message_bytes", "16MiB", true);
    row("max_message_bytes", "16777217", false);
    row("max_message_bytes", "0", false);
    row("io_threads", "cores", true);
    row("io_threads", "0", false);
    row("io_threads", "257", false);
    row("log_level", "INFO", true);
    row("log_level", "Warning", true);
    row("log_level", "loud", false);
    row("slow_consumer", "DROP_OLDEST", true);
    row("locale", "UK", true);
    row("locale", "de", false);
    row("signals_to_force", "0", false);
    row("shutdown_timeout", "0", true);
    row("shutdown_timeout", "169h", false);
    row("ping_interval", "0", true);
    row("admin_token", "two words", false);
    row("admin_token", "line\nend", false);
    row("allowed_origins", "https://a.org, http://b.org:81", true);
    row("allowed_origins", "*", true);
    row("allowed_origins", "https://*.a.org, null http://localhost:*", true);
    row("allowed_origins", "https://*.a.org/chat", false);
    row("allowed_origins", "a.org", false);
    row("auth", "JWT", true);
    row("auth", "password", false);
    row("auth_tokens", "anna:4f0c.A-9_~+/==, 77aa", true);
    row("auth_tokens", "two words:", false);
    row("auth_tokens", "anna:", false);
    row("auth_tokens", "anna:sn\"x", false);
    row("jwt_algorithm", "ES256", true);
    row("jwt_algorithm", "none", false);
    row("jwt_secret", "0123456789abcdef0123456789abcdef", true);
    row("jwt_secret", "0123456789abcdef0123456789abcde", false);
    row("trusted_proxies", "10.0.0.0/8 fd00::/8,127.0.0.1", true);
    row("trusted_proxies", "10.0.0.0/33", false);
    row("trusted_proxies", "proxy.example", false);
    row("max_handshakes", "0", false);
    row("node", "eu-1.example:8000", true);
    row("node", "a b", false);
}

void TestSettingsTable::boundsAreTheRules()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    Settings settings;
    const SettingRow* row = findSetting(name.toStdString());
    QVERIFY(row);
    QTEST(row->kind.apply(value.toStdString(), settings), "right");
}

void TestSettingsTable::refusedTextChangesNothing()
{
    Settings settings = defaults();
    QVERIFY(!findSetting("port")->kind.apply("70000", settings));
    QVERIFY(!findSetting("allowed_origins")->kind.apply("https://a.org,nonsense", settings));
    QCOMPARE(settings.port, std::uint16_t(8000));
    QVERIFY(settings.allowedOrigins.empty());
}

void TestSettingsTable::defaultFileSaysTheDefaults()
{
    static const QRegularExpression commented(QStringLiteral("\n#([a-z_]+ = )"));
    const QTemporaryDir folder;
    for (const bool uncommented : { false, true }) {
        QString toml = QString::fromStdString(settingsToml());
        const auto lines = toml.count(commented);
        QCOMPARE(lines, qsizetype(settingsTable().size()) - 1); // all but `node`
        if (uncommented)
            toml.replace(commented, QStringLiteral("\n\\1"));
        QFile file(folder.filePath(QStringLiteral("sluice.toml")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(toml.toUtf8());
        file.close();
        const auto result = loadSettings({ {}, file.fileName().toStdString(), {} });
        const auto* loaded = std::get_if<LoadedSettings>(&result);
        QVERIFY(loaded);
        for (const auto& value : loaded->values) {
            QCOMPARE(text(value.text), text(value.row->defaultText));
            QCOMPARE(value.source == "default", !uncommented || value.row->environmentOnly);
        }
    }
}

void TestSettingsTable::markdownHasARowEach()
{
    const auto lines = QString::fromStdString(settingsMarkdown()).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), qsizetype(settingsTable().size()) + 3);
    for (const QString& line : lines.mid(2, lines.size() - 3))
        QCOMPARE(line.count(QLatin1Char('|')), 4);
    QVERIFY(lines.contains(QStringLiteral(
        "| `port` | `8000` | the port to listen on; 0 picks a free one and logs it |")));
}

QTEST_APPLESS_MAIN(TestSettingsTable)
#include "tst_settingstable.moc"
