#include "core/settings/settingssource.h"
#include "core/settings/settingstable.h"
#include "core/settings/settingstext.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sluice;
using namespace std::chrono_literals;

class TestSettingsSource : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void strongerSourceWins_data();
    void strongerSourceWins();
    void lastFlagCounts();
    void emptyVariableIsUnset();
    void emptyFlagIsNot();
    void fileTakesEveryShape();
    void everyErrorAtOnce();
    void fileErrors_data();
    void fileErrors();
    void missingFileIsAnError();
    void secretsComeFromFiles();
    void secretFileErrors_data();
    void secretFileErrors();
    void secretsAreNeverShown();
    void aFileThatIsNoTomlKeepsItsSecrets_data();
    void aFileThatIsNoTomlKeepsItsSecrets();
    void valuesMustFitTogether();
    void unknownVariablesWarn();
    void kubernetesPortIsExplained();

private:
    std::string write(const QByteArray& content, const char* name = "sluice.toml") const;
    QTemporaryDir m_folder;
};

namespace {

using Result = std::variant<LoadedSettings, std::vector<SettingsError>>;

QStringList sentences(const Result& result)
{
    QStringList all;
    if (const auto* errors = std::get_if<std::vector<SettingsError>>(&result)) {
        for (const SettingsError& error : *errors)
            all.append(QString::fromStdString(error.sentence()));
    }
    return all;
}

const LoadedSettings::Value* valueOf(const LoadedSettings& loaded, std::string_view name)
{
    for (const auto& value : loaded.values) {
        if (value.row->name == name)
            return &value;
    }
    return nullptr;
}

} // namespace

std::string TestSettingsSource::write(const QByteArray& content, const char* name) const
{
    QFile file(m_folder.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        qFatal("no file");
    file.write(content);
    return file.fileName().toStdString();
}

void TestSettingsSource::strongerSourceWins_data()
{
    QTest::addColumn<int>("sources"); // 8 flag, 4 SLUICE_PORT, 2 PORT, 1 file
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("nobody: the default") << 0 << 8000 << QByteArray("default");
    QTest::newRow("the file") << 1 << 1001 << QByteArray("sluice.toml line 2");
    QTest::newRow("bare name over file") << 3 << 1002 << QByteArray("PORT");
    QTest::newRow("prefixed over bare name") << 7 << 1004 << QByteArray("SLUICE_PORT");
    QTest::newRow("flag over all") << 15 << 1008 << QByteArray("--port");
    QTest::newRow("flag over file") << 9 << 1008 << QByteArray("--port");
}

void TestSettingsSource::strongerSourceWins()
{
    QFETCH(int, sources);
    SettingsInput input;
    if (sources & 8)
        input.flags.emplace_back("port", "1008");
    if (sources & 4)
        input.environment["SLUICE_PORT"] = "1004";
    if (sources & 2)
        input.environment["PORT"] = "1002";
    if (sources & 1)
        input.configFile = write("# first line\nport = 1001\n");
    const auto loaded = std::get<LoadedSettings>(loadSettings(input));
    QTEST(int(loaded.settings.port), "port");
    QFETCH(QByteArray, source);
    QVERIFY(QByteArray::fromStdString(valueOf(loaded, "port")->source).endsWith(source));
}

void TestSettingsSource::lastFlagCounts()
{
    const auto result = loadSettings({ { { "port", "1" }, { "port", "2" } }, {}, {} });
    QCOMPARE(int(std::get<LoadedSettings>(result).settings.port), 2);
}

void TestSettingsSource::emptyVariableIsUnset()
{
    const auto result = loadSettings({ {}, {}, { { "SLUICE_PORT", "" }, { "PORT", "1002" } } });
    QCOMPARE(int(std::get<LoadedSettings>(result).settings.port), 1002);
}

void TestSettingsSource::emptyFlagIsNot()
{
    const auto errors = sentences(loadSettings({ { { "port", "" } }, {}, {} }));
    QCOMPARE(
        errors,
        QStringList(QStringLiteral("port (from --port): must be a whole number from 0 to 65535")));
}

void TestSettingsSource::fileTakesEveryShape()
{
    const auto result
        = loadSettings({ {},
                         write("host = \"[::]\"\nmirror = true\npong_timeout = 1.5\n"
                               "log_level = 'DEBUG'\nqueue_bytes = \"2 MiB\"\n"
                               "allowed_origins = [\"https://a.org\", \"http://b.org\"]\n"),
                         {} });
    const auto* loaded = std::get_if<LoadedSettings>(&result);
    QVERIFY2(loaded, qPrintable(sentences(result).join(QLatin1Char('\n'))));
    const Settings& settings = loaded->settings;
    QCOMPARE(settings.host, std::string("::"));
    QVERIFY(settings.mirror);
    QCOMPARE(settings.pongTimeout, 1500ms);
    QVERIFY(settings.logLevel == LogLevel::Debug);
    QCOMPARE(settings.queueBytes, std::uint64_t(2097152));
    QCOMPARE(settings.allowedOrigins,
             (std::vector<std::string> { "https://a.org", "http://b.org" }));
}

void TestSettingsSource::everyErrorAtOnce()
{
    SettingsInput input;
    input.flags.emplace_back("port", "seven");
    input.environment = { { "SLUICE_MIRROR", "perhaps" }, { "LOG_LEVEL", "loud" } };
    input.configFile = write("prot = 1\nlocale = \"de\"\n");
    const auto errors = sentences(loadSettings(input));
    QCOMPARE(errors.size(), 5);
    QVERIFY(errors.contains(
        QStringLiteral("port = seven (from --port): must be a whole number from 0 to 65535")));
    QVERIFY(errors.contains(
        QStringLiteral("mirror = perhaps (from SLUICE_MIRROR): must be true or false "
                       "(on, off, yes, no, 1 and 0 do too)")));
    const QString all = errors.join(QLatin1Char('\n'));
    QVERIFY(all.contains(QStringLiteral("log_level = loud (from LOG_LEVEL): must be trace, ")));
    QVERIFY(all.contains(QStringLiteral("sluice.toml line 2): must be en or uk")));
    QVERIFY(
        all.contains(QStringLiteral("sluice.toml line 1): is not a setting; did you mean port?")));
}

void TestSettingsSource::fileErrors_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    QTest::newRow("not TOML") << QByteArray("port = = 1\n")
                              << QStringLiteral("sluice.toml line 1)");
    QTest::newRow("dashes in the name")
        << QByteArray("log-level = \"info\"\n") << QStringLiteral("did you mean log_level?");
    QTest::newRow("nothing comes near")
        << QByteArray("zzzzzzzz = 1\n") << QStringLiteral("): is not a setting");
    QTest::newRow("a section") << QByteArray("[port]\n") << QStringLiteral("port (from ");
    QTest::newRow("a list for a single value")
        << QByteArray("port = [1, 2]\n") << QStringLiteral("must be a whole number");
    QTest::newRow("a date") << QByteArray("port = 2026-11-21\n")
                            << QStringLiteral("must be a whole");
    QTest::newRow("environment only")
        << QByteArray("node = \"a\"\n") << QStringLiteral("can only be set as SLUICE_NODE");
}

