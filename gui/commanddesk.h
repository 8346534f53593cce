#pragma once

#include "gui/widgets/messagebar.h"
#include <QJsonObject>
#include <QObject>
#include <QStringList>

namespace sluice {

class Console;
struct CommandResult;

// Turns an operator's wishes into commands: asks first where something would be lost, sends, and
// says what came of it, failures too. Its dialogs stand above `window`.
class CommandDesk final : public QObject {
    Q_OBJECT
public:
    CommandDesk(Console& console, QWidget* window);
    void setGuarded(bool guarded) { m_guarded = guarded; } // force wants the server's name typed

public Q_SLOTS:
    void togglePause();
    void openDrainDialog();
    void openExtendDialog();
    void hurry();
    void cancelDrain();
    void force();
    void closeConnections(const QStringList& ids); // these, wherever they stand by then
    void openMessageDialog(const QStringList& ids); // to these
    void openBroadcastDialog();
    void drainNow(); // as a signal would, without a question
    void forceNow(); // likewise

Q_SIGNALS:
    void said(MessageBar::Kind kind, const QString& sentence);
    void drainBegun();

private:
    // Sends; `done` makes the sentence for success.
    void send(const QString& what, const QJsonObject& details,
              std::function<QString(const CommandResult&)> done);
    void startDrain(const QJsonObject& order);
    void deliver(const QStringList& ids, const QJsonValue& data);
    void broadcast(const QJsonValue& data);
    QString failure(const CommandResult& result) const;

    Console& m_console;
    QWidget* m_window;
    bool m_guarded = false;
};

} // namespace sluice
