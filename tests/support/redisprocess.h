#pragma once

#include "core/cluster/redislink.h"
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <netinet/in.h>
#include <string>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sluice::support {

// A real Redis on a port of its own, which remembers nothing when it ends. It never outlives the
// object, nor the test.
class RedisProcess {
public:
    explicit RedisProcess(QStringList more = {}, bool tls = false)
        : m_more(std::move(more)), m_tls(tls), m_port(freePort())
    {
        start();
    }
    ~RedisProcess() { kill(); }
    RedisProcess(const RedisProcess&) = delete;
    RedisProcess& operator=(const RedisProcess&) = delete;

    // Returns when it takes connections.
    void start()
    {
        const QString port = QString::number(m_port);
        QStringList arguments {
            QStringLiteral("--save"),       QString(),
            QStringLiteral("--appendonly"), QStringLiteral("no"),
            QStringLiteral("--bind"),       QStringLiteral("127.0.0.1"),
            QStringLiteral("--dir"),        m_folder.path(),
            QStringLiteral("--port"),       m_tls ? QStringLiteral("0") : port
        };
        if (m_tls)
            arguments << QStringLiteral("--tls-port") << port;
        m_process.setProgram(QStringLiteral("redis-server"));
        m_process.setArguments(arguments + m_more);
        m_process.setStandardInputFile(QProcess::nullDevice());
        m_process.setStandardOutputFile(m_folder.filePath(QStringLiteral("log")));
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start();
        if (!m_process.waitForStarted())
            qFatal("redis-server cannot be started: is it installed?");
        const bool listens = QTest::qWaitFor(
            [this] {
                QTcpSocket probe;
                probe.connectToHost(QStringLiteral("127.0.0.1"), m_port);
                return probe.waitForConnected(1000);
            },
            20000);
        if (!listens)
            qFatal("redis-server does not listen");
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    void stand() { signal(SIGSTOP); } // still
    void goOn() { signal(SIGCONT); }

    std::uint16_t port() const { return m_port; }
    std::string url(const std::string& identity = {}, int database = 0) const
    {
        return std::string(m_tls ? "rediss://" : "redis://") + identity
            + "127.0.0.1:" + std::to_string(m_port) + '/' + std::to_string(database);
    }
    RedisLink::Place place(const std::string& identity = {}, int database = 0) const
    {
        RedisLink::Place place;
        place.url = *RedisUrl::parse(url(identity, database));
        return place;
    }

private:
    void signal(int number) { ::kill(static_cast<pid_t>(m_process.processId()), number); }
    static std::uint16_t freePort()
    {
        const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(probe, generic, size) != 0 || ::getsockname(probe, generic, &size) != 0)
            qFatal("no free port");
        ::close(probe);
        return ntohs(address.sin_port);
    }

    QStringList m_more;
    bool m_tls;
    std::uint16_t m_port;
    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace sluice::support