void TestSettingsSource::fileErrors()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    const auto errors = sentences(loadSettings({ {}, write(content), {} }));
    QCOMPARE(errors.size(), 1);
    QVERIFY2(errors.first().contains(says), qPrintable(errors.first()));
}

void TestSettingsSource::missingFileIsAnError()
{
    const auto path = m_folder.filePath(QStringLiteral("missing.toml"));
    const auto errors = sentences(loadSettings({ {}, path.toStdString(), {} }));
    QCOMPARE(errors.size(), 1);
    QVERIFY(errors.first().startsWith(path + QStringLiteral(" (from --config): ")));
}

void TestSettingsSource::secretsComeFromFiles()
{
    const auto path = write("s3cret-of-some-length\r\n", "token");
    const auto loaded = std::get<LoadedSettings>(
        loadSettings({ {}, {}, { { "SLUICE_ADMIN_TOKEN_FILE", path } } }));
    QCOMPARE(loaded.settings.adminToken, std::string("s3cret-of-some-length"));
    QCOMPARE(valueOf(loaded, "admin_token")->source, std::string("SLUICE_ADMIN_TOKEN_FILE"));
    QVERIFY(loaded.warnings.empty());
}

void TestSettingsSource::secretFileErrors_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("alsoSet");
    QTest::addColumn<QString>("says");
    QTest::newRow("missing") << QByteArray() << false << QStringLiteral("readable file");
    QTest::newRow("empty") << QByteArray("\n") << false << QStringLiteral("not empty");
    QTest::newRow("too long") << QByteArray(70000, 'x') << false
                              << QStringLiteral("less than 64KiB");
    QTest::newRow("two lines") << QByteArray("a\nb\n") << false
                               << QStringLiteral("printable ASCII");
    QTest::newRow("set twice") << QByteArray("a\n") << true << QStringLiteral("as well");
}

