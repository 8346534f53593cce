#pragma once

#include <QDir>
#include <QJsonArray>

namespace sluice::support {

// Thumbnails of many pictures on one sheet. `groups`: [{"title", "rows": [{"label", "files":
// […]}]}], files below `folder`; `columns`: what stands above them. Answers what went wrong, or
// nothing.
QString makeContactSheet(const QDir& folder, const QJsonArray& groups, const QJsonArray& columns,
                         const QString& file);

// The width of a thumbnail, in pixels.
inline constexpr int thumbnailWidth = 320;

} // namespace sluice::support
