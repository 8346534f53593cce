// A window that hangs hurts nobody: the server in the same process has threads of its own.
#include "core/serverhost.h"
#include "gui/connections/connectiontable.h"
#include "gui/console.h"
#include "gui/look/appearance.h"
#include "gui/look/language.h"
#include "gui/mainwindow.h"
#include "gui/servers/serverroster.h"
#include "tests/support/defaultsettings.h"
#include "tests/support/herd.h"

#include <QTest>
#include <thread>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;

class TestBlockedWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void clientsHearTheirNotificationsAllTheSame();
};

// This thread is the window's, and it does nothing but wait until the clients have heard enough:
// if a notification needed it, they would never.
void TestBlockedWindow::clientsHearTheirNotificationsAllTheSame()
{
    constexpr std::size_t clients = 5;
    constexpr std::size_t rounds = 50;
    appearance::apply(appearance::Scheme::Light);
    Settings settings = serverSettings();
    settings.broadcastInterval = 50ms;
    ServerHost host(settings);
    QVERIFY(!host.start());
    const Clock clock;
    Language language;
    language.speak(Language::Tongue::English);
    ServerRoster roster;
    Console& console = roster.add({}, std::make_unique<Console>(host.adminLink(), clock));
    console.open();
    MainWindow window(roster, language);
    window.show();
    QTRY_COMPARE(console.contact(), Console::Contact::Live);

    bool joined = false;
    bool heard = false;
    std::size_t violations = 0;
    std::thread others([&, port = host.port()] {
        constexpr auto patience = 40s; // of a very slow machine
        Herd herd(port);
        joined = herd.join(clients, Manners::IgnoresNotice);
        heard = herd.runUntil([&] { return herd.tally().notifications >= clients * rounds; },
                              patience);
        violations = herd.tally().violations;
    });
    others.join(); // the window hangs
    QVERIFY(joined);
    QVERIFY2(heard, "the notifications stopped while the window hung");
    QCOMPARE(violations, std::size_t { 0 });
    // And the window finds its way back: those clients have left by now.
    QTRY_COMPARE(console.leavers().newestFirst().size(), clients);
    QCOMPARE(console.contact(), Console::Contact::Live);
    QTRY_COMPARE(window.findChild<ConnectionTable*>()->model()->rowCount(), 0);
}

QTEST_MAIN(TestBlockedWindow)
#include "tst_blockedwindow.moc"
