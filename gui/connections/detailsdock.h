#pragma once

#include <QDockWidget>

class QAction;

namespace sluice {

class DetailsPane;

// Where the details stand: at the right of the window, shown and hidden by an action.
class DetailsDock final : public QDockWidget {
    Q_OBJECT
public:
    DetailsDock(QAction* toggle, QWidget* parent);

    DetailsPane& pane() const { return *m_pane; }
    void retranslate();

private:
    DetailsPane* m_pane;
};

} // namespace sluice
