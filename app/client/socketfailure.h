#pragma once

#include <QString>

class QUrl;
class QWebSocket;

namespace sluice {

struct SocketFailure {
    QString why; // part of a sentence, without a full stop
    int httpStatus = 0; // what was answered instead of a WebSocket; 0: nothing was
};

// What went wrong with a QWebSocket that has reported an error.
SocketFailure failureOf(const QWebSocket& socket, const QUrl& url);

} // namespace sluice