void TestSettingsSource::secretFileErrors()
{
    QFETCH(QByteArray, content);
    QFETCH(bool, alsoSet);
    QFETCH(QString, says);
    QFile::remove(m_folder.filePath(QStringLiteral("token")));
    SettingsInput input;
    input.environment["SLUICE_VIEWER_TOKEN_FILE"] = content.isNull()
        ? m_folder.filePath(QStringLiteral("token")).toStdString()
        : write(content, "token");
    if (alsoSet)
        input.environment["SLUICE_VIEWER_TOKEN"] = "hunter2";
    const auto errors = sentences(loadSettings(input));
    QCOMPARE(errors.size(), 1);
    QVERIFY2(errors.first().contains(says), qPrintable(errors.first()));
    QVERIFY(!errors.first().contains(QStringLiteral("hunter2")));
}

void TestSettingsSource::secretsAreNeverShown()
{
    const std::string secret = "hunter2";
    const auto loaded = std::get<LoadedSettings>(
        loadSettings({ { { "admin_token", secret }, { "session_key", secret } }, {}, {} }));
    const std::string shown = describeSettings(loaded);
    QVERIFY(shown.find(secret) == shown.npos);
    QVERIFY(shown.find("= ••••  (--admin-token)\n") != shown.npos);
    QVERIFY(shown.find("= none  (default)\n") != shown.npos);
    const auto errors = sentences(loadSettings({ { { "admin_token", "hunter2 x" } }, {}, {} }));
    QCOMPARE(errors.size(), 1);
    QVERIFY(errors.first().startsWith(QStringLiteral("admin_token = •••• (from --admin-token)")));
}

void TestSettingsSource::aFileThatIsNoTomlKeepsItsSecrets_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("says");
    const QString file = QStringLiteral("sluice.toml");
    const QString quotes = QStringLiteral("must be a text in quotes");
    const auto row = [](const char* name, const QByteArray& line, const QString& subject,
                        const QString& says) { QTest::newRow(name) << line << subject << says; };
    row("digits without quotes", "admin_token = 98765432109876543210",
        QStringLiteral("admin_token"), quotes);
    row("digits and letters", "session_key = 98765432109876543210abc",
        QStringLiteral("session_key"), quotes);
    row("an exponent beyond all numbers", " viewer_token=0.98765e9999999",
        QStringLiteral("viewer_token"), quotes);
    row("hexadecimal digits", "jwt_secret = 0x98765432109876543210", QStringLiteral("jwt_secret"),
        quotes);
    row("one of a list", "auth_tokens = [98765432109876543210]", QStringLiteral("auth_tokens"),
        quotes);
    row("no end of the quotes", "admin_token = \"98765", QStringLiteral("admin_token"), quotes);
    row("one of a list over several lines", "auth_tokens = [\n98765432109876543210]", file,
        QStringLiteral("decimal integer: '…' is not representable in 64 bits"));
    row("a mistyped name", "admin_tokn = 98765432109876543210", file,
        QStringLiteral("decimal integer: '…' is not representable in 64 bits"));
    row("a mistyped name and a fraction", "admin_tokn = 0.98765e9999999", file,
        QStringLiteral("floating-point: '…' "));
    row("a secret that is set twice", "admin_token = \"98765\"\nadmin_token = \"98765\"", file,
        QStringLiteral("cannot redefine existing string 'admin_token'"));
    row("what is no secret is told as it is", "port = 8000\nport = 8001", file,
        QStringLiteral("cannot redefine existing integer 'port'"));
}

void TestSettingsSource::aFileThatIsNoTomlKeepsItsSecrets()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, subject);
    QFETCH(const QString, says);
    const std::string path = write("host = \"localhost\"\n" + line + "\nmirror = true\n");
    const auto errors = sentences(loadSettings({ {}, path, {} }));
    QCOMPARE(errors.size(), 1);
    const QString& told = errors.first();
    const int number = line.contains('\n') ? 3 : 2;
    QVERIFY2(told.contains(subject + QStringLiteral(" (from ")), qPrintable(told));
    QVERIFY2(told.contains(QStringLiteral("sluice.toml line %1): ").arg(number)), qPrintable(told));
    QVERIFY2(told.contains(says), qPrintable(told));
    QVERIFY2(!told.contains(QStringLiteral("98765")), qPrintable(told));
}

