#include "gui/dialogs/windowdialogs.h"

#include "gui/consoleactions.h"
#include "gui/dialogs/aboutdialog.h"
#include "gui/dialogs/preferencesdialog.h"
#include "gui/dialogs/shortcutsdialog.h"
#include <QAction>
#include <QMainWindow>

namespace sluice {

namespace {

template <class Make> void openBy(const QAction* action, QWidget* window, Make make)
{
    QObject::connect(action, &QAction::triggered, window, [make] {
        QDialog* dialog = make();
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

} // namespace

void connectWindowDialogs(const ConsoleActions& actions, Language& language, Theme& theme,
                          QMainWindow* window)
{
    openBy(actions.preferences, window,
           [&language, &theme, window] { return new PreferencesDialog(language, theme, window); });
    openBy(actions.shortcuts, window,
           [window] { return new ShortcutsDialog(*window->menuBar(), window); });
    openBy(actions.about, window, [window] { return new AboutDialog(window); });
}

} // namespace sluice
