#include "gui/dialogs/shortcutsdialog.h"

#include "gui/consoleactions.h"
#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace sluice {

namespace {

QString keysOf(const QAction& action)
{
    QStringList keys;
    const auto shortcuts = action.shortcuts();
    for (const QKeySequence& shortcut : shortcuts)
        keys << shortcut.toString(QKeySequence::NativeText);
    return keys.isEmpty() ? QStringLiteral("–") : keys.join(QStringLiteral(", "));
}

QString nameOf(const QAction& action)
{
    return action.text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const ConsoleActions& actions, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard Shortcuts"));
    auto* list = new QTreeWidget(this);
    list->setAccessibleName(tr("Keyboard Shortcuts"));
    list->setColumnCount(2);
    list->setHeaderLabels({ tr("Action"), tr("Keys") });
    list->setRootIsDecorated(false);
    list->setAlternatingRowColors(true);
    list->setUniformRowHeights(true);
    constexpr int room = 8; // above and below, left and right
    constexpr int shownRows = 16;
    constexpr int widthForKeys = 170;
    const QFontMetrics metrics = list->fontMetrics();
    const int rowHeight = metrics.height() + room;
    int widest = 0;
    const auto all = actions.all();
    for (const QAction* action : all) {
        auto* row = new QTreeWidgetItem(list, { nameOf(*action), keysOf(*action) });
        row->setSizeHint(0, QSize(0, rowHeight));
        widest = std::max(widest, metrics.horizontalAdvance(row->text(0)));
    }
    list->setSelectionMode(QAbstractItemView::NoSelection); // there is nothing to choose
    list->setCurrentItem(list->topLevelItem(0));
    list->header()->setStretchLastSection(true);
    list->setColumnWidth(0, widest + 3 * room);
    list->setMinimumSize(list->columnWidth(0) + widthForKeys,
                         rowHeight * shownRows + list->header()->sizeHint().height());
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(14);
    column->setContentsMargins(18, 18, 18, 14);
    column->addWidget(list);
    column->addWidget(buttons);
}

} // namespace sluice
