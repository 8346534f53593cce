#pragma once

#include <QString>

namespace sluice {

// Where a mistake would hurt: shown as a coloured strip and a word.
enum class Environment : quint8 { None, Development, Staging, Production };

// How to reach a server, as an operator describes it. Never holds a token: at most the file it is
// in. A value.
struct ServerProfile {
    QString key; // of its group among the saved ones; empty: only for this run
    QString name; // what the operator calls it; empty: what it calls itself
    QString url; // as typed; empty: the server in this process
    Environment environment = Environment::None;
    QString tokenFile;
    QString authorityFile; // certificates in PEM that are trusted beside the system's
    QString pin = {}; // the only keys that it may have, as ServerPin reads them; empty: any

    bool isThisProcess() const { return url.isEmpty(); }
    bool isSecure() const
    {
        return url.startsWith(QLatin1String("https:")) || url.startsWith(QLatin1String("wss:"));
    }
};

} // namespace sluice
