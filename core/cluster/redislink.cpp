#include "core/cluster/redislink.h"

#include <QNetworkProxy>
#include <QPointer>
#include <QRandomGenerator>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <algorithm>
#include <utility>

namespace sluice {

namespace {

using namespace std::chrono_literals;

// Counted in ticks and not by the clock: a process that was itself stopped for a while finds on
// waking one tick, and what Redis has said meanwhile.
constexpr int ticksOfPatience = 4;

std::chrono::milliseconds restAfter(int failures)
{
    constexpr auto longest = 2000ms;
    const auto most
        = std::min<std::chrono::milliseconds>(longest, 100ms * (1 << std::min(failures, 5)));
    const auto spread = static_cast<int>(most.count() / 2);
    return most / 2 + std::chrono::milliseconds(QRandomGenerator::global()->bounded(spread + 1));
}

constexpr qint64 octetsATurn = qint64 { 128 } * 1024; // others wait in the same loop

// Redis is about to be able to, or another one will take over.
bool passes(const RedisReply& reply)
{
    return reply.isError("LOADING") || reply.isError("MASTERDOWN") || reply.isError("BUSY")
        || reply.isError("CLUSTERDOWN") || reply.isError("ERR max number of clients");
}

bool isAboutPassword(const RedisReply& reply)
{
    return reply.isError("WRONGPASS") || reply.isError("NOAUTH")
        || reply.isError("ERR invalid password") || reply.isError("ERR AUTH")
        || reply.isError("ERR Client sent AUTH");
}

} // namespace

RedisLink::RedisLink(Place place, std::string channel, QObject* parent)
    : QObject(parent), m_place(std::move(place)), m_channel(std::move(channel))
{
    if (!m_place.authority.empty())
        m_authorities = QSslCertificate::fromPath(QString::fromStdString(m_place.authority));
    m_tick.setInterval(m_place.patience / ticksOfPatience);
    connect(&m_tick, &QTimer::timeout, this, &RedisLink::onTick);
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &RedisLink::connectNow);
}

RedisLink::~RedisLink()
{
    // Nobody is there any more who could hear of a loss.
    m_awaited.clear();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->flush(); // as far as it goes: a farewell may stand there
    }
    drop();
}

void RedisLink::open()
{
    if (m_state == State::Closed)
        connectNow();
}

void RedisLink::connectNow()
{
    m_state = State::Connecting;
    m_silentTicks = 0;
    m_tick.start();
    m_reader = std::make_unique<RedisReplyReader>(m_place.mostOctets);
    const QString host = QString::fromStdString(m_place.url.host);
    if (m_place.url.tls) {
        auto* socket = new QSslSocket(this);
        m_socket = socket;
        if (!m_place.authority.empty()) {
            QSslConfiguration configuration = socket->sslConfiguration();
            configuration.setCaCertificates(m_authorities);
            socket->setSslConfiguration(configuration);
        }
        connect(socket, &QSslSocket::encrypted, this, &RedisLink::greet);
    } else {
        m_socket = new QTcpSocket(this);
        connect(m_socket, &QAbstractSocket::connected, this, &RedisLink::greet);
    }
    m_socket->setProxy(QNetworkProxy::NoProxy); // else Qt takes http_proxy for every protocol's
    m_socket->setReadBufferSize(octetsATurn);
    connect(m_socket, &QAbstractSocket::readyRead, this, &RedisLink::onArrived);
    connect(m_socket, &QAbstractSocket::errorOccurred, this, &RedisLink::onSocketError);
    if (auto* socket = qobject_cast<QSslSocket*>(m_socket))
        socket->connectToHostEncrypted(host, m_place.url.port);
    else
        m_socket->connectToHost(host, m_place.url.port);
}

void RedisLink::greet()
{
    m_state = State::Greeting;
    m_silentTicks = 0;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    const auto step = [this](const char* what) {
        return [this, what](const RedisReply* reply) {
            if (reply)
                onGreeted(what, *reply);
        };
    };
    const RedisUrl& url = m_place.url;
    if (!url.password.empty() && !url.user.empty())
        send({ "AUTH", url.user, url.password }, step("AUTH"));
    else if (!url.password.empty())
        send({ "AUTH", url.password }, step("AUTH"));
    if (url.database != 0)
        send({ "SELECT", std::to_string(url.database) }, step("SELECT"));
    send({ "PING" }, step("PING"));
}

