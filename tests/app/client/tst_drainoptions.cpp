#include "app/client/drainoptions.h"
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sluice;
using namespace Qt::StringLiterals;

class TestDrainOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void fieldsAreThoseGiven();
    void nothingGivenAsksForNothing();
    void contradictionsAreTold_data();
    void contradictionsAreTold();
    void badTimesAreTold_data();
    void badTimesAreTold();
    void hurryMayMoveTheDeadline();
    void tokenComesFromTheFirstSource();
    void tokenFileIsRead();
    void twoSourcesAreOneTooMany();
};

void TestDrainOptions::init()
{
    qunsetenv("SLUICE_ADMIN_TOKEN");
    qunsetenv("SLUICE_ADMIN_TOKEN_FILE");
}

void TestDrainOptions::fieldsAreThoseGiven()
{
    DrainOptions options;
    options.timeout = "1.5m";
    options.delay = "250ms";
    options.ramp = "0";
    options.reason = "оновлення";
    options.dryRun = true;
    QCOMPARE(options.problem(), QString());
    const QJsonObject expected { { u"timeout_s"_s, 90 },
                                 { u"delay_s"_s, 0.25 },
                                 { u"ramp_s"_s, 0 },
                                 { u"reason"_s, u"оновлення"_s },
                                 { u"dry_run"_s, true } };
    QCOMPARE(options.fields(), expected);
}

void TestDrainOptions::nothingGivenAsksForNothing()
{
    const DrainOptions options;
    QCOMPARE(options.problem(), QString());
    QVERIFY(options.fields().isEmpty());
}

void TestDrainOptions::contradictionsAreTold_data()
{
    QTest::addColumn<DrainOptions>("options");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const DrainOptions& options, const char* says) {
        QTest::newRow(name) << options << QString::fromLatin1(says);
    };
    DrainOptions options;
    options.wait = options.force = true;
    row("two orders", options, "--wait and --force");
    options = {};
    options.status = true;
    options.timeout = "1s";
    row("a look with a time", options,
        "--timeout is for the beginning of a drain, not for --status");
    options = {};
    options.hurry = true;
    options.delay = "1s";
    row("hurry with a delay", options, "--delay is for the beginning");
    options = {};
    options.cancel = true;
    options.dryRun = true;
    row("a cancel on trial", options, "--dry-run is for the beginning");
    options = {};
    options.wait = options.dryRun = true;
    row("waiting for nothing", options, "--dry-run cannot be given with --wait");
    options = {};
    options.wait = options.json = true;
    row("a live line in JSON", options, "--json cannot be given with --wait");
}

void TestDrainOptions::contradictionsAreTold()
{
    QFETCH(DrainOptions, options);
    QFETCH(QString, says);
    QVERIFY2(options.problem().contains(says), qPrintable(options.problem()));
}

void TestDrainOptions::badTimesAreTold_data()
{
    QTest::addColumn<QByteArray>("time");
    QTest::newRow("negative") << QByteArray("-1s");
    QTest::newRow("another unit") << QByteArray("3 weeks");
    QTest::newRow("a word") << QByteArray("soon");
    QTest::newRow("longer than a week") << QByteArray("169h");
}

void TestDrainOptions::badTimesAreTold()
{
    QFETCH(QByteArray, time);
    for (const char* flag : { "--timeout", "--delay", "--ramp" }) {
        DrainOptions options;
        const QByteArray name(flag);
        (name == "--timeout"     ? options.timeout
             : name == "--delay" ? options.delay
                                 : options.ramp)
            = time.toStdString();
        QVERIFY2(options.problem().startsWith(QLatin1String(name) + u" must be a duration"_s),
                 qPrintable(options.problem()));
    }
}

void TestDrainOptions::hurryMayMoveTheDeadline()
{
    DrainOptions options;
    options.hurry = true;
    options.timeout = "30s";
    options.ramp = "5s";
    QCOMPARE(options.problem(), QString());
    const QJsonObject expected { { u"timeout_s"_s, 30 }, { u"ramp_s"_s, 5 }, { u"hurry"_s, true } };
    QCOMPARE(options.fields(), expected);
}

void TestDrainOptions::tokenComesFromTheFirstSource()
{
    TokenOption option;
    QCOMPARE(option.find().token, QString());
    qputenv("SLUICE_ADMIN_TOKEN", "from the environment");
    QCOMPARE(option.find().token, u"from the environment"_s);
    option.text = "typed";
    QCOMPARE(option.find().token, u"typed"_s);
}

void TestDrainOptions::tokenFileIsRead()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"token"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("secret\n");
    file.close();
    TokenOption option;
    option.file = file.fileName().toStdString();
    QCOMPARE(option.find().token, u"secret"_s);
    qputenv("SLUICE_ADMIN_TOKEN", "not this one");
    QCOMPARE(option.find().token, u"secret"_s);
    qunsetenv("SLUICE_ADMIN_TOKEN");

    qputenv("SLUICE_ADMIN_TOKEN_FILE", file.fileName().toUtf8());
    QCOMPARE(TokenOption().find().token, u"secret"_s);
    option.file = "/nowhere";
    const TokenOption::Found none = option.find();
    QVERIFY(none.token.isEmpty());
    QVERIFY2(none.problem.contains(u"(from --token-file): must name a readable file"_s),
             qPrintable(none.problem));
}

void TestDrainOptions::twoSourcesAreOneTooMany()
{
    TokenOption option { "typed", "/some/file" };
    QVERIFY(!option.find().problem.isEmpty());
    qputenv("SLUICE_ADMIN_TOKEN", "hunter2");
    qputenv("SLUICE_ADMIN_TOKEN_FILE", "/some/file");
    const QString problem = TokenOption().find().problem;
    QVERIFY(!problem.isEmpty());
    QVERIFY(!problem.contains(u"hunter2"_s));
}

QTEST_APPLESS_MAIN(TestDrainOptions)
#include "tst_drainoptions.moc"
