#pragma once

#include <QWidget>

namespace sluice {

class ServerActions;
class ToneLabel;

// What stands in the window while there is no server: what this is, and the two ways on.
class WelcomePage final : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePage(const ServerActions& actions, QWidget* parent = nullptr);

    void retranslate();
    void complain(const QString& sentence); // what the last wish came to

private:
    ToneLabel* m_title;
    ToneLabel* m_words;
    ToneLabel* m_addWords;
    ToneLabel* m_startWords;
    ToneLabel* m_trouble;
};

} // namespace sluice
