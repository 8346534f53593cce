#include "core/runtime/descriptortable.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <sys/resource.h>

using namespace sluice;

class TestDescriptorTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thereIsRoomAtOnce();
    void noDescriptorIsLeftBehind();
    void beyondTheLimitThereIsRoomUpToIt();
    void theLimitIsRaisedToTheHardOne();
};

namespace {

// Room for so many, as the kernel says (proc(5)).
quint64 room()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("FDSize:"))
            return line.mid(7).trimmed().toULongLong();
    return 0;
}

void setSoftLimit(rlim_t descriptors)
{
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = descriptors;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

void TestDescriptorTable::thereIsRoomAtOnce()
{
    const quint64 more = room() + 1;
    QVERIFY(more < descriptortable::limit());
    descriptortable::reserve(more);
    QVERIFY(room() >= more);
}

void TestDescriptorTable::noDescriptorIsLeftBehind()
{
    const auto open = [] { return QDir(QStringLiteral("/proc/self/fd")).entryList().size(); };
    const auto before = open();
    descriptortable::reserve(room() * 2);
    descriptortable::reserve(1);
    descriptortable::reserve(0);
    QCOMPARE(open(), before);
}

void TestDescriptorTable::beyondTheLimitThereIsRoomUpToIt()
{
    const rlim_t limit = room() + 1000;
    setSoftLimit(limit);
    descriptortable::reserve(limit * 100);
    QVERIFY(room() >= limit);
    QVERIFY(room() < limit * 100);
}

void TestDescriptorTable::theLimitIsRaisedToTheHardOne()
{
    rlimit limit {};
    getrlimit(RLIMIT_NOFILE, &limit);
    setSoftLimit(limit.rlim_max - 1);
    QCOMPARE(descriptortable::limit(), quint64 { limit.rlim_max } - 1);
    QCOMPARE(descriptortable::raiseLimit(), quint64 { limit.rlim_max });
    QCOMPARE(descriptortable::limit(), quint64 { limit.rlim_max });
}

QTEST_GUILESS_MAIN(TestDescriptorTable)
#include "tst_descriptortable.moc"
