// Pictures of a window onto several servers, in build/…/shots/gui.
#include "gui/commanddesk.h"
#include "gui/mainwindow.h"
#include "gui/servers/serverdesk.h"
#include "gui/servers/serverdialog.h"
#include "tests/gui/shots/camera.h"
#include "tests/support/fleetscene.h"
#include <QAction>
#include <QDialog>
#include <QDir>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace sluice;
using namespace sluice::support;

class TestServerShots : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.mkpath(QStringLiteral("."))); }
    void theWindow_data();
    void theWindow();

private:
    QDir m_folder { QStringLiteral(SLUICE_SHOTS) };
};

namespace {

void prepare(FleetScene& fleet, const QString& moment)
{
    const auto is = [&](const char* name) { return moment == QLatin1String(name); };
    if (is("fleet-draining") || is("servers-draining"))
        drainHalfWay(fleet[1], 10482);
    if (is("fleet-away")) {
        drainDone(fleet[0], 1000);
        fleet[2].link().refuse();
    }
    if (is("server-lost")) {
        serve(fleet[1], 1000);
        fleet[1].link().lose();
    }
    if (is("wrong-token"))
        fleet[1].link().refuse();
    if (is("server-restarted")) {
        fleet[1].link().lose();
        fleet[1].hello("operator", "0.2.0", "b2");
        fleet[1].stats(20);
        fleet[1].drain("Serving");
        fleet[1].snapshot(20);
    }
    for (int server = 0; server < fleet.roster.count(); ++server)
        if (fleet[server].console().contact() == Console::Contact::Live)
            fleet[server].stats(static_cast<int>(fleet[server].console().connections().count()));
}

} // namespace

void TestServerShots::theWindow_data()
{
    QTest::addColumn<int>("look");
    QTest::addColumn<QString>("moment");
    for (int look = 0; look < int(std::size(looks)); ++look)
        for (const char* moment :
             { "first-run", "fleet", "fleet-draining", "fleet-away", "servers-draining",
               "server-lost", "wrong-token", "server-restarted", "add-server", "ask-force-prod" })
            QTest::addRow("%s-%s", moment, looks[look].name) << look << QString::fromLatin1(moment);
}

void TestServerShots::theWindow()
{
    QFETCH(int, look);
    QFETCH(QString, moment);
    appearance::apply(looks[look].scheme);
    Language language;
    QVERIFY(language.speak(looks[look].tongue));
    FleetScene fleet(moment == QLatin1String("first-run") ? 0 : 3);
    const QTemporaryDir folder;
    ProfileStore store(folder.filePath(QStringLiteral("servers.ini")));
    ServerDesk desk(fleet.roster, store, fleet.clock,
                    { {},
                      [](const QString&) { return false; },
                      [] { return QStringLiteral("not in a picture"); } });
    MainWindow window(fleet.roster, language);
    window.setServerDesk(desk);
    window.show();
    prepare(fleet, moment);
    if (moment.startsWith(QLatin1String("fleet")))
        window.turnTo(Page::Fleet);
    window.showServer(1);
    if (moment == QLatin1String("servers-draining"))
        window.turnTo(Page::Drain);
    window.refresh();
    QWidget* subject = &window;
    if (moment == QLatin1String("add-server")) {
        desk.askForNew(&window);
        window.findChild<QPushButton*>(QStringLiteral("done"))->click(); // which explains itself
    }
    if (moment == QLatin1String("ask-force-prod")) {
        window.showServer(2);
        CommandDesk force(fleet[2].console(), &window);
        force.setGuarded(true);
        force.force();
    }
    if (auto* dialog = window.findChild<QDialog*>())
        subject = dialog;
    shoot(*subject,
          m_folder.filePath(QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png")));
}

QTEST_MAIN(TestServerShots)
#include "tst_servershots.moc"
