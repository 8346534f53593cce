#pragma once

#include "app/client/servertrust.h"
#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>
#include <utility>

namespace sluice {

struct HttpCall {
    QByteArray method = "GET";
    QUrl url;
    QByteArray body; // JSON, when there is one
    QString token;
    QList<std::pair<QByteArray, QByteArray>> fields;
    ServerTrust trust = {};
};

struct HttpAnswer {
    int status = 0; // 0: no answer at all
    QByteArray body;
    QString failure; // a sentence, when the answer is no 2xx

    [[nodiscard]] QJsonObject object() const; // empty when the body is none
};

// Sends one request, once, and waits for the answer (15 s at most). Main thread.
HttpAnswer callHttp(const HttpCall& call);

// A problem+json body (RFC 9457), or whatever came with `status`, in a sentence. Pure.
QString problemSentence(int status, const QByteArray& body, const QString& place);

} // namespace sluice
