#pragma once

#include <QHash>
#include <QString>

namespace sluice {

class ServerRoster;

// A walk through a fleet: one server after another is drained, and comes back as another process.
// Knows who has been, who is next, and why it may not go on. Main thread.
class RollingRestart {
public:
    struct Step {
        int row = -1; // to be drained next; -1: nobody may be now
        QString sentence; // what holds the walk up, or how far it is
    };
    Step next(const ServerRoster& roster) const;
    bool isUnderWay() const { return !m_former.isEmpty(); }
    bool isRestarted(const ServerRoster& roster, int row) const; // since the walk began

    void begin(const ServerRoster& roster); // or goes on with the one that is under way
    void startOver() { m_former.clear(); }

private:
    QString obstacle(const ServerRoster& roster) const;

    // The boot id of the former process, by the URL: a server that is edited gets another console.
    QHash<QString, QString> m_former;
};

} // namespace sluice
