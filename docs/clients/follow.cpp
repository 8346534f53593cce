// Follows a Sluice server and loses nothing: follow ws://127.0.0.1:8000/ws
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTimer>
#include <QUrlQuery>
#include <QWebSocket>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <utility>

// One connection.
class Link : public QWebSocket {
public:
    QJsonObject farewell; // the server's `disconnect`
    QTimer watchdog; // asks whether it still lives, and then gives it up
    bool asked = false;
    bool over = false;
};

class Follower : public QObject {
public:
    // `hear` is called with each frame: every message once, and `gap` where some are lost; `over`
    // when the server wants us no more.
    Follower(const QUrl& url, std::function<void(const QJsonObject&)> hear,
             std::function<void()> over)
        : m_url(url), m_hear(std::move(hear)), m_over(std::move(over))
    {
        m_slot.setSingleShot(true);
        connect(&m_slot, &QTimer::timeout, this,
                [this] { (m_current ? m_next : m_current) = open(); });
    }

    void start() { m_current = open(); }

private:
    Link* open()
    {
        QUrlQuery query;
        if (!m_epoch.isEmpty())
            query.setQueryItems({ { "epoch", m_epoch },
                                  { "session", m_session },
                                  { "offset", QString::number(m_offset) } });
        QUrl url = m_url;
        url.setQuery(query);
        auto* link = new Link;
        link->setParent(this);
        connect(link, &QWebSocket::textMessageReceived, this, [this, link](const QString& text) {
            link->asked = false;
            link->watchdog.start();
            take(link, QJsonDocument::fromJson(text.toUtf8()).object());
        });
        connect(link, &QWebSocket::pong, this, [link] { link->asked = false; });
        connect(link, &QWebSocket::disconnected, this, [this, link] { ended(link); });
        // A connection that never came about has no disconnected().
        connect(link, &QWebSocket::stateChanged, this,
                [this, link](QAbstractSocket::SocketState state) {
                    if (state == QAbstractSocket::UnconnectedState)
                        QTimer::singleShot(0, link, [this, link] { ended(link); });
                });
        connect(&link->watchdog, &QTimer::timeout, this, [this, link] {
            if (std::exchange(link->asked, true) || !link->isValid())
                return ended(link);
            link->ping();
        });
        link->watchdog.start(20'000);
        link->open(url);
        return link;
    }

    void take(Link* link, const QJsonObject& frame)
    {
        const QString type = frame["type"].toString();
        if (type == "disconnect")
            link->farewell = frame;
        if (type == "welcome")
            welcomed(link, frame);
        else if (link != m_current)
            return; // whatever the old connection still brings, the new one replays
        if (type == "ack")
            advance(frame);
        if ((type == "message" || type == "personal") && !advance(frame))
            return;
        if (type == "drain") {
            m_draining = true;
            if (!m_next)
                m_slot.start(frame["reconnect_in_ms"].toInt());
        }
        if (type == "drain_cancelled")
            stay();
        m_hear(frame);
    }

    // False for what was seen over the connection before.
    bool advance(const QJsonObject& frame)
    {
        const qint64 offset = frame["offset"].toInteger();
        if (frame["epoch"].toString() == m_epoch && offset <= m_offset)
            return false;
        m_epoch = frame["epoch"].toString();
        m_offset = offset;
        return true;
    }

    void welcomed(Link* link, const QJsonObject& frame)
    {
        stay();
        m_next = nullptr;
        if (Link* old = std::exchange(m_current, link); old && old != link)
            old->close();
        // The old connection may have brought more while this one was being opened.
        const qint64 offset = frame["offset"].toInteger();
        m_offset = frame["recovered"].toBool() ? std::max(m_offset, offset) : offset;
        m_epoch = frame["epoch"].toString();
        m_session = frame["session"].toString();
        m_failures = 0;
    }

    void ended(Link* link)
    {
        if (std::exchange(link->over, true))
            return;
        link->abort();
        link->deleteLater();
        if (link == m_next) { // refused: the old connection serves as long as it lasts
            m_next = nullptr;
            if (m_draining)
                m_slot.start(pause(link));
        } else if (link == m_current) {
            stay();
            m_current = std::exchange(m_next, nullptr);
            if (m_current)
                return; // the next server has taken us over, and its welcome is on the way
            if (!link->farewell["reconnect"].toBool(true))
                return m_over();
            m_slot.start(pause(link));
        }
    }

    // Never in step with others, and never earlier than the server asks.
    int pause(const Link* link)
    {
        const double ceiling = std::min(30'000.0, 1000 * std::exp2(m_failures++));
        return std::max(int(QRandomGenerator::global()->bounded(ceiling)),
                        link->farewell["reconnect_in_ms"].toInt());
    }

    void stay()
    {
        m_draining = false;
        m_slot.stop();
    }

    QUrl m_url;
    std::function<void(const QJsonObject&)> m_hear;
    std::function<void()> m_over;
    Link* m_current = nullptr;
    Link* m_next = nullptr; // will be current, until its welcome
    QTimer m_slot; // opens the one, or the other
    QString m_epoch;
    QString m_session;
    qint64 m_offset = 0;
    int m_failures = 0;
    bool m_draining = false;
};

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const auto print = [](const QJsonObject& frame) {
        std::puts(QJsonDocument(frame).toJson(QJsonDocument::Compact).constData());
        std::fflush(stdout);
    };
    Follower follower(QUrl(app.arguments().at(1)), print, [] { QCoreApplication::quit(); });
    follower.start();
    return app.exec();
}
