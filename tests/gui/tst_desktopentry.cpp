// What a desktop needs to show the console in its menu.
#include <QFile>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>
#include <QXmlStreamReader>

namespace {

const QString entryPath = QStringLiteral(SLUICE_SOURCE_DIR "/resources/sluice-console.desktop");
const QString iconPath = QStringLiteral(SLUICE_SOURCE_DIR "/resources/icons/sluice.svg");

} // namespace

class TestDesktopEntry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itStartsTheConsole();
    void theDesktopsOwnToolAcceptsIt();
    void theIconIsADrawingThatStandsAlone();
};

void TestDesktopEntry::itStartsTheConsole()
{
    QSettings entry(entryPath, QSettings::IniFormat);
    entry.beginGroup(QStringLiteral("Desktop%20Entry"));
    if (entry.allKeys().isEmpty()) { // how QSettings spells it
        entry.endGroup();
        entry.beginGroup(QStringLiteral("Desktop Entry"));
    }
    QCOMPARE(entry.value(QStringLiteral("Type")).toString(), QStringLiteral("Application"));
    QCOMPARE(entry.value(QStringLiteral("Exec")).toString(), QStringLiteral("sluice console"));
    QCOMPARE(entry.value(QStringLiteral("Icon")).toString() + QStringLiteral(".svg"),
             QFileInfo(iconPath).fileName());
    for (const char* key : { "Name", "GenericName", "Comment", "Keywords" })
        for (const char* language : { "", "[uk]" })
            QVERIFY2(entry.contains(QLatin1String(key) + QLatin1String(language)), key);
}

void TestDesktopEntry::theDesktopsOwnToolAcceptsIt()
{
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("desktop-file-validate"));
    if (tool.isEmpty())
        QSKIP("desktop-file-validate is not installed");
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(tool, { entryPath });
    QVERIFY(process.waitForFinished());
    QVERIFY2(process.exitCode() == 0, process.readAll().constData());
}

void TestDesktopEntry::theIconIsADrawingThatStandsAlone()
{
    QFile file(iconPath);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QVERIFY(xml.readNextStartElement());
    QCOMPARE(xml.name().toString(), QStringLiteral("svg"));
    QCOMPARE(xml.attributes().value(QStringLiteral("viewBox")).toString(),
             QStringLiteral("0 0 64 64"));
    while (!xml.atEnd()) {
        xml.readNext();
        const auto attributes = xml.attributes();
        for (const auto& attribute : attributes)
            QVERIFY(!attribute.name().contains(QLatin1String("href")));
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
}

QTEST_GUILESS_MAIN(TestDesktopEntry)
#include "tst_desktopentry.moc"
