#pragma once

#include "gui/look/glyph.h"
#include "gui/look/tones.h"
#include <QDialog>
#include <functional>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace sluice {

// A question above a window: a picture, what is asked, what would follow, and buttons that say
// what they do. The last button is the safe one: Enter and Esc mean it. Deletes itself when done.
class Question final : public QDialog {
    Q_OBJECT
public:
    Question(QWidget* parent, const QString& title, const QString& question,
             const QString& consequence);

    void setSign(Glyph glyph, Tone tone);
    // `name` is for tests; `chosen` is called when it is pressed.
    QPushButton* addButton(const QString& name, const QString& text, Tone tone,
                           std::function<void()> chosen = {});
    // `gate` can be pressed only while this word stands in a field.
    void demand(const QString& word, QPushButton* gate);

private:
    class Sign;
    Sign* m_sign;
    QVBoxLayout* m_words;
    QHBoxLayout* m_buttons;
};

} // namespace sluice
