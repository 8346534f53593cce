#pragma once

#include <QObject>
#include <QSettings>

namespace sluice {

class Language;
class MainWindow;

// How the operator left the window: its place, docks, columns, tab, language and theme. Brings that
// back when it is made, and keeps it in a file whenever the window goes out of sight. What cannot
// be understood there stays as it is by default. Goes before the window does.
class WindowMemory final : public QObject {
    Q_OBJECT
public:
    WindowMemory(const QString& file, MainWindow& window, Language& language);
    ~WindowMemory() override;

    static QString ownFile(); // in the user's folder of settings

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void recall();
    void recallPlace();
    void recallSpeech();
    void keep();

    QSettings m_store;
    MainWindow& m_window;
    Language& m_language;
};

} // namespace sluice
