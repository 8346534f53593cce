#pragma once

#include <QString>

namespace sluice {

// One client as the admin stream tells of it. Times in milliseconds since 1970 by the server's
// clock, rates a second; what is not known is -1 or empty.
struct ConnectionRow {
    enum class State : quint8 { Open, Closing };

    QString id;
    QString user;
    QString peer;
    QString subprotocol;
    QString userAgent;
    qint64 connectedAt = -1;
    qint64 lastInAt = -1; // -1: nothing came in yet
    double inRate = 0; // octets, unlike the server's own rates
    double outRate = 0;
    qint64 inBytes = 0;
    qint64 outBytes = 0;
    qint64 queuedBytes = 0;
    int rttMs = -1;
    int port = 0;
    int loop = 0;
    State state = State::Open;

    qint64 idleSince() const { return lastInAt > connectedAt ? lastInAt : connectedAt; }
    QString address() const // with its port, as a URL would write it
    {
        const QLatin1String open
            = peer.contains(QLatin1Char(':')) ? QLatin1String("[") : QLatin1String("");
        const QLatin1String close = open.isEmpty() ? QLatin1String("") : QLatin1String("]");
        return open + peer + close + QLatin1Char(':') + QString::number(port);
    }
};

} // namespace sluice
