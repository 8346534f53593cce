#pragma once

#include "core/net/listener.h"
#include "core/observe/vitals.h"
#include <QAbstractEventDispatcher>
#include <QByteArray>
#include <QString>
#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace sluice {

inline bool loopIsIdle()
{
    return !QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents);
}

// Keeps what the listener hands out, as a loop would.
class Receiver {
public:
    Receiver(Listener& listener, Vitals& vitals) : m_vitals(vitals)
    {
        QObject::connect(&listener, &Listener::batchAccepted, &listener,
                         [this](const std::vector<Accepted>& batch) {
                             ++batches;
                             largest = std::max(largest, batch.size());
                             all.insert(all.end(), batch.begin(), batch.end());
                         });
        QObject::connect(&listener, &Listener::refused, &listener,
                         [this](std::size_t count) { refused += count; });
        QObject::connect(&listener, &Listener::passedOver, &listener,
                         [this](std::size_t count) { passedOver += count; });
    }
    ~Receiver() { closeAll(); }
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    void closeAll()
    {
        for (const Accepted& accepted : all)
            close(accepted.fd);
        m_vitals.openDescriptors -= all.size();
        all.clear();
    }

    std::vector<Accepted> all;
    std::size_t refused = 0;
    std::size_t passedOver = 0;
    int batches = 0;
    std::size_t largest = 0; // of them

private:
    Vitals& m_vitals;
};

// A client on a bare descriptor, connected in the kernel, whether accepted or not.
class Client {
public:
    explicit Client(std::uint16_t port) : m_fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (m_fd < 0
            || connect(m_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0)
            qFatal("the client cannot connect: %s", qPrintable(qt_error_string(errno)));
    }
    ~Client() { close(m_fd); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void say(const QByteArray& text) const
    {
        send(m_fd, text.constData(), static_cast<std::size_t>(text.size()), MSG_NOSIGNAL);
    }
    void reset()
    {
        const linger atOnce { 1, 0 };
        setsockopt(m_fd, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        close(std::exchange(m_fd, -1));
    }
    QByteArray readToEnd() const
    {
        QByteArray text;
        std::array<char, 1024> buffer {};
        ssize_t count = 0;
        while ((count = recv(m_fd, buffer.data(), buffer.size(), 0)) > 0)
            text.append(buffer.data(), count);
        return text;
    }

private:
    int m_fd;
};

using Clients = std::vector<std::unique_ptr<Client>>;

inline void come(Clients& clients, std::size_t count, const Listener& listener)
{
    for (std::size_t i = 0; i < count; ++i)
        clients.push_back(std::make_unique<Client>(listener.port()));
}

} // namespace sluice
