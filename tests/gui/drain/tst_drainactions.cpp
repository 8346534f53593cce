// What an operator orders about a drain, and what the window shows of it.
#include "tests/gui/stage.h"

#include "gui/drain/drainbanner.h"
#include "gui/drain/drainpanel.h"
#include "gui/look/appearance.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QSpinBox>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;

class TestDrainActions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void theDrainDialogOrdersWhatItShows();
    void aPlanThatIsRefusedCannotBeStarted();
    void theBannerIsThereWhileItDrains();
    void extendHurryCancelForce();
    void everyCancelSaysThatAcceptingResumes();
    void forceNamesTheNumberAndHasNoKey();
    void theOutcomeIsShownAndCanBeCopied();
};

void TestDrainActions::theDrainDialogOrdersWhatItShows()
{
    Stage stage;
    stage.action(QStringLiteral("Drain…"))->trigger();
    QCOMPARE(stage.sent("drain")[QLatin1String("dry_run")], QJsonValue(true));
    auto* dialog = stage.find<QDialog>();
    const auto boxes = dialog->findChildren<QSpinBox*>();
    QCOMPARE(boxes[0]->value(), 1800); // what a signal would do
    QCOMPARE(boxes[0]->text(), QStringLiteral("30m"));
    boxes[0]->setValue(300);
    dialog->findChildren<QLineEdit*>().constLast()->setText(QStringLiteral("version 2.4"));
    QTRY_COMPARE(stage.sent("drain")[QLatin1String("timeout_s")].toInt(), 300);
    stage.scene.link().answer("drain",
                              { { QStringLiteral("ok"), true },
                                { QStringLiteral("plan"),
                                  QJsonObject { { QStringLiteral("timeout_s"), 300 },
                                                { QStringLiteral("ramp_s"), 120 } } } });
    stage.press(QStringLiteral("start"));
    const QJsonObject order = stage.sent("drain");
    QVERIFY(!order.contains(QLatin1String("dry_run")));
    QCOMPARE(order[QLatin1String("timeout_s")].toInt(), 300);
    QCOMPARE(order[QLatin1String("reason")].toString(), QStringLiteral("version 2.4"));
    stage.scene.link().answer("drain", { { QStringLiteral("ok"), true } });
    QCOMPARE(stage.message(), QStringLiteral("The drain has begun."));
    QCOMPARE(stage.window->page(), Page::Drain);
}

void TestDrainActions::aPlanThatIsRefusedCannotBeStarted()
{
    Stage stage;
    stage.action(QStringLiteral("Drain…"))->trigger();
    stage.scene.link().answer("drain",
                              { { QStringLiteral("ok"), false },
                                { QStringLiteral("code"), QStringLiteral("bad_request") },
                                { QStringLiteral("message"), QStringLiteral("No.") } });
    QVERIFY(!stage.find<QAbstractButton>(QStringLiteral("start"))->isEnabled());
}

void TestDrainActions::theBannerIsThereWhileItDrains()
{
    Stage stage;
    auto* banner = stage.find<DrainBanner>();
    QVERIFY(!banner->isVisible());
    stage.scene.drain("Draining", runningDrain(stage.scene, 20));
    QVERIFY(banner->isVisible());
    QVERIFY(!stage.action(QStringLiteral("Drain…"))->isEnabled());
    stage.scene.drain("Serving"); // cancelled
    QVERIFY(!banner->isVisible());
    QVERIFY(stage.action(QStringLiteral("Drain…"))->isEnabled());
}

