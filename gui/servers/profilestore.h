#pragma once

#include "gui/servers/serverprofile.h"
#include <QSettings>
#include <QVector>

namespace sluice {

// The servers an operator has described, one group each in a settings file of their own; never a
// token. Main thread. What cannot be read counts as not there.
class ProfileStore {
public:
    ProfileStore(); // in the operator's configuration folder
    explicit ProfileStore(const QString& file);

    QVector<ServerProfile> all() const; // in the order they were added
    void put(ServerProfile& profile); // gives it a key if it has none
    void remove(const ServerProfile& profile);

private:
    static QString ownFile();
    void setAsideIfBroken();

    QSettings m_settings;
};

} // namespace sluice
