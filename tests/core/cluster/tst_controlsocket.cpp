#include "core/cluster/controlsocket.h"

#include "core/observe/eventlog.h"
#include "tests/support/epollmain.h"
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace sluice;
using Inherit = ControlSocket::Inherit;

namespace {

struct Place {
    Place() : path(folder.filePath(QStringLiteral("s.sock")).toStdString()) { }
    QFileInfo file() const { return QFileInfo(QString::fromStdString(path)); }
    QTemporaryDir folder;
    std::string path;
};

// What a process leaves behind that was killed.
void leaveStaleSocket(const std::string& path)
{
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), address.sun_path);
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0
        || ::listen(fd, 1) < 0)
        qFatal("no socket");
    ::close(fd);
}

} // namespace

class TestControlSocket : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 }); }
    void onlyItsUserMayUseIt();
    void aVisitorIsHandedOut();
    void aStaleSocketIsReplaced();
    void aLivingInstanceIsLeftAlone();
    void aSuccessorReplacesItInOneStep();
    void whatIsNoSocketIsLeftAlone();
    void aFolderThatIsMissingIsSaid();
    void aPathThatIsTooLongIsSaid();
    void theFileGoesWithIt();
    void nobodyAtAPathIsSaid();
    void theDefaultPlace_data();
    void theDefaultPlace();
};

void TestControlSocket::onlyItsUserMayUseIt()
{
    const Place place;
    ControlSocket socket;
    const mode_t before = ::umask(0);
    QCOMPARE(socket.open(place.path, Inherit::No), std::nullopt);
    ::umask(before);
    struct stat file { };
    QCOMPARE(::lstat(place.path.c_str(), &file), 0);
    QVERIFY(S_ISSOCK(file.st_mode));
    QCOMPARE(int(file.st_mode & 0777), 0600);
}

void TestControlSocket::aVisitorIsHandedOut()
{
    const Place place;
    ControlSocket socket;
    QCOMPARE(socket.open(place.path, Inherit::No), std::nullopt);
    int visitor = -1;
    connect(&socket, &ControlSocket::visited, this, [&](int fd) { visitor = fd; });
    const control::Connection made = control::connectTo(place.path);
    QVERIFY(made.fd >= 0);
    QCOMPARE(made.pid, std::int64_t { ::getpid() });
    QTRY_VERIFY(visitor >= 0);
    ::close(visitor);
    ::close(made.fd);
}

void TestControlSocket::aStaleSocketIsReplaced()
{
    const Place place;
    leaveStaleSocket(place.path);
    QVERIFY(control::connectTo(place.path).isStale);
    ControlSocket socket;
    QCOMPARE(socket.open(place.path, Inherit::No), std::nullopt);
    const control::Connection made = control::connectTo(place.path);
    QVERIFY(made.fd >= 0);
    ::close(made.fd);
}

void TestControlSocket::aLivingInstanceIsLeftAlone()
{
    const Place place;
    ControlSocket first;
    QCOMPARE(first.open(place.path, Inherit::No), std::nullopt);
    {
        ControlSocket second;
        const auto why = second.open(place.path, Inherit::No);
        QVERIFY(why);
        QVERIFY(why->find("another instance (pid " + std::to_string(::getpid()) + ")")
                != std::string::npos);
        QVERIFY(!second.isOpen());
    }
    QVERIFY(place.file().exists());
}

void TestControlSocket::aSuccessorReplacesItInOneStep()
{
    const Place place;
    ControlSocket first;
    QCOMPARE(first.open(place.path, Inherit::No), std::nullopt);
    ControlSocket second;
    QCOMPARE(second.open(place.path, Inherit::Yes), std::nullopt);
    first.close();
    QVERIFY(place.file().exists()); // it is not the first one's file any more
    bool visited = false;
    connect(&second, &ControlSocket::visited, this, [&](int fd) {
        visited = true;
        ::close(fd);
    });
    ::close(control::connectTo(place.path).fd);
    QTRY_VERIFY(visited);
}

void TestControlSocket::whatIsNoSocketIsLeftAlone()
{
    const Place place;
    QFile file(QString::fromStdString(place.path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("precious");
    file.close();
    ControlSocket socket;
    const auto why = socket.open(place.path, Inherit::No);
    QVERIFY(why && why->find("no socket") != std::string::npos);
    QCOMPARE(place.file().size(), 8);
}

void TestControlSocket::aFolderThatIsMissingIsSaid()
{
    const Place place;
    ControlSocket socket;
    const auto why = socket.open(place.path + "/deeper/s.sock", Inherit::No);
    QVERIFY(why && why->find("No such file or directory") != std::string::npos);
}

void TestControlSocket::aPathThatIsTooLongIsSaid()
{
    ControlSocket socket;
    const auto why = socket.open('/' + std::string(200, 'x'), Inherit::No);
    QVERIFY(why && why->find("too long") != std::string::npos);
}

void TestControlSocket::theFileGoesWithIt()
{
    const Place place;
    {
        ControlSocket socket;
        QCOMPARE(socket.open(place.path, Inherit::No), std::nullopt);
    }
    QVERIFY(!place.file().exists());
    QCOMPARE(QDir(place.folder.path())
                 .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
                 .size(),
             qsizetype { 0 });
}

void TestControlSocket::nobodyAtAPathIsSaid()
{
    const Place place;
    const control::Connection made = control::connectTo(place.path);
    QCOMPARE(made.fd, -1);
    QVERIFY(made.isAbsent);
    QCOMPARE(made.why, "No instance is running at " + place.path + ".");
}

void TestControlSocket::theDefaultPlace_data()
{
    QTest::addColumn<QByteArray>("runtime");
    QTest::addColumn<QByteArray>("xdg");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("neither") << QByteArray() << QByteArray() << QByteArray();
    QTest::newRow("a user's") << QByteArray() << QByteArray("/run/user/7")
                              << QByteArray("/run/user/7/sluice-8000.sock");
    QTest::newRow("a service's") << QByteArray("/run/sluice") << QByteArray("/run/user/7")
                                 << QByteArray("/run/sluice/sluice-8000.sock");
    QTest::newRow("the first of several")
        << QByteArray("/run/a:/run/b") << QByteArray() << QByteArray("/run/a/sluice-8000.sock");
}

void TestControlSocket::theDefaultPlace()
{
    QFETCH(QByteArray, runtime);
    QFETCH(QByteArray, xdg);
    QFETCH(QByteArray, path);
    const auto variable = [&](const char* name) {
        return (name == std::string("RUNTIME_DIRECTORY") ? runtime : xdg).toStdString();
    };
    QCOMPARE(QByteArray::fromStdString(control::defaultPath(8000, variable)), path);
}

SLUICE_EPOLL_MAIN(TestControlSocket)
#include "tst_controlsocket.moc"
