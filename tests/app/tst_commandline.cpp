#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

// The real binary, as a shell runs it.
class TestCommandLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void usageErrorsExitWithTwo_data();
    void usageErrorsExitWithTwo();
    void mistypedFlagsKeepTheirValues_data();
    void mistypedFlagsKeepTheirValues();
    void helpAndVersionExitWithZero_data();
    void helpAndVersionExitWithZero();
    void everyErrorAtOnce();
    void wrongSettingsStopTheServer();
    void showSaysWhereFrom();
    void bareFlagIsTrue_data();
    void bareFlagIsTrue();
    void defaultFileIsInOrder();
    void unknownVariableIsOnlyAWarning();

private:
    struct Outcome {
        int code = -1;
        QString out;
        QString err;
    };
    Outcome run(const QStringList& arguments, const QStringList& environment = {}) const;
    QTemporaryDir m_folder;
};

TestCommandLine::Outcome TestCommandLine::run(const QStringList& arguments,
                                              const QStringList& environment) const
{
    QProcess process;
    // Nothing of this machine's environment may reach the settings.
    process.setEnvironment(environment);
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral(SLUICE_BINARY), arguments);
    constexpr int tooLongMs = 20000;
    if (!process.waitForFinished(tooLongMs)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    const bool exited = process.exitStatus() == QProcess::NormalExit;
    return { exited ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
             QString::fromUtf8(process.readAllStandardError()) };
}

void TestCommandLine::usageErrorsExitWithTwo_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::newRow("unknown flag") << QStringLiteral("--bogus");
    QTest::newRow("unknown word") << QStringLiteral("fly");
    QTest::newRow("flag without its value") << QStringLiteral("--port");
    QTest::newRow("environment-only setting") << QStringLiteral("--node=a");
    QTest::newRow("unknown flag of a command") << QStringLiteral("serve --bogus");
    QTest::newRow("config alone") << QStringLiteral("config");
    QTest::newRow("help on an unknown word") << QStringLiteral("fly --help");
    QTest::newRow("help on an unknown config word") << QStringLiteral("config fly --help");
    QTest::newRow("unknown config word") << QStringLiteral("config fly");
}

void TestCommandLine::usageErrorsExitWithTwo()
{
    QFETCH(QString, arguments);
    const auto outcome = run(arguments.split(QLatin1Char(' ')));
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(outcome.err.contains(QStringLiteral("--help")));
}

void TestCommandLine::mistypedFlagsKeepTheirValues_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const char* arguments, const char* named) {
        QTest::newRow(name) << QString::fromLatin1(arguments) << QString::fromLatin1(named);
    };
    row("a value of its own", "--admin-tokn hunter2", "argument was not expected: --admin-tokn\n");
    row("a value behind =", "--admin-tokn=hunter2", "argument was not expected: --admin-tokn\n");
    row("a value like a flag of one letter", "--admin-tokn -xhunter2",
        "arguments were not expected: --admin-tokn -x\n");
    row("of a command", "config check --session-kei hunter2",
        "argument was not expected: --session-kei\n");
    row("two of them", "--admin-tokn hunter2 --session-kei=hunter2",
        "arguments were not expected: --admin-tokn --session-kei\n");
    row("beside --help", "fly --admin-tokn hunter2 --help",
        "argument was not expected: --admin-tokn\n");
    row("words alone", "fly away", "arguments were not expected: fly away\n");
    row("a word alone", "fly", "argument was not expected: fly\n");
}

void TestCommandLine::mistypedFlagsKeepTheirValues()
{
    QFETCH(QString, arguments);
    QFETCH(QString, named);
    const auto outcome = run(arguments.split(QLatin1Char(' ')));
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains(named), qPrintable(outcome.err));
    QVERIFY(!outcome.err.contains(QStringLiteral("unter2")));
}

void TestCommandLine::helpAndVersionExitWithZero_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("--help teaches") << QStringLiteral("--help") << QStringLiteral("Examples:");
    QTest::newRow("--help lists settings")
        << QStringLiteral("--help") << QStringLiteral("--max-message-bytes SIZE=65536");
    QTest::newRow("-h of serve") << QStringLiteral("serve -h")
                                 << QStringLiteral("--shutdown-timeout");
    QTest::newRow("drain --help teaches")
        << QStringLiteral("drain --help") << QStringLiteral("Examples: sluice drain");
    QTest::newRow("--version") << QStringLiteral("--version")
                               << QStringLiteral("sluice " SLUICE_VERSION "\n");
    QTest::newRow("the table") << QStringLiteral("config table")
                               << QStringLiteral("| setting | default | meaning |");
}

