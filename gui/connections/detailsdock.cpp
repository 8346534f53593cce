#include "gui/connections/detailsdock.h"

#include "gui/connections/detailspane.h"
#include <QAction>

namespace sluice {

DetailsDock::DetailsDock(QAction* toggle, QWidget* parent)
    : QDockWidget(parent), m_pane(new DetailsPane(this))
{
    setObjectName(QStringLiteral("details"));
    setFeatures(DockWidgetClosable);
    setAllowedAreas(Qt::RightDockWidgetArea);
    setWidget(m_pane);
    // Hiding the window hides the dock too, and is no order: what is triggered is.
    connect(toggle, &QAction::triggered, this, &QWidget::setVisible);
    connect(toggleViewAction(), &QAction::toggled, toggle, &QAction::setChecked);
    hide();
}

void DetailsDock::retranslate()
{
    setWindowTitle(tr("Details"));
    m_pane->retranslate();
}

} // namespace sluice
