#include "gui/dialogs/shortcutsdialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
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

ShortcutsDialog::ShortcutsDialog(const QMenuBar& bar, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard Shortcuts"));
    auto* list = new QTreeWidget(this);
    list->setAccessibleName(tr("Keyboard Shortcuts"));
    list->setColumnCount(2);
    list->setHeaderLabels({ tr("Action"), tr("Keys") });
    list->setRootIsDecorated(false);
    list->setItemsExpandable(false);
    list->setAlternatingRowColors(true);
    list->setUniformRowHeights(true);
    constexpr int room = 8; // above and below, left and right
    constexpr int shownRows = 16;
    constexpr int widthForKeys = 170;
    const QFontMetrics metrics = list->fontMetrics();
    const int rowHeight = metrics.height() + room;
    int widest = 0;
    const auto add = [&](QTreeWidgetItem* row) {
        row->setSizeHint(0, QSize(0, rowHeight));
        widest = std::max(widest, metrics.horizontalAdvance(row->text(0)));
    };
    const auto menus = bar.actions();
    for (const QAction* menu : menus) {
        auto* title = new QTreeWidgetItem(list, { nameOf(*menu) });
        QFont bold = list->font();
        bold.setBold(true);
        title->setFont(0, bold);
        add(title);
        const auto actions = menu->menu()->actions();
        for (const QAction* action : actions)
            if (!action->isSeparator() && !action->menu())
                add(new QTreeWidgetItem(title, { nameOf(*action), keysOf(*action) }));
    }
    list->expandAll();
    list->setSelectionMode(QAbstractItemView::NoSelection); // there is nothing to choose
    list->setCurrentItem(list->topLevelItem(0));
    list->header()->setStretchLastSection(true);
    list->setColumnWidth(0, list->indentation() + widest + 3 * room);
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