void TestSettingsSource::valuesMustFitTogether()
{
    SettingsInput input;
    input.flags = { { "pong_timeout", "0" }, { "admin_token", "x" }, { "viewer_token", "x" } };
    const auto errors = sentences(loadSettings(input));
    QCOMPARE(errors.size(), 2);
    QVERIFY(errors[0].startsWith(QStringLiteral("pong_timeout = 0 (from --pong-timeout): ")));
    QVERIFY(errors[1].startsWith(QStringLiteral("viewer_token = •••• (from --viewer-token): ")));
    const auto about = [&input](std::initializer_list<std::pair<std::string, std::string>> flags) {
        input.flags = flags;
        return sentences(loadSettings(input)).join(QLatin1Char('|'));
    };
    const std::string secret(32, 's');
    QCOMPARE(about({ { "auth", "token" } }),
             QStringLiteral("auth = token (from --auth): needs auth_tokens"));
    QCOMPARE(about({ { "auth", "token" }, { "auth_tokens", "a b" } }).count(QLatin1Char('|')), 0);
    QCOMPARE(about({ { "auth", "token" }, { "auth_tokens", "x" }, { "viewer_token", "x" } }),
             QStringLiteral("auth_tokens = •••• (from --auth_tokens): must not hold admin_token or "
                            "viewer_token")
                 .replace(QLatin1String("--auth_tokens"), QLatin1String("--auth-tokens")));
    QCOMPARE(
        about({ { "auth", "jwt" } }),
        QStringLiteral("auth = jwt (from --auth): needs jwt_secret while jwt_algorithm is hs256"));
    QVERIFY(about({ { "auth", "jwt" }, { "jwt_secret", secret } }).isEmpty());
    QCOMPARE(
        about({ { "auth", "jwt" }, { "jwt_secret", secret }, { "jwt_public_key", "k" } }),
        QStringLiteral("jwt_public_key = k (from --jwt-public-key): is for rs256 and es256, and "
                       "jwt_algorithm is hs256"));
    QCOMPARE(
        about({ { "auth", "jwt" },
                { "jwt_algorithm", "es256" },
                { "jwt_secret", secret },
                { "jwt_public_key", "/not/there" } }),
        QStringLiteral("jwt_secret = •••• (from --jwt-secret): is for hs256, and jwt_algorithm "
                       "is another one|jwt_public_key = /not/there (from --jwt-public-key): "
                       "cannot be read: No such file or directory"));
    input.flags = { { "tls_key", "k.pem" } };
    QCOMPARE(sentences(loadSettings(input)),
             QStringList { QStringLiteral("tls_key = k.pem (from --tls-key): must come with "
                                          "tls_certificate") });
    input.flags = { { "tls_certificate", "c.pem" } };
    QCOMPARE(sentences(loadSettings(input)).size(), qsizetype { 1 });
    input.flags.emplace_back("tls_key", "k.pem");
    QVERIFY(sentences(loadSettings(input)).isEmpty());
    input.flags = { { "pong_timeout", "0" }, { "ping_interval", "0" } };
    QVERIFY(std::holds_alternative<LoadedSettings>(loadSettings(input)));
    input.flags = { { "pong_timeout", "0" }, { "ping_interval", "often" } };
    QCOMPARE(sentences(loadSettings(input)).size(), 1);
}

void TestSettingsSource::unknownVariablesWarn()
{
    const auto loaded
        = std::get<LoadedSettings>(loadSettings({ {},
                                                  {},
                                                  { { "SLUICE_PROT", "1" },
                                                    { "SLUICE_PORT_8000_TCP_ADDR", "10.0.0.7" },
                                                    { "SLUICE_SERVICE_HOST", "10.0.0.7" },
                                                    { "PATH", "/bin" } } }));
    QCOMPARE(loaded.warnings,
             std::vector<std::string> { "The environment variable SLUICE_PROT is not a setting; "
                                        "did you mean SLUICE_PORT?" });
}

void TestSettingsSource::kubernetesPortIsExplained()
{
    const auto errors
        = sentences(loadSettings({ {}, {}, { { "SLUICE_PORT", "tcp://10.0.0.7:8000" } } }));
    QCOMPARE(errors.size(), 1);
    QVERIFY(errors.first().contains(QStringLiteral("Kubernetes")));
    QVERIFY(errors.first().contains(QStringLiteral("enableServiceLinks: false")));
}

QTEST_APPLESS_MAIN(TestSettingsSource)
#include "tst_settingssource.moc"
