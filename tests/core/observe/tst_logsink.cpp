#include "core/observe/logsink.h"

#include "tests/support/logchannel.h"
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <memory>
#include <poll.h>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;
using namespace sluice;
using support::LogChannel;

Q_DECLARE_METATYPE(sluice::support::LogChannel::Kind)

namespace {

constexpr auto patient = 1min; // a farewell that no busy machine outlasts

std::string lineOf(int number, std::size_t size)
{
    std::string line = std::to_string(number) + ' ';
    return line.append(size - line.size() - 1, 'x') + '\n';
}

void kindsOfChannel()
{
    QTest::addColumn<LogChannel::Kind>("kind");
    QTest::newRow("a pipe") << LogChannel::Pipe;
    QTest::newRow("a socket, as under systemd") << LogChannel::Socket;
    QTest::newRow("a terminal") << LogChannel::Terminal;
}

// Standard error is another channel while it lives.
class StandardError {
public:
    explicit StandardError(int descriptor) { ::dup2(descriptor, 2); }
    ~StandardError()
    {
        ::dup2(m_former, 2);
        ::close(m_former);
    }
    StandardError(const StandardError&) = delete;
    StandardError& operator=(const StandardError&) = delete;

private:
    int m_former = ::dup(2);
};

} // namespace

class TestLogSink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void burstReachesASlowReaderWholeAndInOrder_data() { kindsOfChannel(); }
    void burstReachesASlowReaderWholeAndInOrder();
    void burstGoesOutThoughTheSinkWasNeverOpened();
    void threadsKeepTheirOrderAndTheirLines_data() { kindsOfChannel(); }
    void threadsKeepTheirOrderAndTheirLines();
    void readerWhoNeverReadsCostsNoMoreThanTheBound_data() { kindsOfChannel(); }
    void readerWhoNeverReadsCostsNoMoreThanTheBound();
    void whatWaitsGoesOutAtTheEnd_data();
    void whatWaitsGoesOutAtTheEnd();
    void whatIsWrittenAfterTheEndGoesOutAtOnceOrIsLost();
    void lineThatItsReaderLeftIsEndedForTheNext();
    void lineThatAFullDiskCutsOffIsEndedBeforeTheNext();
};

void TestLogSink::burstReachesASlowReaderWholeAndInOrder()
{
    QFETCH(LogChannel::Kind, kind);
    const LogChannel channel(kind);
    QVERIFY(channel.isGood());
    LogSink sink;
    sink.open(channel.descriptor(), 0ms);
    QByteArray written;
    for (int i = 0; i < 4000; ++i) { // several times what the kernel holds, and it fits the backlog
        const std::string line
            = lineOf(i, i % 1000 == 0 ? 20000U : 80U + static_cast<unsigned>(i) % 60);
        QVERIFY(sink.write(line));
        written += line;
    }
    const QByteArray seen
        = channel.readUntil([&](const QByteArray& all) { return all.size() >= written.size(); });
    QVERIFY(seen == written);
    QCOMPARE(sink.takeLost(), quint64(0));

    QVERIFY(sink.write("The backlog is empty again.\n"));
    QCOMPARE(channel.readUntil([](const QByteArray& all) { return all.endsWith('\n'); }),
             QByteArray("The backlog is empty again.\n"));
}

// Such a descriptor blocks, and must be looked at before each write.
void TestLogSink::burstGoesOutThoughTheSinkWasNeverOpened()
{
    const LogChannel channel(LogChannel::Pipe);
    const StandardError replaced(channel.descriptor());
    LogSink sink;
    QByteArray written;
    for (int i = 0; i < 3000; ++i) {
        const std::string line = lineOf(i, 100);
        QVERIFY(sink.write(line));
        written += line;
    }
    const QByteArray seen
        = channel.readUntil([&](const QByteArray& all) { return all.size() >= written.size(); });
    QVERIFY(seen == written);
}

void TestLogSink::threadsKeepTheirOrderAndTheirLines()
{
    QFETCH(LogChannel::Kind, kind);
    const LogChannel channel(kind);
    QVERIFY(channel.isGood());
    LogSink sink;
    sink.open(channel.descriptor(), 0ms);
    constexpr int writers = 3, lines = 1000; // together they fit the backlog
    constexpr qsizetype together = qsizetype(writers) * lines;
    std::vector<std::thread> threads;
    for (int t = 0; t < writers; ++t) {
        threads.emplace_back([&sink, t] {
            for (int i = 0; i < lines; ++i)
                if (!sink.write(std::to_string(t) + ' ' + lineOf(i, i % 100 == 0 ? 5000 : 100)))
                    sink.lose(1);
        });
    }
    const QByteArray seen
        = channel.readUntil([](const QByteArray& all) { return all.count('\n') == together; });
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(sink.takeLost(), quint64(0));

    std::vector<int> next(writers, 0);
    const auto all = seen.split('\n');
    QCOMPARE(all.size(), together + 1); // and nothing behind the last one's end
    for (const QByteArray& line : all.mid(0, together)) {
        const int t = line.left(1).toInt();
        QVERIFY2(t < writers, line.constData());
        const int i = next[static_cast<std::size_t>(t)]++;
        const std::string expected = std::to_string(t) + ' ' + lineOf(i, i % 100 == 0 ? 5000 : 100);
        QCOMPARE(line + '\n', QByteArray::fromStdString(expected));
    }
}