void TestDrainActions::extendHurryCancelForce()
{
    Stage stage;
    stage.scene.drain("Draining", runningDrain(stage.scene, 20));
    stage.action(QStringLiteral("Extend…"))->trigger();
    auto* time = stage.find<QDialog>()->findChild<QSpinBox*>();
    QCOMPARE(time->value(), 600); // five minutes more than are left
    stage.press(QStringLiteral("set"));
    QCOMPARE(stage.sent("update_drain")[QLatin1String("timeout_s")].toInt(), 600);
    stage.action(QStringLiteral("Hurry"))->trigger();
    QCOMPARE(stage.sent("update_drain")[QLatin1String("hurry")], QJsonValue(true));
    stage.action(QStringLiteral("Cancel Drain…"))->trigger();
    QVERIFY(stage.sent("cancel_drain").isEmpty()); // asks first
    stage.press(QStringLiteral("yes"));
    QVERIFY(!stage.sent("cancel_drain").isEmpty());
    stage.scene.link().answer("cancel_drain",
                              { { QStringLiteral("ok"), false },
                                { QStringLiteral("message"), QStringLiteral("Too late.") } });
    QCOMPARE(stage.message(), QStringLiteral("The server said no: Too late."));
    stage.scene.drain("Closing", runningDrain(stage.scene, 20));
    QVERIFY(!stage.action(QStringLiteral("Cancel Drain…"))->isEnabled());
    QVERIFY(!stage.action(QStringLiteral("Extend…"))->isEnabled());
}

// In the question, beside the button, and once it is done.
void TestDrainActions::everyCancelSaysThatAcceptingResumes()
{
    Stage stage;
    stage.scene.drain("Draining", runningDrain(stage.scene, 20));
    QAction* cancel = stage.action(QStringLiteral("Cancel Drain…"));
    QVERIFY(cancel->toolTip().contains(QStringLiteral("newcomers are let in again")));
    cancel->trigger();
    QStringList said;
    for (const QLabel* label : stage.find<QDialog>()->findChildren<QLabel*>())
        said << label->text();
    QVERIFY2(said.join(QLatin1Char('\n'))
                 .contains(QStringLiteral("Accepting resumes, and the 20 clients that are still")),
             qPrintable(said.join(QLatin1Char('\n'))));
    stage.press(QStringLiteral("yes"));
    stage.scene.link().answer("cancel_drain", { { QStringLiteral("ok"), true } });
    QCOMPARE(stage.message(),
             QStringLiteral("The drain is cancelled: newcomers are let in again."));
}

void TestDrainActions::forceNamesTheNumberAndHasNoKey()
{
    Stage stage(1234);
    QAction* force = stage.action(QStringLiteral("Force Close 1,234 Now…"));
    QVERIFY(force);
    QVERIFY(force->shortcut().isEmpty());
    force->trigger();
    auto* yes = stage.find<QAbstractButton>(QStringLiteral("yes"));
    QCOMPARE(yes->text(), QStringLiteral("Force Close 1,234 Now"));
    yes->click();
    QVERIFY(!stage.sent("force").isEmpty());
}

void TestDrainActions::theOutcomeIsShownAndCanBeCopied()
{
    Stage stage(20);
    QJsonObject end = runningDrain(stage.scene, 20);
    stage.scene.drain("Draining", end);
    stage.scene.clock().pass(65s);
    stage.scene.leave(0, 20);
    end[QStringLiteral("remaining")] = 0;
    end[QStringLiteral("left")] = 20;
    end[QStringLiteral("exit_code")] = 0;
    stage.scene.drain("Finished", end);
    QSignalSpy seen(stage.window.get(), &MainWindow::outcomeSeen);
    stage.window->showOutcome();
    QCOMPARE(stage.find<DrainPanel>()->outcome(),
             QStringLiteral("Drained in 1m 5s: 20 clients left by themselves, nobody had to be "
                            "closed."));
    QVERIFY(stage.message().contains(QStringLiteral("closes in 5 seconds")));
    QTest::mouseClick(stage.find<DrainPanel>(), Qt::LeftButton);
    QVERIFY(stage.message().startsWith(QStringLiteral("This window stays.")));
    for (auto* button : stage.find<DrainPanel>()->findChildren<QAbstractButton*>())
        if (button->text() == QStringLiteral("Copy Report"))
            button->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("Left: 20\n")));
    QCOMPARE(seen.size(), 0);
    stage.window->close(); // nothing is left to ask about
    QCOMPARE(seen.size(), 1);
}

QTEST_MAIN(TestDrainActions)
#include "tst_drainactions.moc"
