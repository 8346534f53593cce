// What a process promised before it was killed is there for the next one, whenever it was killed.
#include "core/cluster/journaledbackplane.h"
#include "core/history/historyreader.h"
#include "core/history/sqlitehistory.h"
#include "core/observe/eventlog.h"
#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cstdio>
#include <map>
#include <random>
#include <set>
#include <unistd.h>

using namespace sluice;

namespace {

constexpr HistoryLimits limits { 100000, std::chrono::hours(1) };

// The one to be killed: says numbers, twenty unanswered at a time, and prints "offset data" for
// each that was acknowledged. `heard` are those it was delivered, which somebody would have seen.
class Speaker {
public:
    explicit Speaker(const std::string& path) : m_history(path, limits)
    {
        m_history.open([this](const SqliteHistory::Opened& opened) {
            const auto* past = std::get_if<JournalPast>(&opened);
            if (!past)
                qFatal("%s", std::get<std::string>(opened).c_str());
            m_backplane = std::make_unique<JournaledBackplane>(m_history, *past);
            QObject::connect(m_backplane.get(), &Backplane::delivered, m_backplane.get(),
                             [](const SharedMessage& message) { print(*message); });
            std::printf("from %llu\n", static_cast<unsigned long long>(m_backplane->head()));
            for (int i = 0; i < 20; ++i)
                say();
        });
    }

private:
    static void print(const Message& message)
    {
        std::printf("%llu %s\n", static_cast<unsigned long long>(message.offset),
                    message.data.c_str());
        std::fflush(stdout);
    }
    void say()
    {
        ++m_said;
        const std::string data = std::to_string(::getpid()) + '-' + std::to_string(m_said)
            + (m_said % 7 == 0 ? std::string(9000, '.') : "");
        m_backplane->append({ "", "", data, "" }, [this](const Backplane::Result& result) {
            if (result.outcome != Backplane::Outcome::Appended)
                qFatal("it was refused");
            // Not at once, or a failing journal would never let go of the stack.
            QMetaObject::invokeMethod(
                m_backplane.get(), [this] { say(); }, Qt::QueuedConnection);
        });
    }

    SqliteHistory m_history;
    std::unique_ptr<JournaledBackplane> m_backplane;
    int m_said = 0;
};

} // namespace

class TestHistoryCrash : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whateverWasHeardIsThere();
};

void TestHistoryCrash::whateverWasHeardIsThere()
{
    constexpr int rounds = 12;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("history.db"));
    std::random_device seed;
    std::mt19937 random(seed());
    std::map<std::uint64_t, QByteArray> heard;
    for (int round = 0; round < rounds; ++round) {
        QProcess speaker;
        speaker.start(QCoreApplication::applicationFilePath(), { QStringLiteral("--speak"), path });
        const int enough = std::uniform_int_distribution<int>(0, 400)(random);
        std::uint64_t from = 0;
        int lines = 0;
        const auto take = [&] {
            while (speaker.canReadLine()) {
                const QByteArray line = speaker.readLine().trimmed();
                const qsizetype blank = line.indexOf(' ');
                if (lines++ == 0) {
                    QVERIFY(line.startsWith("from "));
                    from = line.mid(5).toULongLong();
                    QVERIFY(heard.empty() || from >= heard.rbegin()->first);
                    continue;
                }
                const auto [place, fresh]
                    = heard.emplace(line.left(blank).toULongLong(), line.mid(blank + 1));
                QVERIFY2(fresh, line.left(20)); // no offset is given again to other words
                QVERIFY(place->first > from);
            }
        };
        while (lines <= enough) {
            QVERIFY2(speaker.waitForReadyRead(30000), speaker.readAllStandardError());
            take();
        }
        speaker.kill();
        QVERIFY(speaker.waitForFinished(30000));
        take();
    }
    const auto file = HistoryFile::open(path.toStdString());
    QVERIFY(std::holds_alternative<std::unique_ptr<HistoryFile>>(file));
    const auto past = readPast(*std::get<std::unique_ptr<HistoryFile>>(file), limits,
                               std::chrono::system_clock::now());
    QVERIFY(past.has_value());
    const auto& messages = past->messages;
    std::set<std::string> words;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        QCOMPARE(messages[i]->offset, i + 1);
        QVERIFY(words.insert(messages[i]->data).second);
    }
    for (const auto& [offset, data] : heard) {
        QVERIFY(offset <= messages.size());
        QCOMPARE(messages[offset - 1]->data, data.toStdString());
    }
}

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    eventlog::configure({ LogLevel::Warning, LogFormat::Text, 2 });
    if (argc == 3 && QByteArray(argv[1]) == "--speak") {
        const Speaker speaker(argv[2]);
        return QCoreApplication::exec();
    }
    TestHistoryCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_historycrash.moc"