void TestCommandLine::helpAndVersionExitWithZero()
{
    QFETCH(QString, arguments);
    QFETCH(QString, says);
    const auto outcome = run(arguments.split(QLatin1Char(' ')));
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.out.contains(says), qPrintable(outcome.out));
    QVERIFY2(outcome.err.isEmpty(), qPrintable(outcome.err));
}

void TestCommandLine::everyErrorAtOnce()
{
    const auto outcome
        = run({ QStringLiteral("config"), QStringLiteral("check"), QStringLiteral("--port=x") },
              { QStringLiteral("LOG_LEVEL=loud"), QStringLiteral("SLUICE_MIRROR=perhaps") });
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.out.isEmpty());
    QCOMPARE(outcome.err.count(QLatin1Char('\n')), 3);
    for (const char* part : { "port = x (from --port): ", "log_level = loud (from LOG_LEVEL): ",
                              "mirror = perhaps (from SLUICE_MIRROR): " })
        QVERIFY2(outcome.err.contains(QString::fromLatin1(part)), part);
}

void TestCommandLine::wrongSettingsStopTheServer()
{
    for (const char* arguments : { "--port 70000", "serve --port 70000", "--port 70000 serve" }) {
        const auto outcome = run(QString::fromLatin1(arguments).split(QLatin1Char(' ')));
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.err.startsWith(QStringLiteral("port = 70000 (from --port): must be")));
    }
}

void TestCommandLine::showSaysWhereFrom()
{
    QFile file(m_folder.filePath(QStringLiteral("sluice.toml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("locale = \"uk\"\nport = 1\n");
    file.close();
    const auto outcome
        = run({ QStringLiteral("config"), QStringLiteral("show"),
                QStringLiteral("--config=sluice.toml"), QStringLiteral("--port=9000") },
              { QStringLiteral("SLUICE_ADMIN_TOKEN=hunter2") });
    QCOMPARE(outcome.code, 0);
    const QString shown = outcome.out.simplified();
    for (const char* part :
         { "port = 9000 (--port)", "locale = uk (sluice.toml line 1)",
           "admin_token = •••• (SLUICE_ADMIN_TOKEN)", "host = 127.0.0.1 (default)" })
        QVERIFY2(shown.contains(QString::fromUtf8(part)), part);
    QVERIFY(!shown.contains(QStringLiteral("hunter2")));
}

void TestCommandLine::bareFlagIsTrue_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("alone") << QStringLiteral("config show --echo") << QStringLiteral("true");
    QTest::newRow("before a command")
        << QStringLiteral("--echo config show") << QStringLiteral("true");
    QTest::newRow("before a flag")
        << QStringLiteral("config show --echo --mirror") << QStringLiteral("true");
    QTest::newRow("with =no") << QStringLiteral("config show --echo=no") << QStringLiteral("no");
    QTest::newRow("with a word") << QStringLiteral("config show --echo off")
                                 << QStringLiteral("off");
}

void TestCommandLine::bareFlagIsTrue()
{
    QFETCH(QString, arguments);
    QFETCH(QString, says);
    const auto outcome = run(arguments.split(QLatin1Char(' ')));
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.simplified().contains(QStringLiteral(" echo = %1 (--echo)").arg(says)));
}

void TestCommandLine::defaultFileIsInOrder()
{
    const auto written = run({ QStringLiteral("config"), QStringLiteral("default") });
    QFile file(m_folder.filePath(QStringLiteral("default.toml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(written.out.toUtf8());
    file.close();
    const auto outcome = run({ QStringLiteral("--config"), file.fileName(),
                               QStringLiteral("config"), QStringLiteral("check") });
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out, QStringLiteral("The settings are in order.\n"));
}

void TestCommandLine::unknownVariableIsOnlyAWarning()
{
    const auto outcome = run({ QStringLiteral("config"), QStringLiteral("check") },
                             { QStringLiteral("SLUICE_PROT=1") });
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.err.contains(QStringLiteral("did you mean SLUICE_PORT?")));
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
