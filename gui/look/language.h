#pragma once

#include <QObject>
#include <QTranslator>
#include <optional>

namespace sluice {

// The language of the window, and of its figures. Main thread, with a QApplication; open windows
// hear of a change by QEvent::LanguageChange. What the server says to clients is not touched.
class Language final : public QObject {
    Q_OBJECT
public:
    enum class Tongue { English, Ukrainian };

    using QObject::QObject;
    ~Language() override;

    static Tongue preferred(); // LC_ALL, LC_MESSAGES, LANG
    bool speak(Tongue tongue); // false: the translation is missing from the binary
    Tongue spoken() const { return m_spoken; }
    void choose(Tongue tongue); // the operator did, and wants it again next time
    std::optional<Tongue> chosen() const { return m_chosen; }

private:
    Tongue m_spoken = Tongue::English;
    std::optional<Tongue> m_chosen;
    QTranslator m_words;
    QTranslator m_qtWords; // of Qt's own menus, where its translations are installed
};

} // namespace sluice
