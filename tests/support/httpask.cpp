#include "tests/support/httpask.h"

#include <QTcpSocket>
#include <algorithm>

namespace sluice::support {

namespace {
constexpr int patienceMs = 10000;
} // namespace

HttpAnswer ask(std::uint16_t port, const char* method, const char* path, const QByteArray& body)
{
    QByteArray request
        = QByteArray(method) + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    if (!body.isEmpty())
        request += "Content-Type: application/json\r\n";
    request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    if (!socket.waitForConnected(patienceMs))
        return {};
    socket.write(request);
    QByteArray reply;
    while (socket.waitForReadyRead(patienceMs))
        reply += socket.readAll();
    const auto head = reply.indexOf("\r\n\r\n");
    if (head < 0)
        return {};
    return { reply.mid(reply.indexOf(' ') + 1, 3).toInt(), reply.mid(head + 4) };
}

double highestMetric(std::uint16_t port, const char* name)
{
    double highest = -1;
    const auto lines = ask(port, "GET", "/metrics").body.split('\n');
    for (const QByteArray& line : lines)
        if (line.startsWith(QByteArray(name) + '{') || line.startsWith(QByteArray(name) + ' '))
            highest = std::max(highest, line.mid(line.lastIndexOf(' ') + 1).toDouble());
    return highest;
}

} // namespace sluice::support
