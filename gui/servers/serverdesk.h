#pragma once

#include "core/runtime/clock.h"
#include "gui/servers/profilestore.h"
#include "gui/widgets/messagebar.h"
#include <QHash>
#include <QObject>
#include <functional>
#include <memory>
#include <variant>

class QWidget;

namespace sluice {

class AdminLink;
class Console;
class ServerRoster;

// What reaches servers; the application knows how.
struct ServerServices {
    // The profile's URL is one that `isUrl` accepts.
    std::function<std::unique_ptr<AdminLink>(const ServerProfile& profile, const QString& token)>
        link;
    std::function<bool(const QString& url)> isUrl;
    // Starts a server in this process and gives a line to it, or says in a sentence why not. Null:
    // there is one from the beginning.
    std::function<std::variant<std::unique_ptr<AdminLink>, QString>()> startHere;
};

// Adds servers to a roster, changes and removes them, and keeps their profiles. A typed token is
// remembered as long as the process lives, and nowhere else. Main thread.
class ServerDesk final : public QObject {
    Q_OBJECT
public:
    ServerDesk(ServerRoster& roster, ProfileStore& store, const Clock& clock,
               ServerServices services, QObject* parent = nullptr);

    void openSaved(); // every profile that is kept
    // Calls a server; with no token given, the one in the profile's file is shown to it.
    Console& open(const ServerProfile& profile, const QString& token = {});
    ServerProfile saved(const QString& url) const; // the profile kept for it, else one of the URL

    bool mayStartHere() const { return bool(m_services.startHere); }
    bool accepts(const QString& url) const { return m_services.isUrl(url); }
    bool isTaken(const QString& url, int butRow) const;

    // Not opened yet. With no token given, the one in the profile's file is shown to the server;
    // `problem` says why it cannot be.
    std::unique_ptr<AdminLink> lineTo(const ServerProfile& profile, const QString& token,
                                      QString& problem) const;

    // Dialogs stand above `window`.
    void askForNew(QWidget* window);
    void askForChange(int row, QWidget* window);
    void askForRemoval(int row, QWidget* window);
    void reconnect(int row);
    void startHere();

Q_SIGNALS:
    void said(MessageBar::Kind kind, const QString& sentence, int row); // -1: of no server
    void opened(int row); // because an operator wished it

private:
    std::unique_ptr<Console> consoleFor(const ServerProfile& profile, const QString& token,
                                        QString& problem);
    Console& put(int row, const ServerProfile& profile, const QString& token);
    void replace(int row, const ServerProfile& profile, const QString& token);

    ServerRoster& m_roster;
    ProfileStore& m_store;
    const Clock& m_clock;
    ServerServices m_services;
    QHash<const Console*, QString> m_typed; // tokens
};

} // namespace sluice
