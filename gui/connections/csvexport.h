#pragma once

#include <QByteArray>
#include <functional>

class QObject;
class QString;
class QWidget;

namespace sluice::csvexport {

// Writes the whole file or leaves what was there. Returns why it could not, or nothing.
QString write(const QString& path, const QByteArray& content);

// Asks above `window` where to, and returns at once; `then` is called with where, and with why it
// could not be written, unless `context` is gone by then.
void ask(QWidget* window, QObject* context, const QString& name, const QByteArray& content,
         std::function<void(const QString& path, const QString& failure)> then);

} // namespace sluice::csvexport
