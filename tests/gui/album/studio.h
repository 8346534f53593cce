#pragma once

#include "core/serverhost.h"
#include "gui/look/language.h"
#include "gui/mainwindow.h"
#include "gui/servers/serverdesk.h"
#include "gui/servers/serverroster.h"
#include <QDir>
#include <QJsonObject>
#include <QTemporaryDir>
#include <memory>

namespace sluice::support {

// The console's window on real servers, and a camera. Each order is answered by what is wanted of
// it, with "error" in a sentence when it failed. Main thread.
class Studio {
public:
    explicit Studio(const QDir& folder);
    ~Studio();

    QJsonObject open(const QJsonObject& order); // another window; the one before it is closed
    QJsonObject await(const QJsonObject& order); // until a server is as told
    QJsonObject select(const QJsonObject& order); // a row of the table of connections
    QJsonObject shoot(const QJsonObject& order); // every page and dialog asked for, in every look

private:
    void shootPage(const QString& page);
    void shootDialog(const QString& name, int row);
    void save(QWidget& window, const QString& name);

    const QDir m_folder;
    Clock m_clock;
    Language m_language;
    QTemporaryDir m_profiles;
    std::unique_ptr<ServerHost> m_host; // outlives its line
    std::unique_ptr<ServerRoster> m_roster;
    std::unique_ptr<ProfileStore> m_store;
    std::unique_ptr<ServerDesk> m_desk;
    std::unique_ptr<MainWindow> m_window;
    QString m_place; // where pictures go: the state, and what they are called after
    QString m_look;
    QStringList m_problems;
};

} // namespace sluice::support
