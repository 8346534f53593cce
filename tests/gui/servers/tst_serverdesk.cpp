#include "gui/servers/serverdesk.h"

#include "gui/console.h"
#include "gui/look/appearance.h"
#include "gui/look/language.h"
#include "gui/mainwindow.h"
#include "gui/servers/serverroster.h"
#include "gui/servers/welcomepage.h"
#include "tests/support/accessiblenames.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedlink.h"
#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sluice;
using namespace sluice::support;

namespace {

// A window, its desk, and what the desk asked for.
class Desk {
public:
    Desk()
    {
        language.speak(Language::Tongue::English);
        window = std::make_unique<MainWindow>(roster, language);
        window->setServerDesk(desk);
        window->show();
    }
    QString path(const char* name) const { return folder.filePath(QLatin1String(name)); }
    QString file(const char* name, const QByteArray& text, bool forAll = false) const
    {
        QFile written(path(name));
        written.open(QIODevice::WriteOnly);
        written.write(text);
        written.setPermissions(forAll ? QFile::ReadOwner | QFile::ReadOther
                                      : QFile::ReadOwner | QFile::WriteOwner);
        return written.fileName();
    }
    QAction* action(const char* text) const
    {
        const auto actions = window->findChildren<QAction*>();
        for (QAction* each : actions)
            if (each->text().remove(QLatin1Char('&')) == QString::fromUtf8(text))
                return each;
        return nullptr;
    }
    void press(const char* name) const
    {
        auto* button = window->findChild<QAbstractButton*>(QLatin1String(name));
        QVERIFY2(button, name);
        button->click();
    }
    void type(const char* field, const QString& text) const
    {
        auto* line = window->findChild<QLineEdit*>(QLatin1String(field));
        QVERIFY2(line, field);
        line->setText(text);
    }
    QString problem() const
    {
        auto* label = window->findChild<QLabel*>(QStringLiteral("problem"));
        return label && label->isVisible() ? label->text() : QString();
    }
    void closeDialog() const { delete window->findChild<QDialog*>(); }

    QTemporaryDir folder;
    ManualClock clock;
    Language language;
    ServerRoster roster;
    ProfileStore store { path("servers.ini") };
    QStringList tokens; // shown, in order
    QVector<ScriptedLink*> links;
    QString refusal; // of a server to start here
    ServerDesk desk { roster,
                      store,
                      clock,
                      { [this](const ServerProfile&, const QString& token) {
                           tokens << token;
                           return newLink();
                       },
                        [](const QString& url) { return url.startsWith(QLatin1String("http://")); },
                        [this]() -> std::variant<std::unique_ptr<AdminLink>, QString> {
                            if (!refusal.isEmpty())
                                return refusal;
                            return newLink();
                        } } };
    std::unique_ptr<MainWindow> window;

private:
    std::unique_ptr<AdminLink> newLink()
    {
        auto link = std::make_unique<ScriptedLink>();
        links << link.get();
        return link;
    }
};

} // namespace

class TestServerDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void anEmptyWindowSaysHowToGoOn();
    void aServerIsAddedAndKept();
    void oneThatIsKeptAlreadyIsNotKeptTwice();
    void mistakesAreExplained_data();
    void mistakesAreExplained();
    void aTestSaysWhatItFindsAndKeepsNothing();
    void theTokenFileIsShownAndNeverSaved();
    void aNewNameKeepsTheLine();
    void anotherAddressIsCalled();
    void aRefusedTokenIsReadAgain();
    void removingForgets();
    void aServerIsStartedHere();
    void whyNoneIsStartedIsSaid();
    void f5CallsNow();
    void keptServersAreOpened();
    void everythingInteractiveHasAName();
};

void TestServerDesk::anEmptyWindowSaysHowToGoOn()
{
    Desk scene;
    QVERIFY(scene.window->findChild<WelcomePage*>()->isVisible());
    QVERIFY(!scene.action("Drain…")->isEnabled());
    QVERIFY(scene.action("Add Server…")->isEnabled());
    QVERIFY(!scene.action("Edit Server…")->isEnabled());
    scene.action("Quit")->trigger(); // there is nothing to ask about
    QVERIFY(!scene.window->isVisible());
}

void TestServerDesk::aServerIsAddedAndKept()
{
    Desk scene;
    scene.press("addServer");
    scene.type("url", QStringLiteral(" http://a:1 "));
    scene.type("name", QStringLiteral("eu-1"));
    scene.type("token", QStringLiteral("sesame"));
    scene.window->findChild<QComboBox*>(QStringLiteral("environment"))->setCurrentIndex(3);
    scene.press("done");
    QCOMPARE(scene.roster.count(), 1);
    QVERIFY(!scene.window->findChild<WelcomePage*>()->isVisible());
    QCOMPARE(scene.tokens, QStringList { QStringLiteral("sesame") });
    const auto kept = scene.store.all();
    QCOMPARE(kept.size(), 1);
    QCOMPARE(kept[0].url, QStringLiteral("http://a:1"));
    QCOMPARE(kept[0].environment, Environment::Production);
    QFile settings(scene.path("servers.ini"));
    QVERIFY(settings.open(QIODevice::ReadOnly));
    QVERIFY(!settings.readAll().contains("sesame"));
    QCOMPARE(scene.window->windowTitle(), QStringLiteral("PROD ▌ Sluice — eu-1"));
}

