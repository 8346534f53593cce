#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <memory>
#include <vector>

namespace sluice::support {

// Stands between clients and a server on loopback, and holds back what the server says on some
// connections until it is let go. In the thread that made it.
class HeldRelay {
public:
    explicit HeldRelay(std::uint16_t server) : m_port(server)
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no relay on loopback");
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { adopt(); });
    }

    std::uint16_t port() const { return m_server.serverPort(); }

    // On the connections on which a client has said this.
    void holdThoseWhoSaid(const QByteArray& words)
    {
        for (const auto& line : m_lines)
            line->isHeld = line->isHeld || line->said.contains(words);
    }
    // From the moment that it is said on one.
    void holdWhoeverSays(const QByteArray& words) { m_trigger = words; }
    // The server has said this, and nobody has heard it yet.
    bool isHeldBack(const QByteArray& words) const
    {
        for (const auto& line : m_lines)
            if (line->held.contains(words))
                return true;
        return false;
    }
    qsizetype timesSaid(const QByteArray& words) const // by the clients
    {
        qsizetype times = 0;
        for (const auto& line : m_lines)
            times += line->said.count(words);
        return times;
    }
    bool hasPassed(const QByteArray& words) const
    {
        for (const auto& line : m_lines)
            if (line->passed.contains(words))
                return true;
        return false;
    }
    void letGo()
    {
        m_trigger.clear();
        for (const auto& line : m_lines) {
            line->isHeld = false;
            pass(*line, std::exchange(line->held, {}));
        }
    }

private:
    struct Line {
        std::unique_ptr<QTcpSocket> client;
        QTcpSocket server;
        QByteArray said; // by the client
        QByteArray passed; // of what the server has said …
        QByteArray held; // … and what not
        bool isHeld = false;
    };

    void adopt()
    {
        m_lines.push_back(std::make_unique<Line>());
        Line& line = *m_lines.back();
        line.client.reset(m_server.nextPendingConnection());
        line.client->setParent(nullptr);
        QObject::connect(line.client.get(), &QTcpSocket::readyRead, &line.server,
                         [this, &line] { onSaid(line); });
        QObject::connect(line.client.get(), &QTcpSocket::disconnected, &line.server,
                         [&line] { line.server.disconnectFromHost(); });
        QObject::connect(&line.server, &QTcpSocket::readyRead, &line.server,
                         [this, &line] { onAnswered(line); });
        QObject::connect(&line.server, &QTcpSocket::disconnected, &line.server,
                         [&line] { line.client->disconnectFromHost(); });
        line.server.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    }
    void onSaid(Line& line)
    {
        const QByteArray octets = line.client->readAll();
        line.said += octets;
        line.isHeld = line.isHeld || (!m_trigger.isEmpty() && octets.contains(m_trigger));
        line.server.write(octets);
    }
    static void pass(Line& line, const QByteArray& octets)
    {
        line.passed += octets;
        line.client->write(octets);
    }
    void onAnswered(Line& line)
    {
        const QByteArray octets = line.server.readAll();
        if (line.isHeld)
            line.held += octets;
        else
            pass(line, octets);
    }

    std::uint16_t m_port;
    QTcpServer m_server;
    QByteArray m_trigger;
    std::vector<std::unique_ptr<Line>> m_lines;
};

} // namespace sluice::support
