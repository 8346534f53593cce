#include "tests/gui/album/dialogcall.h"

#include "gui/commanddesk.h"
#include "gui/connections/connectionspage.h"
#include "gui/connections/connectiontable.h"
#include "gui/mainwindow.h"
#include "gui/servers/serverdesk.h"
#include "gui/serverview.h"
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QHash>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <functional>

namespace sluice::support {

namespace {

struct Place {
    MainWindow& window;
    ServerDesk& desk;
    ServerView& view;
    int row;
};

QStringList someIds(const ServerView& view)
{
    QStringList ids;
    const QAbstractItemModel& table = *view.connections().table().model();
    for (int row = 0; row < 4 && row < table.rowCount(); ++row)
        ids << table.index(row, 0).data().toString();
    return ids;
}

void write(const MainWindow& window, const char* text, int format)
{
    window.findChild<QPlainTextEdit*>(QStringLiteral("text"))
        ->setPlainText(QString::fromUtf8(text));
    window.findChild<QComboBox*>(QStringLiteral("format"))->setCurrentIndex(format);
}

void trigger(const MainWindow& window, const char* action)
{
    if (auto* found = window.findChild<QAction*>(QLatin1String(action)))
        found->trigger();
}

const QHash<QString, std::function<void(const Place&)>>& calls()
{
    static const QHash<QString, std::function<void(const Place&)>> all {
        { QStringLiteral("start-drain"),
          [](const Place& at) { at.view.desk().openDrainDialog(); } },
        { QStringLiteral("extend"), [](const Place& at) { at.view.desk().openExtendDialog(); } },
        { QStringLiteral("cancel-drain"), [](const Place& at) { at.view.desk().cancelDrain(); } },
        { QStringLiteral("force"), [](const Place& at) { at.view.desk().force(); } },
        { QStringLiteral("close"),
          [](const Place& at) { at.view.desk().closeConnections(someIds(at.view)); } },
        { QStringLiteral("message-mistake"),
          [](const Place& at) {
              at.view.desk().openMessageDialog(someIds(at.view));
              write(at.window, "{\n  \"kind\": \"notice\"\n  \"at\": \"14:00\"\n}", 1);
          } },
        { QStringLiteral("broadcast"),
          [](const Place& at) {
              at.view.desk().openBroadcastDialog();
              write(at.window, "Maintenance begins at 14:00. You will be reconnected.", 0);
          } },
        { QStringLiteral("add-server"),
          [](const Place& at) {
              at.desk.askForNew(&at.window);
              at.window.findChild<QPushButton*>(QStringLiteral("done"))->click(); // explains itself
          } },
        { QStringLiteral("edit-server"),
          [](const Place& at) { at.desk.askForChange(at.row, &at.window); } },
        { QStringLiteral("remove-server"),
          [](const Place& at) { at.desk.askForRemoval(at.row, &at.window); } },
        { QStringLiteral("drain-next"),
          [](const Place& at) {
              at.window.findChild<QPushButton*>(QStringLiteral("drainNext"))->click();
          } },
        { QStringLiteral("quit"), [](const Place& at) { at.window.close(); } },
        { QStringLiteral("preferences"),
          [](const Place& at) { trigger(at.window, "preferences"); } },
        { QStringLiteral("shortcuts"), [](const Place& at) { trigger(at.window, "shortcuts"); } },
        { QStringLiteral("about"), [](const Place& at) { trigger(at.window, "about"); } },
    };
    return all;
}

} // namespace

QDialog* openDialog(const QString& name, MainWindow& window, ServerDesk& desk, int row)
{
    const auto call = calls().constFind(name);
    ServerView* view = nullptr;
    const auto views = window.findChildren<ServerView*>();
    for (ServerView* each : views)
        if (!view || each->isVisible())
            view = each;
    if (call == calls().constEnd() || !view)
        return nullptr;
    (*call)({ window, desk, *view, row });
    auto* dialog = window.findChild<QDialog*>();
    constexpr int answerMs = 250; // in which the server has said what a drain would do
    if (window.findChild<QPushButton*>(QStringLiteral("start")))
        QTest::qWait(answerMs);
    return dialog;
}

} // namespace sluice::support
