#pragma once

#include "gui/look/appearance.h"
#include <QObject>

namespace sluice {

// Whether the window is light or dark: as the operator chose, else as the desktop is. Main thread,
// with a QApplication.
class Theme final : public QObject {
    Q_OBJECT
public:
    enum class Choice : quint8 { System, Light, Dark };

    explicit Theme(QObject* parent = nullptr); // what is shown now is taken for the desktop's

    void choose(Choice choice);
    Choice chosen() const { return m_choice; }
    bool isDark() const;

Q_SIGNALS:
    void changed();

private:
    appearance::Scheme scheme() const;

    const appearance::Scheme m_desktop;
    Choice m_choice = Choice::System;
};

} // namespace sluice
