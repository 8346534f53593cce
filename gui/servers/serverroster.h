#pragma once

#include "gui/servers/serverprofile.h"
#include <QAbstractListModel>
#include <memory>
#include <vector>

namespace sluice {

class Console;

// The servers a window looks at, each with its own line and in no other's way: a list model, a row
// a server. Main thread.
class ServerRoster final : public QAbstractListModel {
    Q_OBJECT
public:
    explicit ServerRoster(QObject* parent = nullptr);
    ~ServerRoster() override;

    Console& add(ServerProfile profile, std::unique_ptr<Console> console); // not opened yet
    Console& insert(int row, ServerProfile profile, std::unique_ptr<Console> console);
    void remove(int row);
    void setProfile(int row, ServerProfile profile); // which the console needs not hear of
    void refresh(); // what is shown of all of them; once a tick

    int count() const { return static_cast<int>(m_entries.size()); }
    Console& console(int row) const;
    const ServerProfile& profile(int row) const;
    QString nameOf(int row) const; // the operator's, else the server's own, else where it is
    int thisProcess() const; // its row; -1: there is no server in this process
    int rowOf(const Console& console) const; // -1: it is not here
    int live() const; // how many are in touch

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void profileChanged(int row);

private:
    struct Entry {
        ServerProfile profile;
        std::unique_ptr<Console> console;
    };
    std::vector<Entry> m_entries;
};

} // namespace sluice
