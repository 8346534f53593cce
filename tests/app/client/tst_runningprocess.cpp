#include "app/client/runningprocess.h"

#include "app/client/detachedprocess.h"
#include <QDir>
#include <QTest>
#include <array>
#include <fcntl.h>
#include <unistd.h>

using namespace sluice;
using Words = std::vector<std::string>;

class TestRunningProcess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itselfIsKnown();
    void aProcessThatIsNotThereIsSaid();
    void theSuccessorsWords_data();
    void theSuccessorsWords();
    void variablesOfOneProcessStayBehind();
    void onlySettingsAreChecked();
    void itsOutputCanBeWrittenTo();
    void aDetachedProcessIsAsItWasTold();
    void aProgramThatIsMissingEndsIt();
};

void TestRunningProcess::itselfIsKnown()
{
    const RunningProcess process = RunningProcess::of(::getpid());
    QVERIFY(process.why.empty());
    QVERIFY(process.descriptors > 0);
    QCOMPARE(QString::fromStdString(process.folder), QDir::currentPath());
    QVERIFY(QString::fromStdString(process.arguments.front())
                .endsWith(QLatin1String("tst_runningprocess")));
}

void TestRunningProcess::aProcessThatIsNotThereIsSaid()
{
    QVERIFY(RunningProcess::of(0).why.find("cannot be read in /proc") != std::string::npos);
}

void TestRunningProcess::theSuccessorsWords_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("nothing said") << "sluice"
                                  << "sluice --control-socket S --takeover";
    QTest::newRow("settings stay") << "sluice serve --port 9"
                                   << "sluice serve --port 9 --control-socket S --takeover";
    QTest::newRow("a second time") << "sluice --port 9 --control-socket S --takeover"
                                   << "sluice --port 9 --control-socket S --takeover";
    QTest::newRow("a socket of its own") << "sluice --control-socket=T"
                                         << "sluice --control-socket=T --takeover";
    QTest::newRow("with a window")
        << "sluice --gui -platform offscreen"
        << "sluice --gui -platform offscreen --control-socket S --takeover";
}

void TestRunningProcess::theSuccessorsWords()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    Words words;
    for (const QString& word : before.split(u' '))
        words.push_back(word.toStdString());
    QStringList next;
    for (const std::string& word : successorArguments(words, "S"))
        next << QString::fromStdString(word);
    QCOMPARE(next.join(u' '), after);
}

void TestRunningProcess::variablesOfOneProcessStayBehind()
{
    QCOMPARE(successorEnvironment({ "A=1", "WATCHDOG_PID=7", "WATCHDOG_USEC=5", "LISTEN_PID=7",
                                    "LISTEN_FDS=1", "NOTIFY_SOCKET=/n" }),
             (Words { "A=1", "WATCHDOG_USEC=5", "NOTIFY_SOCKET=/n" }));
}

void TestRunningProcess::onlySettingsAreChecked()
{
    QCOMPARE(settingArguments({ "sluice", "serve", "--gui", "--port", "9", "-platform", "offscreen",
                                "--takeover", "--mirror" }),
             (Words { "--port", "9", "--mirror" }));
}

void TestRunningProcess::itsOutputCanBeWrittenTo()
{
    std::array<int, 2> pipe {};
    QCOMPARE(::pipe2(pipe.data(), O_CLOEXEC), 0);
    const int copy = outputOf(::getpid(), pipe[1]);
    QVERIFY(copy >= 0);
    QCOMPARE(::write(copy, "x", 1), ssize_t { 1 });
    char read = 0;
    QCOMPARE(::read(pipe[0], &read, 1), ssize_t { 1 });
    for (const int fd : { copy, pipe[0], pipe[1] })
        ::close(fd);
}

void TestRunningProcess::aDetachedProcessIsAsItWasTold()
{
    std::array<int, 2> pipe {};
    QCOMPARE(::pipe2(pipe.data(), O_CLOEXEC), 0);
    DetachedProcess process({ "/bin/sh",
                              { "sh", "-c", "echo $0 $WORD; pwd; ulimit -n; echo $PPID", "name" },
                              { "WORD=given" },
                              "/",
                              pipe[1],
                              -1,
                              77 });
    ::close(pipe[1]);
    QVERIFY(process.isStarted());
    QTRY_VERIFY(process.hasEnded());
    std::array<char, 100> said {};
    const ssize_t count = ::read(pipe[0], said.data(), said.size());
    const QByteArray words(said.data(), static_cast<qsizetype>(count));
    QVERIFY2(words.startsWith("name given\n/\n77\n"), words.constData());
    QVERIFY2(!words.endsWith("\n" + QByteArray::number(::getpid()) + '\n'), "it is our child");
    ::close(pipe[0]);
}

void TestRunningProcess::aProgramThatIsMissingEndsIt()
{
    DetachedProcess process({ "/no/such/program", { "x" }, {}, "/", -1, -1 });
    QTRY_VERIFY(process.hasEnded());
}

QTEST_GUILESS_MAIN(TestRunningProcess)
#include "tst_runningprocess.moc"
