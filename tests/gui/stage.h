#pragma once

#include "gui/connections/connectiontable.h"
#include "gui/look/language.h"
#include "gui/mainwindow.h"
#include "gui/serverview.h"
#include "gui/widgets/glyphlabel.h"
#include "gui/widgets/messagebar.h"
#include "tests/gui/shots/scenes.h"
#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

namespace sluice::support {

// The window and what a test wants to press and read.
class Stage {
public:
    explicit Stage(int clients = 20)
    {
        language.speak(Language::Tongue::English);
        serve(scene, clients);
        window = std::make_unique<MainWindow>(scene.roster(), language);
        window->show();
        window->refresh();
    }
    template <class Widget> Widget* find(const QString& name = {}) const
    {
        return window->findChild<Widget*>(name);
    }
    ConnectionTable& table() const { return *find<ConnectionTable>(); }
    QAction* action(const QString& text) const
    {
        const auto actions = window->findChildren<QAction*>();
        for (QAction* each : actions)
            if (each->text().remove(QLatin1Char('&')) == text)
                return each;
        return nullptr;
    }
    void press(const QString& name) const
    {
        auto* button = find<QAbstractButton>(name);
        QVERIFY(button);
        button->click();
    }
    QString message() const { return find<ServerView>()->messages().sentence(); }
    QJsonObject sent(const char* what) { return scene.link().command(what); }

    ConsoleScene scene;
    Language language;
    std::unique_ptr<MainWindow> window;
};

inline QJsonObject runningDrain(ConsoleScene& scene, int clients)
{
    return { { QStringLiteral("started"), scene.ago(std::chrono::seconds(0)) },
             { QStringLiteral("deadline"), scene.ago(std::chrono::seconds(-300)) },
             { QStringLiteral("remaining_ms"), 300'000 },
             { QStringLiteral("initial"), clients },
             { QStringLiteral("remaining"), clients } };
}

} // namespace sluice::support
