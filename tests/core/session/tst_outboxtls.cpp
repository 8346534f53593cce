#include "core/session/outbox.h"

#include "tests/core/net/tlsbench.h"
#include <QTest>
#include <random>

using namespace sluice;
using Progress = Outbox::Progress;

namespace {

// Lines of text, so that a torn or repeated one shows: "5:xxxx…\n".
SharedFrame line(std::uint64_t offset, const std::string& name, std::size_t size)
{
    return std::make_shared<const Frame>(
        Frame { name + ':' + std::string(size, 'x') + '\n', offset });
}

QStringList namesOf(const std::string& heard)
{
    QStringList names;
    for (const QString& one : QString::fromStdString(heard).split(QLatin1Char('\n')))
        names << one.section(QLatin1Char(':'), 0, 0);
    names.removeLast(); // behind the last line end
    return names;
}

} // namespace

// What tst_outbox shows of a plain transport, where TLS takes octets before the socket does.
class TestOutboxTls : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatTlsHasTakenIsWaitedFor();
    void aFrameThatTlsHasBegunIsNotDropped();
    void anyCourseDeliversWholeFramesInOrder();
};

void TestOutboxTls::whatTlsHasTakenIsWaitedFor()
{
    TlsBench bench(true);
    bench.converse();
    Outbox outbox;
    outbox.push(line(1, "1", 12000)); // one record, which the socket does not take as a whole
    QCOMPARE(outbox.flush(bench.server), Progress::Blocked);
    QCOMPARE(outbox.octets(), std::size_t { 0 });
    Progress progress = Progress::Blocked;
    while (progress == Progress::Blocked) {
        while (bench.peer.receive()) { }
        progress = outbox.flush(bench.server);
    }
    QCOMPARE(progress, Progress::Emptied);
    while (bench.peer.receive()) { }
    QCOMPARE(namesOf(bench.peer.heard()), QStringList { QStringLiteral("1") });
}

void TestOutboxTls::aFrameThatTlsHasBegunIsNotDropped()
{
    TlsBench bench(true);
    bench.converse();
    Outbox outbox;
    outbox.push(line(1, "1", 40000)); // three records
    outbox.push(line(2, "2", 100));
    QCOMPARE(outbox.flush(bench.server), Progress::Blocked);
    QVERIFY(outbox.octets() > 0);
    outbox.dropUnsent();
    QVERIFY(!outbox.dropOldestMessage());
    outbox.push(line(3, "3", 100));
    while (outbox.flush(bench.server) == Progress::Blocked)
        while (bench.peer.receive()) { }
    while (bench.peer.receive()) { }
    QCOMPARE(namesOf(bench.peer.heard()),
             (QStringList { QStringLiteral("1"), QStringLiteral("3") }));
}

void TestOutboxTls::anyCourseDeliversWholeFramesInOrder()
{
    std::mt19937 random(20261121);
    for (int course = 0; course < 10; ++course) {
        TlsBench bench(true);
        bench.converse();
        Outbox outbox;
        QStringList expected;
        std::uint64_t dropped = 0;
        for (std::uint64_t offset = 1; offset <= 200; ++offset) {
            outbox.push(line(offset, std::to_string(offset), random() % 30000));
            expected << QString::number(offset);
            if (random() % 5 == 0 && outbox.dropOldestMessage()) {
                expected.removeAll(QString::number(outbox.gap()->to));
                ++dropped;
                outbox.announceGap(line(0, "gap", 10));
            }
            if (random() % 2 == 0)
                QVERIFY(outbox.flush(bench.server) != Progress::Broken);
            if (random() % 3 == 0)
                bench.peer.receive();
        }
        while (outbox.flush(bench.server) == Progress::Blocked)
            while (bench.peer.receive()) { }
        while (bench.peer.receive()) { }
        QStringList heard = namesOf(bench.peer.heard());
        QCOMPARE(heard.removeAll(QStringLiteral("gap")), static_cast<qsizetype>(dropped));
        QVERIFY(dropped > 0);
        QCOMPARE(heard, expected);
    }
}

QTEST_APPLESS_MAIN(TestOutboxTls)
#include "tst_outboxtls.moc"
