#pragma once

#include <QString>
#include <QUrl>
#include <optional>

namespace sluice {

// What people type for a server, as a URL that can be used. Both accept http, https, ws and wss and
// turn them into what is needed; nothing when it is no such URL. Pure.
std::optional<QUrl> httpUrl(const QString& typed, const QString& path); // `path` is appended
std::optional<QUrl> socketUrl(const QString& typed, const QString& clientId); // …/ws[/id]

QString placeOf(const QUrl& url); // host:port, for sentences

} // namespace sluice
