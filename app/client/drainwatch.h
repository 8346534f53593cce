#pragma once

#include <QJsonObject>
#include <QObject>
#include <QStringList>

namespace sluice {

class AdminLink;

// Begins a drain over an admin stream, or joins the one that runs, and follows it to its end. Main
// thread.
class DrainWatch final : public QObject {
    Q_OBJECT
public:
    // `order` holds the fields of the stream's drain command; `link` outlives the watch.
    DrainWatch(AdminLink& link, QJsonObject order, QObject* parent = nullptr);
    void start();

Q_SIGNALS:
    void begun(bool joined, const QStringList& adjustments);
    void changed(const QJsonObject& status); // from begun() on
    void cancelled(); // by somebody else
    void drained(const QJsonObject& status, int exitCode); // the server's
    void failed(const QString& why); // a sentence
    // Exactly one of the last three is the end.

private:
    void onReceived(const QJsonObject& message);
    void onHello();
    void onResult(const QJsonObject& result);
    void onDrain(const QJsonObject& status);
    void onClosed(const QString& why);
    void fail(const QString& why);

    AdminLink& m_link;
    QJsonObject m_order;
    bool m_begun = false;
    bool m_ended = false;
};

} // namespace sluice