// It was not opened: another one was named on the command line.
void TestServerDesk::oneThatIsKeptAlreadyIsNotKeptTwice()
{
    Desk scene;
    ServerProfile kept;
    kept.url = QStringLiteral("http://a:1");
    scene.store.put(kept);
    scene.press("addServer");
    scene.type("url", kept.url);
    scene.type("name", QStringLiteral("eu-1"));
    scene.press("done");
    QCOMPARE(scene.store.all().size(), 1);
    QCOMPARE(scene.store.all().constFirst().name, QStringLiteral("eu-1"));
}

void TestServerDesk::mistakesAreExplained_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("token");
    QTest::addColumn<QString>("tokenFile");
    QTest::addColumn<QString>("authorityFile");
    QTest::addColumn<QString>("pin");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* what, const char* url, const char* token, const char* tokenFile,
                        const char* authorityFile, const char* says, const char* pin = "") {
        QTest::newRow(what) << QString::fromLatin1(url) << QString::fromLatin1(token)
                            << QString::fromLatin1(tokenFile) << QString::fromLatin1(authorityFile)
                            << QString::fromLatin1(pin) << QString::fromLatin1(says);
    };
    row("nothing", "", "", "", "", "Where is the server?");
    row("no address", "nonsense", "", "", "", "nonsense is no address of a server");
    row("there already", "http://taken:1", "", "", "", "http://taken:1 is in the list already.");
    row("two tokens", "http://a:1", "x", "good", "", "Give a token or a token file, not both.");
    row("no such token file", "http://a:1", "", "missing", "", "cannot be read.");
    row("a token for all to read", "http://a:1", "", "open", "", "Others can read the token file");
    row("an empty token file", "http://a:1", "", "empty", "", "is empty.");
    row("no such CA file", "http://a:1", "", "", "missing", "cannot be read.");
    row("no certificate", "http://a:1", "", "", "good", "holds no certificate in PEM.");
    row("no pin", "http://a:1", "", "", "", "sha256//short is no pinned key", "sha256//short");
    row("a pin where no key is shown", "http://a:1", "", "", "", "Only a server at https://",
        "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
}

void TestServerDesk::mistakesAreExplained()
{
    QFETCH(QString, url);
    QFETCH(QString, token);
    QFETCH(QString, tokenFile);
    QFETCH(QString, authorityFile);
    QFETCH(QString, pin);
    QFETCH(QString, says);
    Desk scene;
    scene.file("good", "sesame\n");
    scene.file("open", "sesame\n", true);
    scene.file("empty", "\n");
    ServerProfile taken;
    taken.url = QStringLiteral("http://taken:1");
    scene.desk.open(taken);
    const auto path
        = [&](const QString& name) { return name.isEmpty() ? name : scene.folder.filePath(name); };
    scene.action("Add Server…")->trigger();
    scene.type("url", url);
    scene.type("token", token);
    scene.type("tokenFile", path(tokenFile));
    scene.type("authorityFile", path(authorityFile));
    scene.type("pin", pin);
    scene.press("done");
    QVERIFY2(scene.problem().contains(says), qPrintable(scene.problem()));
    QCOMPARE(scene.roster.count(), 1);
    scene.closeDialog();
}

void TestServerDesk::aTestSaysWhatItFindsAndKeepsNothing()
{
    Desk desk;
    desk.action("Add Server…")->trigger();
    desk.press("test");
    QVERIFY(desk.links.isEmpty()); // where to?
    QVERIFY(desk.problem().startsWith(QStringLiteral("Where is the server?")));
    desk.type("url", QStringLiteral("http://a:1"));
    desk.type("token", QStringLiteral("sesame"));
    desk.press("test");
    QCOMPARE(desk.problem(), QStringLiteral("Calling http://a:1…"));
    QCOMPARE(desk.tokens, QStringList { QStringLiteral("sesame") });
    desk.links.front()->refuse();
    QCOMPARE(desk.problem(), QStringLiteral("The server does not accept the token."));
    QCOMPARE(desk.roster.count(), 0);
    QVERIFY(desk.store.all().isEmpty());
}

