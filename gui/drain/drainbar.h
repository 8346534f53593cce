#pragma once

#include "gui/model/drainfacts.h"
#include <QWidget>

namespace sluice {

// How far a drain is: who left, who was evicted, who was forced, and who is still here.
class DrainBar final : public QWidget {
    Q_OBJECT
public:
    explicit DrainBar(QWidget* parent = nullptr);

    void display(const DrainFacts& facts);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    DrainFacts m_facts;
};

} // namespace sluice
