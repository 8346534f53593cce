// The window's words: all of them are in both files, finished, and fit their place-holders.
#include "tests/support/translationfile.h"
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace sluice::support;

namespace {

QString keyOf(const TranslationEntry& entry)
{
    return entry.context + QLatin1Char('\n') + entry.source;
}

QString fileOf(const QString& language)
{
    return QStringLiteral(SLUICE_SOURCE_DIR "/resources/i18n/sluice_console_%1.ts").arg(language);
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingIsTranslated_data();
    void everythingIsTranslated();
    void everythingInTheSourceIsInTheFiles();
    void ukrainianIsNotEnglish();
};

void TestTranslations::everythingIsTranslated_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("forms");
    QTest::newRow("English, two plurals") << QStringLiteral("en") << 2;
    QTest::newRow("Ukrainian, three plurals") << QStringLiteral("uk") << 3;
}

void TestTranslations::everythingIsTranslated()
{
    QFETCH(QString, language);
    QFETCH(int, forms);
    const auto entries = translationEntries(fileOf(language));
    QVERIFY(entries.size() > 150);
    for (const TranslationEntry& entry : entries) {
        QVERIFY2(entry.finished, qPrintable(entry.source));
        QCOMPARE(entry.forms.size(), entry.numerus ? forms : 1);
        for (const QString& form : entry.forms) {
            QVERIFY2(!form.trimmed().isEmpty(), qPrintable(entry.source));
            QVERIFY2(!form.contains(QStringLiteral("(s)")), qPrintable(form));
            // A singular may do without its number.
            QStringList expected = placeholders(entry.source);
            if (entry.numerus && !form.contains(QStringLiteral("%Ln")))
                expected.removeAll(QStringLiteral("%Ln"));
            QCOMPARE(placeholders(form), expected);
        }
    }
}

// Linguist's own search of the sources must find nothing new and nothing that is gone.
void TestTranslations::everythingInTheSourceIsInTheFiles()
{
    const QTemporaryDir folder;
    const QString found = folder.filePath(QStringLiteral("found_uk.ts"));
    QStringList arguments { QStringLiteral("-no-obsolete"), QStringLiteral("-silent"),
                            QStringLiteral("-I"), QStringLiteral(SLUICE_SOURCE_DIR) };
    QDirIterator walk(QStringLiteral(SLUICE_SOURCE_DIR "/gui"),
                      { QStringLiteral("*.h"), QStringLiteral("*.cpp") }, QDir::Files,
                      QDirIterator::Subdirectories);
    while (walk.hasNext())
        arguments << walk.next();
    arguments << QStringLiteral("-ts") << found;
    QCOMPARE(QProcess::execute(QStringLiteral(SLUICE_LUPDATE), arguments), 0);
    const auto keys = [](const QString& path) {
        QStringList all;
        for (const TranslationEntry& entry : translationEntries(path))
            all << keyOf(entry);
        all.sort();
        return all;
    };
    const QStringList inSource = keys(found);
    QVERIFY(inSource.size() > 150);
    QCOMPARE(keys(fileOf(QStringLiteral("uk"))), inSource);
    QCOMPARE(keys(fileOf(QStringLiteral("en"))), inSource);
}

void TestTranslations::ukrainianIsNotEnglish()
{
    // What is the same in both: names, units, and words of the filter's language.
    static const QRegularExpression shared(QStringLiteral(
        "\\b(?:http|ID|JSON|CSV|csv|Enter|Sluice|WebSocket|Qt|RTT|SIGTERM|Ctrl|Shift|Esc|"
        "sluice listen|ws|Ln|[A-Z]|"
        "code|reason|by|server|level|event|category|drain|hub|log_level|"
        "user|anna|idle|queued|id|peer|agent|state|connected|in|out|rtt|[a-z])\\b"));
    static const QRegularExpression number(QStringLiteral("%(?:[0-9]|Ln)"));
    static const QRegularExpression english(QStringLiteral("[A-Za-z]{2,}"));
    for (const TranslationEntry& entry : translationEntries(fileOf(QStringLiteral("uk"))))
        for (QString form : entry.forms) {
            form.remove(number).remove(shared);
            QVERIFY2(!english.match(form).hasMatch(), qPrintable(form));
        }
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
