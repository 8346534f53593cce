#pragma once

#include <QFrame>

namespace sluice {

// A quiet frame around things that belong together.
class Card : public QFrame {
    Q_OBJECT
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace sluice