void RedisLink::onGreeted(const char* what, const RedisReply& reply)
{
    if (m_state != State::Greeting)
        return;
    if (reply.isError()) {
        if (isAboutPassword(reply))
            lose(Trouble::Lasting,
                 where() + " does not let us in: " + reply.text
                     + " Correct user and password in redis_url.");
        else if (std::string_view(what) == "SELECT" && !passes(reply))
            lose(Trouble::Lasting,
                 where() + " has no database " + std::to_string(m_place.url.database)
                     + " for us: " + reply.text + ". Correct the number in redis_url.");
        else
            lose(passes(reply) ? Trouble::Passing : Trouble::Lasting,
                 where() + " says: "
                     + (std::string_view(what) == "AUTH" // some repeat what they were told
                            ? "it does not know AUTH, which redis_url asks for"
                            : reply.text));
        return;
    }
    if (std::string_view(what) != "PING")
        return;
    if (m_channel.empty())
        becomeUp();
    else
        m_socket->write(QByteArray::fromStdString(redisCommand({ "SUBSCRIBE", m_channel })));
}

void RedisLink::becomeUp()
{
    m_state = State::Up;
    m_failures = 0;
    Q_EMIT up();
}

void RedisLink::ask(const Words& words, Answer answer)
{
    if (m_state != State::Up || m_awaited.size() >= mostUnderWay)
        answer(nullptr);
    else
        send(words, std::move(answer));
}

void RedisLink::send(const Words& words, Answer answer)
{
    if (m_awaited.empty())
        m_silentTicks = 0;
    m_awaited.push_back(std::move(answer));
    m_socket->write(QByteArray::fromStdString(redisCommand(words)));
    // Plain octets go out at once; encrypted ones when the loop turns.
    m_socket->flush();
}

void RedisLink::onArrived()
{
    m_silentTicks = 0;
    const QByteArray octets = m_socket->readAll();
    m_reader->feed({ octets.data(), static_cast<std::size_t>(octets.size()) });
    const QPointer<RedisLink> alive(this);
    const QAbstractSocket* const socket = m_socket;
    for (;;) {
        RedisReply reply;
        const auto outcome = m_reader->next(reply);
        if (outcome == RedisReplyReader::Outcome::Incomplete)
            return;
        if (outcome == RedisReplyReader::Outcome::Broken) {
            lose(m_state == State::Up ? Trouble::Passing : Trouble::Lasting,
                 where() + " does not speak Redis' protocol: " + m_reader->whyBroken() + ".");
            return;
        }
        onReply(reply);
        if (!alive || m_socket != socket)
            return; // whoever heard it has ended this connection
    }
}

void RedisLink::onReply(const RedisReply& reply)
{
    if (!m_awaited.empty()) {
        const Answer answer = std::move(m_awaited.front());
        m_awaited.pop_front();
        answer(&reply);
        return;
    }
    if (!m_channel.empty())
        onPushed(reply);
    else
        lose(Trouble::Passing, where() + " said something that nobody asked for.");
}

void RedisLink::onPushed(const RedisReply& reply)
{
    if (!reply.isList(2)) {
        lose(Trouble::Lasting, where() + " did not let us subscribe: " + reply.text + ".");
        return;
    }
    const std::string& kind = reply.items[0].text;
    if (kind == "subscribe" && m_state == State::Greeting)
        becomeUp();
    else if (kind == "message" && reply.isList(3))
        Q_EMIT heard(reply.items[2].text);
}

void RedisLink::onSocketError(QAbstractSocket::SocketError error)
{
    const std::string words = m_socket->errorString().toStdString();
    if (error == QAbstractSocket::RemoteHostClosedError)
        lose(Trouble::Passing, where() + " closed the connection.");
    else if (error == QAbstractSocket::SslHandshakeFailedError)
        lose(Trouble::Lasting, "No TLS with " + where() + ": " + words + ".");
    else
        lose(Trouble::Passing, where() + " cannot be reached: " + words + ".");
}

void RedisLink::onTick()
{
    if (m_state == State::Up && m_channel.empty() && m_awaited.empty())
        return;
    if (++m_silentTicks > ticksOfPatience)
        lose(Trouble::Passing,
             where() + (m_state == State::Connecting ? " cannot be reached" : " does not answer")
                 + ": nothing came for " + std::to_string(m_place.patience.count()) + " ms.");
    else if (m_state == State::Up && !m_channel.empty())
        m_socket->write(QByteArray::fromStdString(redisCommand({ "PING" })));
}

void RedisLink::lose(Trouble trouble, const std::string& why)
{
    drop();
    m_state = State::Resting;
    m_rest.start(restAfter(m_failures++));
    const QPointer<RedisLink> alive(this);
    for (const Answer& answer : std::exchange(m_awaited, {})) {
        answer(nullptr);
        if (!alive)
            return;
    }
    Q_EMIT failed(trouble, why);
}

void RedisLink::drop()
{
    m_tick.stop();
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket->deleteLater(); // this may be its own signal
    m_socket = nullptr;
}

std::string RedisLink::where() const
{
    return "Redis at " + m_place.url.shown();
}

} // namespace sluice
