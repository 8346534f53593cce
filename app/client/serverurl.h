#pragma once

#include <QString>
#include <QUrl>
#include <optional>

namespace sluice {

// What people type for a server, as a URL that can be used. All accept http, https, ws and wss and
// turn them into what is needed; without a scheme it is http. Nothing when it is no such URL. Pure.
std::optional<QUrl> httpUrl(const QString& typed, const QString& path); // `path` is appended
std::optional<QUrl> socketUrl(const QString& typed, const QString& clientId); // …/ws[/id]
// …/api/v1/events, as ws or wss. Nothing with a user, a password or a query either: addresses are
// saved and logged, and those may be secrets.
std::optional<QUrl> adminUrl(const QString& typed);

QString placeOf(const QUrl& url); // host:port, for sentences

} // namespace sluice
