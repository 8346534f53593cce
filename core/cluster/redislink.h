#pragma once

#include "core/cluster/redisreply.h"
#include "core/cluster/redisurl.h"
#include <QAbstractSocket>
#include <QObject>
#include <QSslCertificate>
#include <QTimer>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

// One connection to Redis, made again whenever it is lost. Commands are pipelined, and answered in
// their order. Whoever asks nothing of it hears nothing of it; silence while something is asked
// counts as a loss. Control thread; never blocks.
class RedisLink final : public QObject {
    Q_OBJECT
public:
    struct Place {
        RedisUrl url;
        std::string authority; // PEM file; empty: whom the system trusts
        std::chrono::milliseconds patience { 3000 }; // with a Redis that does not answer
        std::size_t mostOctets = std::size_t { 64 } * 1024 * 1024; // of one reply
    };
    enum class Trouble { Passing, Lasting }; // a lasting one wants a person
    using Words = std::vector<std::string>;
    // Null: the connection was lost before the answer came, and nobody knows whether it was done.
    using Answer = std::function<void(const RedisReply*)>;

    static constexpr std::size_t mostUnderWay = 4096;

    // With a channel the link is subscribed to it, and for nothing else.
    explicit RedisLink(Place place, std::string channel = {}, QObject* parent = nullptr);
    ~RedisLink() override;

    void open(); // connects, now and after each loss
    bool isUp() const { return m_state == State::Up; }
    // Answered with null at once when the link is not up, or too much is under way.
    void ask(const Words& words, Answer answer);
    std::size_t underWay() const { return m_awaited.size(); }
    const RedisUrl& url() const { return m_place.url; }

Q_SIGNALS:
    void up();
    // Once for each failed attempt and each loss; a sentence without secrets.
    void failed(sluice::RedisLink::Trouble trouble, const std::string& why);
    void heard(const std::string& message); // on the channel

private:
    enum class State { Closed, Resting, Connecting, Greeting, Up };

    void connectNow();
    void greet();
    void send(const Words& words, Answer answer);
    void onGreeted(const char* what, const RedisReply& reply);
    void onArrived();
    void onReply(const RedisReply& reply);
    void onPushed(const RedisReply& reply);
    void onSocketError(QAbstractSocket::SocketError error);
    void becomeUp();
    void onTick();
    void lose(Trouble trouble, const std::string& why);
    void drop();
    std::string where() const;

    Place m_place;
    std::string m_channel;
    QList<QSslCertificate> m_authorities;
    State m_state = State::Closed;
    QAbstractSocket* m_socket = nullptr;
    std::unique_ptr<RedisReplyReader> m_reader;
    std::deque<Answer> m_awaited;
    QTimer m_tick;
    int m_silentTicks = 0;
    QTimer m_rest;
    int m_failures = 0; // in a row
};

} // namespace sluice
