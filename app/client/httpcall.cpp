#include "app/client/httpcall.h"
#include "app/client/serverurl.h"
#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <memory>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 15'000;

QString withoutFullStop(QString text)
{
    while (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

QString asSentence(const QString& clause)
{
    return clause.left(1).toUpper() + clause.mid(1) + u'.';
}

QString noAnswer(const QNetworkReply& reply, const QString& place)
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return u"Nothing listens on %1 (connection refused)."_s.arg(place);
    case QNetworkReply::HostNotFoundError:
        return u"The host of %1 is not known."_s.arg(place);
    case QNetworkReply::OperationCanceledError: // Qt's word for its transfer timeout
    case QNetworkReply::TimeoutError:
        return u"%1 did not answer within 15 s."_s.arg(place);
    case QNetworkReply::RemoteHostClosedError:
        return u"%1 closed the connection without an answer."_s.arg(place);
    default:
        return u"No answer from %1: %2."_s.arg(place, withoutFullStop(reply.errorString()));
    }
}

QNetworkRequest requestFor(const HttpCall& call, const QSslConfiguration& tls)
{
    QNetworkRequest request(call.url);
    request.setSslConfiguration(tls);
    request.setTransferTimeout(patienceMs);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    if (!call.body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    if (!call.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + call.token.toUtf8());
    for (const auto& [name, value] : call.fields)
        request.setRawHeader(name, value);
    return request;
}

} // namespace

QJsonObject HttpAnswer::object() const
{
    return QJsonDocument::fromJson(body).object();
}

QString problemSentence(int status, const QByteArray& body, const QString& place)
{
    const QJsonObject problem = QJsonDocument::fromJson(body).object();
    QString why = problem.value("detail"_L1).toString();
    if (why.isEmpty())
        why = problem.value("title"_L1).toString();
    const QString code = problem.value("code"_L1).toString();
    const QString answer
        = code.isEmpty() ? QString::number(status) : QString::number(status) + u' ' + code;
    QString sentence = u"%1 answered %2"_s.arg(place, answer);
    if (!why.isEmpty())
        sentence += u": "_s + withoutFullStop(why);
    sentence += u'.';
    if (status == 401 || status == 403)
        sentence += u" Does it want another --token?"_s;
    return sentence;
}

HttpAnswer callHttp(const HttpCall& call)
{
    HttpAnswer answer;
    const auto tls = call.trust.configuration();
    if (!tls) {
        answer.failure = asSentence(call.trust.noAuthority());
        return answer;
    }
    QNetworkAccessManager manager;
    QString wrongKey;
    if (!call.trust.pin.isEmpty())
        holdToPin(manager, call.trust.pin, [&wrongKey](const QString& why) { wrongKey = why; });
    const std::unique_ptr<QNetworkReply> reply(
        manager.sendCustomRequest(requestFor(call, *tls), call.method, call.body));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply->isOpen()) // one that was aborted, for its key or its time, is not
        answer.body = reply->readAll();
    if (!wrongKey.isEmpty())
        answer.failure = asSentence(wrongKey);
    else if (answer.status == 0)
        answer.failure = noAnswer(*reply, placeOf(call.url));
    else if (answer.status < 200 || answer.status > 299)
        answer.failure = problemSentence(answer.status, answer.body, placeOf(call.url));
    return answer;
}

} // namespace sluice
