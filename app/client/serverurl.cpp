#include "app/client/serverurl.h"

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

std::optional<QUrl> parse(const QString& typed, const QString& plain, const QString& secure)
{
    QUrl url(typed.contains("://"_L1) ? typed : u"http://"_s + typed, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (scheme == "http"_L1 || scheme == "ws"_L1)
        url.setScheme(plain);
    else if (scheme == "https"_L1 || scheme == "wss"_L1)
        url.setScheme(secure);
    else
        return std::nullopt;
    if (!url.isValid() || url.host().isEmpty() || url.port() == 0)
        return std::nullopt;
    url.setFragment({});
    return url;
}

QString withoutTrailingSlash(QString path)
{
    while (path.endsWith(u'/'))
        path.chop(1);
    return path;
}

} // namespace

std::optional<QUrl> httpUrl(const QString& typed, const QString& path)
{
    auto url = parse(typed, u"http"_s, u"https"_s);
    if (url) {
        url->setPath(withoutTrailingSlash(url->path(QUrl::FullyEncoded)) + path,
                     QUrl::TolerantMode);
        url->setQuery(QString());
    }
    return url;
}

std::optional<QUrl> socketUrl(const QString& typed, const QString& clientId)
{
    auto url = parse(typed, u"ws"_s, u"wss"_s);
    if (!url)
        return url;
    QString path = withoutTrailingSlash(url->path());
    if (path.isEmpty())
        path = u"/ws"_s;
    url->setPath(clientId.isEmpty() ? path : path + u'/' + clientId);
    return url;
}

std::optional<QUrl> adminUrl(const QString& typed)
{
    const auto whole = parse(typed, u"http"_s, u"https"_s);
    if (!whole || !whole->userInfo().isEmpty() || whole->hasQuery())
        return std::nullopt;
    auto url = httpUrl(typed, u"/api/v1/events"_s);
    if (url)
        url->setScheme(url->scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    return url;
}

QString placeOf(const QUrl& url)
{
    const bool secure = url.scheme() == "https"_L1 || url.scheme() == "wss"_L1;
    return url.host() + u':' + QString::number(url.port(secure ? 443 : 80));
}

} // namespace sluice
