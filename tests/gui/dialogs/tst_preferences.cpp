// How the window speaks and looks, wherever that was said.
#include "gui/dialogs/preferencesdialog.h"
#include "tests/gui/stage.h"

#include "gui/look/appearance.h"
#include "gui/look/emblem.h"
#include <QApplication>
#include <QComboBox>
#include <QLabel>

using namespace sluice;
using namespace sluice::support;

class TestPreferences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { appearance::apply(appearance::Scheme::Light); }
    void cleanup() { appearance::apply(appearance::Scheme::Light); }
    void coloursHoldAtOnceAndTheMenuFollows();
    void theLanguageHoldsAtOnceAndTheMenuFollows();
    void theDialogFollowsTheLanguageToo();
    void whatTheMenuSaidIsShown();
    void theEmblemFillsEverySize();
};

void TestPreferences::coloursHoldAtOnceAndTheMenuFollows()
{
    Stage stage;
    stage.action(QStringLiteral("Preferences…"))->trigger();
    auto* themes = stage.find<QComboBox>(QStringLiteral("theme"));
    QAction* dark = stage.action(QStringLiteral("Dark Colours"));
    QCOMPARE(themes->currentText(), QStringLiteral("As the desktop"));
    themes->setCurrentIndex(2);
    QVERIFY(appearance::isDark(QApplication::palette()));
    QVERIFY(dark->isChecked());
    themes->setCurrentIndex(0); // a light desktop, here
    QVERIFY(!appearance::isDark(QApplication::palette()));
    QVERIFY(!dark->isChecked());
}

void TestPreferences::theLanguageHoldsAtOnceAndTheMenuFollows()
{
    Stage stage;
    stage.action(QStringLiteral("Preferences…"))->trigger();
    stage.find<QComboBox>(QStringLiteral("language"))->setCurrentIndex(1);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(stage.language.chosen(), Language::Tongue::Ukrainian);
    QVERIFY(stage.action(QStringLiteral("Налаштування…")));
    QVERIFY(stage.action(QStringLiteral("Українська"))->isChecked());
    QVERIFY(!stage.action(QStringLiteral("English"))->isChecked());
}

void TestPreferences::theDialogFollowsTheLanguageToo()
{
    Stage stage;
    stage.action(QStringLiteral("Preferences…"))->trigger();
    auto* dialog = stage.find<PreferencesDialog>();
    auto* language = stage.find<QComboBox>(QStringLiteral("language"));
    language->setCurrentIndex(1);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(dialog->windowTitle(), QStringLiteral("Налаштування"));
    QCOMPARE(language->accessibleName(), QStringLiteral("Мова"));
    QCOMPARE(stage.find<QComboBox>(QStringLiteral("theme"))->currentText(),
             QStringLiteral("Як у системі"));
}

void TestPreferences::whatTheMenuSaidIsShown()
{
    Stage stage;
    stage.action(QStringLiteral("Dark Colours"))->trigger();
    stage.action(QStringLiteral("Preferences…"))->trigger();
    QCOMPARE(stage.find<QComboBox>(QStringLiteral("theme"))->currentText(), QStringLiteral("Dark"));
    QCOMPARE(stage.find<QComboBox>(QStringLiteral("language"))->currentText(),
             QStringLiteral("English"));
}

void TestPreferences::theEmblemFillsEverySize()
{
    const QIcon icon = emblem::icon();
    for (const int side : { 16, 32, 256 }) {
        const QImage picture = icon.pixmap(side, side).toImage();
        QCOMPARE(picture.width(), side);
        QCOMPARE(picture.pixelColor(0, 0).alpha(), 0); // round corners
        QCOMPARE(picture.pixelColor(side / 2, side * 26 / 64),
                 QColor(0xf5, 0xa6, 0x23)); // the gate
    }
}

QTEST_MAIN(TestPreferences)
#include "tst_preferences.moc"
