#pragma once

#include "core/admin/adminlink.h"
#include <QJsonArray>
#include <QRandomGenerator>

namespace sluice {

// The line to a server that has so many clients: its messages are made here, as texts, so that
// reading them counts as it does in life. Main thread.
class Feed final : public AdminLink {
    Q_OBJECT
public:
    explicit Feed(int clients) : m_clients(clients) { }

    void open() override { Q_EMIT opened(); }
    void send(const QJsonObject& /*message*/) override { }

    void greet(); // hello and the whole table
    void change(int rows); // new figures for so many clients
    void tellStats();

private:
    QJsonArray row(int client);
    void say(const QJsonObject& message);

    int m_clients;
    qint64 m_seq = 0;
    QRandomGenerator m_dice { 7 };
};

} // namespace sluice
