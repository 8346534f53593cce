#include "app/client/socketfailure.h"
#include "app/client/serverurl.h"
#include <QRegularExpression>
#include <QWebSocket>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

// Qt tells a refused handshake only as "… status code: 404 (Not Found)".
int httpStatusIn(const QString& error)
{
    static const QRegularExpression status(u"status code:\\D*(\\d{3})"_s);
    return status.match(error).captured(1).toInt();
}

} // namespace

SocketFailure failureOf(const QWebSocket& socket, const QUrl& url)
{
    const QString place = placeOf(url);
    if (socket.error() == QAbstractSocket::ConnectionRefusedError)
        return { u"nothing listens on %1 (connection refused)"_s.arg(place) };
    if (socket.error() == QAbstractSocket::HostNotFoundError)
        return { u"the host of %1 is not known"_s.arg(place) };
    const int status = httpStatusIn(socket.errorString());
    if (status == 0)
        return { u"%1: %2"_s.arg(place, socket.errorString()) };
    return { u"%1%2 answered %3 instead of a WebSocket"_s.arg(place, url.path(),
                                                              QString::number(status)),
             status };
}

} // namespace sluice