void TestServerDesk::theTokenFileIsShownAndNeverSaved()
{
    Desk scene;
    ServerProfile profile;
    profile.url = QStringLiteral("http://a:1");
    profile.tokenFile = scene.file("token", "from-the-file\n");
    scene.desk.open(profile);
    QCOMPARE(scene.tokens, QStringList { QStringLiteral("from-the-file") });
}

void TestServerDesk::aNewNameKeepsTheLine()
{
    Desk scene;
    ServerProfile profile;
    profile.url = QStringLiteral("http://a:1");
    const Console* before = &scene.desk.open(profile, QStringLiteral("sesame"));
    scene.action("Edit Server…")->trigger();
    scene.type("name", QStringLiteral("eu-1"));
    scene.press("done");
    QCOMPARE(&scene.roster.console(0), before);
    QCOMPARE(scene.roster.nameOf(0), QStringLiteral("eu-1"));
    QCOMPARE(scene.store.all().constFirst().name, QStringLiteral("eu-1"));
}

void TestServerDesk::anotherAddressIsCalled()
{
    Desk scene;
    ServerProfile profile;
    profile.url = QStringLiteral("http://a:1");
    scene.desk.open(profile, QStringLiteral("sesame"));
    scene.action("Edit Server…")->trigger();
    scene.type("url", QStringLiteral("http://b:1"));
    scene.press("done");
    QCOMPARE(scene.roster.count(), 1);
    QCOMPARE(scene.roster.profile(0).url, QStringLiteral("http://b:1"));
    QCOMPARE(scene.tokens, (QStringList { QStringLiteral("sesame"), QStringLiteral("sesame") }));
    QVERIFY(scene.window->windowTitle().contains(QStringLiteral("http://b:1")));
}

void TestServerDesk::aRefusedTokenIsReadAgain()
{
    Desk scene;
    ServerProfile profile;
    profile.url = QStringLiteral("http://a:1");
    profile.tokenFile = scene.file("token", "old");
    scene.desk.open(profile);
    scene.links.last()->refuse();
    scene.file("token", "new");
    scene.window->refresh();
    scene.action("Reconnect")->trigger();
    QCOMPARE(scene.tokens.last(), QStringLiteral("new"));
    QCOMPARE(scene.roster.console(0).contact(), Console::Contact::Syncing);
}

void TestServerDesk::removingForgets()
{
    Desk scene;
    ServerProfile profile;
    profile.url = QStringLiteral("http://a:1");
    scene.store.put(profile);
    scene.desk.openSaved();
    scene.action("Remove Server…")->trigger();
    QCOMPARE(scene.roster.count(), 1); // asks first
    scene.press("yes");
    QCOMPARE(scene.roster.count(), 0);
    QVERIFY(scene.store.all().isEmpty());
    QVERIFY(scene.window->findChild<WelcomePage*>()->isVisible());
}

void TestServerDesk::aServerIsStartedHere()
{
    Desk scene;
    scene.press("startHere");
    QCOMPARE(scene.roster.thisProcess(), 0);
    QVERIFY(!scene.action("Start a Server Here")->isEnabled());
    QVERIFY(!scene.action("Remove Server…")->isEnabled());
    QVERIFY(scene.store.all().isEmpty());
}

void TestServerDesk::whyNoneIsStartedIsSaid()
{
    Desk scene;
    scene.refusal = QStringLiteral("port 8000 is in use.");
    scene.press("startHere");
    QCOMPARE(scene.roster.count(), 0);
    const auto labels = scene.window->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->isVisible()
            && label->text() == QStringLiteral("No server was started: port 8000 is in use.");
    }));
}

void TestServerDesk::f5CallsNow()
{
    Desk scene;
    ServerProfile profile;
    profile.url = QStringLiteral("http://a:1");
    Console& console = scene.desk.open(profile);
    scene.links.last()->lose();
    QCOMPARE(console.contact(), Console::Contact::Waiting);
    scene.action("Reconnect")->trigger();
    QCOMPARE(console.contact(), Console::Contact::Syncing);
    QCOMPARE(scene.action("Reconnect")->shortcut(), QKeySequence(Qt::Key_F5));
}

void TestServerDesk::keptServersAreOpened()
{
    Desk scene;
    for (const char* url : { "http://a:1", "edited by hand", "http://b:1" }) {
        ServerProfile profile;
        profile.url = QLatin1String(url);
        scene.store.put(profile);
    }
    scene.desk.openSaved();
    QCOMPARE(scene.roster.count(), 2);
    QCOMPARE(scene.roster.profile(1).url, QStringLiteral("http://b:1"));
}

void TestServerDesk::everythingInteractiveHasAName()
{
    Desk scene;
    QCOMPARE(unnamed(*scene.window), QStringList());
    scene.action("Add Server…")->trigger();
    QCOMPARE(unnamed(*scene.window->findChild<QDialog*>()), QStringList());
    scene.closeDialog();
}

QTEST_MAIN(TestServerDesk)
#include "tst_serverdesk.moc"