// A writer that waited for this reader would wait here for ever.
void TestLogSink::readerWhoNeverReadsCostsNoMoreThanTheBound()
{
    QFETCH(LogChannel::Kind, kind);
    const LogChannel channel(kind);
    QVERIFY(channel.isGood());
    LogSink sink;
    sink.open(channel.descriptor(), 0ms);
    constexpr int written = 25000, size = 100; // 2.5 MB
    quint64 refused = 0;
    for (int i = 0; i < written; ++i)
        refused += sink.write(lineOf(i, size)) ? 0 : 1;
    QVERIFY(refused > 0);

    sink.finish(); // nobody reads, so it is given up
    const quint64 waited = sink.takeLost();
    QVERIFY(waited > 0);
    QVERIFY(waited * size <= LogBacklog::capacity);
    const auto whole = static_cast<quint64>(channel.readAll().size() / size);
    QCOMPARE(whole + waited + refused, quint64(written));
}

void TestLogSink::whatWaitsGoesOutAtTheEnd_data()
{
    QTest::addColumn<LogChannel::Kind>("kind");
    QTest::addColumn<bool>("destroyed");
    QTest::newRow("a pipe") << LogChannel::Pipe << false;
    QTest::newRow("a socket, as under systemd") << LogChannel::Socket << false;
    QTest::newRow("when the sink is destroyed") << LogChannel::Pipe << true;
}

void TestLogSink::whatWaitsGoesOutAtTheEnd()
{
    QFETCH(LogChannel::Kind, kind);
    QFETCH(bool, destroyed);
    LogChannel channel(kind);
    QVERIFY(channel.isGood());
    auto sink = std::make_unique<LogSink>();
    sink->open(channel.descriptor(), patient);
    constexpr int written = 5000;
    for (int i = 0; i < written; ++i)
        QVERIFY(sink->write(lineOf(i, 100)));
    QByteArray seen;
    std::thread reader([&] { seen = channel.readUntilEnd(); });
    if (!destroyed)
        sink->finish();
    sink.reset();
    channel.closeWriter(); // now there is an end
    reader.join();
    QCOMPARE(seen.count('\n'), written);
    QVERIFY(seen.endsWith(QByteArray::fromStdString('\n' + lineOf(written - 1, 100))));
}

void TestLogSink::whatIsWrittenAfterTheEndGoesOutAtOnceOrIsLost()
{
    const LogChannel channel(LogChannel::Pipe);
    LogSink sink;
    sink.open(channel.descriptor(), 0ms);
    sink.finish();
    QVERIFY(sink.write("There is room.\n"));
    QCOMPARE(channel.readAll(), QByteArray("There is room.\n"));
    int taken = 0;
    while (sink.write(lineOf(taken, 100)))
        ++taken;
    QCOMPARE(channel.readAll().count('\n'), taken);

    sink.open(channel.descriptor(), 0ms); // begins again
    for (int i = 0; i < 2000; ++i)
        QVERIFY(sink.write(lineOf(i, 100)));
}

void TestLogSink::lineThatItsReaderLeftIsEndedForTheNext()
{
    const QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.filePath(QStringLiteral("log")));
    QCOMPARE(::mkfifo(path.constData(), 0600), 0);
    const auto reading
        = [&] { return ::open(path.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC); };
    const int first = reading();
    const int fifo = ::open(path.constData(), O_WRONLY | O_CLOEXEC);
    QVERIFY(first >= 0 && fifo >= 0);
    LogSink sink;
    sink.open(fifo, 0ms);
    QVERIFY(sink.write(lineOf(0, 300000))); // more than a pipe holds
    pollfd begun { first, POLLIN, 0 };
    QCOMPARE(::poll(&begun, 1, -1), 1); // some of it is on its way
    ::close(first);
    quint64 lost = 0;
    QTRY_VERIFY((lost += sink.takeLost()) > 0);
    QCOMPARE(lost, quint64(1));

    const int second = reading();
    QVERIFY(second >= 0);
    QVERIFY(sink.write("After it.\n"));
    QByteArray seen;
    while (!seen.endsWith("After it.\n")) {
        std::array<char, 4096> buffer {};
        pollfd ready { second, POLLIN, 0 };
        QCOMPARE(::poll(&ready, 1, 20000), 1);
        const auto n = ::read(second, buffer.data(), buffer.size());
        QVERIFY(n > 0);
        seen.append(buffer.data(), n);
    }
    QVERIFY(seen.endsWith("x\nAfter it.\n"));
    ::close(second);
    ::close(fifo);
}

void TestLogSink::lineThatAFullDiskCutsOffIsEndedBeforeTheNext()
{
    std::signal(SIGXFSZ, SIG_IGN);
    QTemporaryFile file;
    QVERIFY(file.open());
    LogSink sink;
    sink.open(file.handle());
    rlimit former {};
    ::getrlimit(RLIMIT_FSIZE, &former);
    const rlimit full { 150, former.rlim_max };
    ::setrlimit(RLIMIT_FSIZE, &full);
    const bool one = sink.write(lineOf(1, 100));
    const bool two = sink.write(lineOf(2, 100));
    const bool three = sink.write(lineOf(3, 100));
    ::setrlimit(RLIMIT_FSIZE, &former);
    QVERIFY(one && !two && !three);
    QVERIFY(sink.write(lineOf(4, 100)));
    const QByteArray expected = QByteArray::fromStdString(
        lineOf(1, 100) + lineOf(2, 100).substr(0, 50) + '\n' + lineOf(4, 100));
    QVERIFY(file.seek(0));
    QCOMPARE(file.readAll(), expected);
}

QTEST_APPLESS_MAIN(TestLogSink)
#include "tst_logsink.moc"
