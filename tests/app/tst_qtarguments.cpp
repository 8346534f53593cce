#include "app/qtarguments.h"

#include <QStringList>
#include <QTest>

using namespace sluice;

class TestQtArguments : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theyAreSplit_data();
    void theyAreSplit();
};

void TestQtArguments::theyAreSplit_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("ours");
    QTest::addColumn<QString>("qts");
    QTest::addColumn<QString>("platform");
    const auto row = [](const char* what, const char* line, const char* ours, const char* qts,
                        const char* platform) {
        QTest::newRow(what) << QString::fromLatin1(line) << QString::fromLatin1(ours)
                            << QString::fromLatin1(qts) << QString::fromLatin1(platform);
    };
    row("nothing", "sluice", "sluice", "sluice", "");
    row("no window, no words for Qt", "sluice -platform offscreen", "sluice -platform offscreen",
        "sluice", "");
    row("a platform", "sluice serve --gui -platform offscreen", "sluice serve --gui", "sluice",
        "offscreen");
    row("with two dashes, and in front", "sluice --platform xcb --gui", "sluice --gui", "sluice",
        "xcb");
    row("the console", "sluice console -platform offscreen --connect x",
        "sluice console --connect x", "sluice", "offscreen");
    row("a word of that name elsewhere", "sluice publish console -platform offscreen",
        "sluice publish console -platform offscreen", "sluice", "");
    row("a display among settings", "sluice --gui -display :1 --port 9000",
        "sluice --gui --port 9000", "sluice -display :1", "");
    row("a value that looks like an option", "sluice --gui --log-level -platform",
        "sluice --gui --log-level -platform", "sluice", "");
    row("a value is missing", "sluice --gui -platform", "sluice --gui -platform", "sluice", "");
    row("a word of that name", "sluice --gui platform offscreen", "sluice --gui platform offscreen",
        "sluice", "");
    row("three dashes", "sluice --gui ---platform offscreen", "sluice --gui ---platform offscreen",
        "sluice", "");
}

void TestQtArguments::theyAreSplit()
{
    QFETCH(QString, line);
    QFETCH(QString, ours);
    QFETCH(QString, qts);
    QFETCH(QString, platform);
    QList<QByteArray> words = line.toLatin1().split(' ');
    std::vector<char*> argv;
    for (QByteArray& word : words)
        argv.push_back(word.data());
    const QtArguments arguments(static_cast<int>(argv.size()), argv.data());
    const auto joined = [](const std::vector<char*>& parts) {
        QStringList texts;
        for (const char* part : parts)
            texts << QString::fromLatin1(part);
        return texts.join(QLatin1Char(' '));
    };
    QCOMPARE(joined(arguments.ours), ours);
    QCOMPARE(joined(arguments.qts), qts);
    QCOMPARE(QString::fromStdString(arguments.platform), platform);
}

QTEST_APPLESS_MAIN(TestQtArguments)
#include "tst_qtarguments.moc"
