#pragma once

#include <QSslConfiguration>
#include <QString>
#include <functional>
#include <optional>

class QNetworkAccessManager;
class QWebSocket;

namespace sluice {

// By what a server is known over TLS: its certificate has to be good in any case, and its key has
// to be the pinned one, if one is. A value.
struct ServerTrust {
    QString authorityFile; // certificates in PEM that are trusted beside the system's; empty: none
    QString pin; // as ServerPin reads it; empty: any key

    // The system's authorities and those of the file; nothing when the file holds none.
    [[nodiscard]] std::optional<QSslConfiguration> configuration() const;
    [[nodiscard]] QString noAuthority() const; // says so, as part of a sentence
};

// Both watch a connection before its first request is sent: a server with another key is cut off
// before it has heard anything of ours, tokens above all. `onWrong` is told why, as part of a
// sentence, in the middle of the socket's work: it may note it, no more; the socket fails by
// itself.
using OnWrongKey = std::function<void(const QString& why)>;
void holdToPin(QNetworkAccessManager& manager, const QString& pin, OnWrongKey onWrong);
// After QWebSocket::open(), which returns before anything is sent.
void holdToPin(QWebSocket& socket, const QString& pin, OnWrongKey onWrong);

} // namespace sluice
