#pragma once

#include "gui/page.h"
#include <QLineEdit>

class QAction;

namespace sluice {

// Where somebody types what to see of the table that is shown. Esc clears it; words that are not
// understood are said, and hide nothing.
class FilterField final : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterField(QWidget* parent = nullptr);

    void setSubject(Page page);
    void retranslate();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void check();
    QStringList notUnderstood() const;
    QString explanation() const;

    QAction* m_sign;
    Page m_page = Page::Connections;
};

} // namespace sluice
