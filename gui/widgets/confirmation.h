#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace sluice {

// A question before something that cannot be undone. Its buttons say what they do.
struct Confirmation {
    QString title;
    QString question;
    QString consequence; // what will happen then
    QString yes;
    QString no;
    bool dangerous = false;
    QString typed = {}; // what has to be typed before the answer can be yes; empty: nothing
};

// Asks above `parent` and returns at once; `then` is called when the answer is yes.
void ask(QWidget* parent, const Confirmation& confirmation, std::function<void()> then);

} // namespace sluice
