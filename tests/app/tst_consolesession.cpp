#include "app/consolesession.h"

#include "app/consolecommand.h"
#include "core/observe/eventlog.h"
#include "core/runtime/signalbridge.h"
#include "core/settings/settingssource.h"
#include "gui/widgets/glyphlabel.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <csignal>

using namespace sluice;

// The whole console in this process, with a real server that is started in it.
class TestConsoleSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aServerStartedHereIsWatchedAndDrainedByASignal();
    void quittingQuitsWhoeverElseIsListed();
    void withoutAServerASignalEndsIt();

private:
    static LoadedSettings settings()
    {
        return std::get<LoadedSettings>(loadSettings({ { { "host", "127.0.0.1" },
                                                         { "port", "0" },
                                                         { "io_threads", "1" },
                                                         { "control_socket", "off" } },
                                                       {},
                                                       {} }));
    }
    QTemporaryDir m_home;
};

namespace {

MainWindow* window()
{
    const auto widgets = QApplication::topLevelWidgets();
    for (QWidget* widget : widgets)
        if (auto* found = qobject_cast<MainWindow*>(widget))
            return found;
    return nullptr;
}

QString contact()
{
    return window()->findChild<GlyphLabel*>(QStringLiteral("contact"))->text();
}

QAction* action(const QString& beginning)
{
    const auto actions = window()->findChildren<QAction*>();
    for (QAction* each : actions)
        if (each->text().remove(QLatin1Char('&')).startsWith(beginning))
            return each;
    return nullptr;
}

} // namespace

void TestConsoleSession::initTestCase()
{
    qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
    qputenv("LC_ALL", "C");
    eventlog::configure({ LogLevel::Error, LogFormat::Text, 2 });
}

void TestConsoleSession::aServerStartedHereIsWatchedAndDrainedByASignal()
{
    const LoadedSettings loaded = settings();
    const SignalBridge bridge;
    const ConsoleSession session({}, bridge, loaded);
    QVERIFY(window()->isVisible());
    action(QStringLiteral("Start a Server Here"))->trigger();
    QTRY_COMPARE(contact(), QStringLiteral("Live"));
    std::raise(SIGTERM);
    QTRY_COMPARE(contact(), QStringLiteral("Stopped as expected"));
    QTRY_COMPARE(window()->page(), Page::Drain); // the outcome
    QTimer::singleShot(0, window(), &QWidget::close);
    QCOMPARE(QApplication::exec(), 0);
}

void TestConsoleSession::quittingQuitsWhoeverElseIsListed()
{
    const LoadedSettings loaded = settings();
    const SignalBridge bridge;
    ConsoleOptions options;
    options.urls = { "http://127.0.0.1:9" };
    const ConsoleSession session(options, bridge, loaded);
    action(QStringLiteral("Start a Server Here"))->trigger();
    QTRY_COMPARE(contact(), QStringLiteral("Live"));
    window()->close();
    auto* now = window()->findChild<QAbstractButton*>(QStringLiteral("now"));
    QVERIFY(now);
    QTimer::singleShot(0, now, &QAbstractButton::click);
    QCOMPARE(QApplication::exec(), 3); // it was forced
}

void TestConsoleSession::withoutAServerASignalEndsIt()
{
    const LoadedSettings loaded = settings();
    const SignalBridge bridge;
    const ConsoleSession session({}, bridge, loaded);
    QTimer::singleShot(0, this, [] { std::raise(SIGINT); });
    QCOMPARE(QApplication::exec(), 0);
}

QTEST_MAIN(TestConsoleSession)
#include "tst_consolesession.moc"
