#pragma once

#include <QString>
#include <QStringList>

class QJsonObject;

namespace sluice {

// Who the server is: the first message of the admin stream. A value.
struct ServerIdentity {
    QString node;
    QString version;
    QString bootId; // another one means another process
    QString role; // viewer or operator
    qint64 messageBytes = 0; // the most that a message may have; 0: not said

    static ServerIdentity fromJson(const QJsonObject& hello);
    bool mayChange() const { return role == QLatin1String("operator"); }
};

// How the server is: one message a second. A value.
struct ServerStats {
    quint64 clients = 0;
    bool accepting = true;
    QString readiness; // starting · ready · paused · draining
    double inRate = 0; // messages a second
    double outRate = 0;
    qint64 queuedBytes = 0;
    qint64 loopLagMs = -1; // of the slowest loop; -1: not known, as with the two below
    qint64 residentBytes = -1;
    qint64 uptimeSeconds = -1;
    quint64 accepted = 0; // since the start, as the next three
    quint64 rejected = 0;
    quint64 messagesIn = 0;
    quint64 messagesOut = 0;
    qint64 time = -1; // the server's clock, in milliseconds since 1970

    static ServerStats fromJson(const QJsonObject& stats);
};

// What came of a command. A value.
struct CommandResult {
    bool ok = false;
    QString code; // of a failure: bad_request, permission_denied, … or no_contact, which is ours
    QString message; // the failure in a sentence of the server
    int closed = 0;
    int recipients = 0; // of a message
    QStringList unknown; // ids that had left already
    bool joined = false; // a drain ran already
    QStringList adjustments; // a sentence each

    static CommandResult fromJson(const QJsonObject& result);
};

} // namespace sluice
