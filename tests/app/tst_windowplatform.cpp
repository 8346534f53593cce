#include "app/windowplatform.h"

#include <QTest>

using namespace sluice;

class TestWindowPlatform : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itIsChosen_data();
    void itIsChosen();
};

void TestWindowPlatform::itIsChosen_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<bool>("x11");
    QTest::addColumn<bool>("wayland");
    QTest::addColumn<QString>("list");
    QTest::addColumn<bool>("offscreen");
    const auto row = [](const char* what, const char* asked, bool x11, bool wayland,
                        const char* list, bool offscreen) {
        QTest::newRow(what) << QString::fromLatin1(asked) << x11 << wayland
                            << QString::fromLatin1(list) << offscreen;
    };
    row("no display", "", false, false, "", false);
    row("X11", "", true, false, "xcb;offscreen", false);
    row("Wayland", "", false, true, "wayland;offscreen", false);
    row("both", "", true, true, "wayland;xcb;offscreen", false);
    row("offscreen is asked for", "offscreen", false, false, "offscreen", true);
    row("another is asked for", "vnc", false, false, "vnc;offscreen", false);
    row("a list that ends there itself", "xcb;offscreen", true, false, "xcb;offscreen", true);
}

void TestWindowPlatform::itIsChosen()
{
    QFETCH(QString, asked);
    QFETCH(bool, x11);
    QFETCH(bool, wayland);
    QFETCH(QString, list);
    QFETCH(bool, offscreen);
    const WindowPlatform platform = windowPlatform(asked.toStdString(), x11, wayland);
    QCOMPARE(QString::fromStdString(platform.list), list);
    QCOMPARE(platform.offscreenWanted, offscreen);
}

QTEST_APPLESS_MAIN(TestWindowPlatform)
#include "tst_windowplatform.moc"
