#include "app/client/servertrust.h"
#include "core/auth/serverpin.h"
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslSocket>
#include <QWebSocket>
#include <sys/socket.h>
#include <utility>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

// What is wrong with the key, as part of a sentence; nothing when it is the right one.
QString objection(const QSslCertificate& certificate, const QString& pin)
{
    const std::string found = ServerPin::of(certificate.toDer().toStdString());
    const auto wanted = ServerPin::parse(pin.toStdString());
    if (wanted && wanted->allows(found))
        return {};
    return u"the server's key is not the pinned one (it is %1)"_s.arg(
        QString::fromStdString(found));
}

} // namespace

std::optional<QSslConfiguration> ServerTrust::configuration() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (authorityFile.isEmpty())
        return configuration;
    const auto certificates = QSslCertificate::fromPath(authorityFile);
    if (certificates.isEmpty())
        return std::nullopt;
    configuration.addCaCertificates(certificates);
    return configuration;
}

QString ServerTrust::noAuthority() const
{
    return u"the CA file %1 holds no certificate that can be read"_s.arg(authorityFile);
}

// Qt promises this signal before any of the user's data has been sent.
void holdToPin(QNetworkAccessManager& manager, const QString& pin, OnWrongKey onWrong)
{
    QObject::connect(&manager, &QNetworkAccessManager::encrypted, &manager,
                     [pin, onWrong = std::move(onWrong)](QNetworkReply* reply) {
                         const QString why
                             = objection(reply->sslConfiguration().peerCertificate(), pin);
                         if (why.isEmpty())
                             return;
                         onWrong(why);
                         reply->abort();
                     });
}

// A QWebSocket shows nothing of its TLS but errors, of which a wrong key is none. So this listens
// to the QSslSocket it is made of: what QWebSocket has written waits in there until encrypted() has
// been told. The descriptor is shut under Qt's feet, rather than the socket aborted in the middle
// of its own work: from then on the kernel takes nothing more, and Qt sees the connection fail.
void holdToPin(QWebSocket& socket, const QString& pin, OnWrongKey onWrong)
{
    auto* tls = socket.findChild<QSslSocket*>();
    if (!tls) { // another Qt, or no TLS at all: what cannot be checked is not trusted
        onWrong(u"the server's key cannot be checked"_s);
        socket.abort();
        return;
    }
    QObject::connect(tls, &QSslSocket::encrypted, &socket,
                     [tls, pin, onWrong = std::move(onWrong)] {
                         const QString why = objection(tls->peerCertificate(), pin);
                         if (why.isEmpty())
                             return;
                         ::shutdown(static_cast<int>(tls->socketDescriptor()), SHUT_RDWR);
                         onWrong(why);
                     });
}

} // namespace sluice
