#pragma once

#include <QLineEdit>

class QAction;

namespace sluice {

// Where somebody types what connections to see. Esc clears it; words that are not understood are
// said, and hide nothing.
class FilterField final : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterField(QWidget* parent = nullptr);

    void retranslate();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void check();

    QAction* m_sign;
};

} // namespace sluice
