#include "gui/model/wordfilter.h"

#include <QTest>

using namespace sluice;

class TestWordFilter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void words_data();
    void words();
};

void TestWordFilter::words_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* name, const char* filter, bool matches) {
        QTest::newRow(name) << QString::fromUtf8(filter) << matches;
    };
    row("nothing asked for", "", true);
    row("only spaces", "   ", true);
    row("somewhere", "going", true);
    row("without case", "ANNA", true);
    row("all words", "anna 1001", true);
    row("one word is missing", "anna 1000", false);
    row("in the text it names", "user:anna", true);
    row("in another text than it names", "code:anna", false);
    row("a name without case", "User:anna", true);
    row("a name and nothing", "user:", true);
    row("a name nobody knows is a word", "colour:red", false);
    row("a colon in front is a word", ":1", false);
    row("a text with a colon", "10.4.0.1:3", true);
}

void TestWordFilter::words()
{
    QFETCH(QString, filter);
    QFETCH(bool, matches);
    const WordFilter words(filter, { QStringLiteral("user"), QStringLiteral("code"), QString() });
    QVERIFY(words.isEmpty() == filter.trimmed().isEmpty());
    QCOMPARE(words.matches({ QStringLiteral("Anna"), QStringLiteral("1001 going away"),
                             QStringLiteral("10.4.0.1:3000") }),
             matches);
}

QTEST_GUILESS_MAIN(TestWordFilter)
#include "tst_wordfilter.moc"
