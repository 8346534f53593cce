#include "core/hub/sentences.h"
#include "core/hub/translation.h"

#include "tests/support/translationfile.h"
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace sluice;
using namespace sluice::support;
using namespace std::chrono_literals;

namespace {

QVector<TranslationEntry> entriesOf(const QString& language)
{
    return translationEntries(
        QStringLiteral(SLUICE_SOURCE_DIR "/resources/i18n/sluice_%1.ts").arg(language));
}

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

// Every sentence the server can say, with numbers of every plural.
QStringList everything()
{
    QStringList all;
    for (const std::uint64_t n : { 0U, 1U, 2U, 5U, 11U, 21U }) {
        all << text(sentences::presence(n, 0, 3)) << text(sentences::presence(0, n, 3));
        all << text(sentences::presence(1, 1, n)) << text(sentences::gap(n));
        const auto s = std::chrono::seconds(n);
        all << text(sentences::status(n, s * 86400 + s * 3600, n));
        all << text(sentences::drain(s * 60 + s, s)) << text(sentences::notification(n, n));
    }
    all << text(sentences::welcome("c-1")) << text(sentences::drainCancelled());
    for (int i = 0; i <= static_cast<int>(CloseReason::InternalError); ++i)
        all << text(sentences::disconnected(static_cast<CloseReason>(i)));
    for (const char* code :
         { "bad_request", "unknown_type", "rate_limited", "too_large", "unknown_client",
           "permission_denied", "not_available", "draining", "internal" })
        all << text(sentences::error(code));
    return all;
}

} // namespace

class TestSentences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySentenceIsTranslated_data();
    void everySentenceIsTranslated();
    void everySentenceInTheSourceIsInTheFile();
    void nothingSlipsThroughUntranslated_data();
    void nothingSlipsThroughUntranslated();
    void english();
    void ukrainian();
    void ukrainianPlurals_data();
    void ukrainianPlurals();
    void hugeNumbersStayExact();
    void timeSpans_data();
    void timeSpans();
    void everyReasonSaysSomethingElse();
};

void TestSentences::everySentenceIsTranslated_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("forms");
    QTest::newRow("English, two plurals") << QStringLiteral("en") << 2;
    QTest::newRow("Ukrainian, three plurals") << QStringLiteral("uk") << 3;
}

void TestSentences::everySentenceIsTranslated()
{
    QFETCH(QString, language);
    QFETCH(int, forms);
    const auto entries = entriesOf(language);
    QVERIFY(entries.size() > 40);
    for (const TranslationEntry& entry : entries) {
        QVERIFY2(entry.finished, qPrintable(entry.source));
        QCOMPARE(entry.forms.size(), entry.numerus ? forms : 1);
        for (const QString& form : entry.forms) {
            QVERIFY2(!form.trimmed().isEmpty(), qPrintable(entry.source));
            QCOMPARE(placeholders(form), placeholders(entry.source));
        }
    }
}

void TestSentences::everySentenceInTheSourceIsInTheFile()
{
    QFile file(QStringLiteral(SLUICE_SOURCE_DIR "/core/hub/sentences.cpp"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString code = QString::fromUtf8(file.readAll());
    static const QRegularExpression marked(QStringLiteral(
        "QT_TRANSLATE(?:_N)?_NOOP\\(\\s*\"sentences\",\\s*((?:\"[^\"]*\"\\s*)+)\\)"));
    static const QRegularExpression joint(QStringLiteral("\"\\s*\""));
    QStringList inFile;
    for (const TranslationEntry& entry : entriesOf(QStringLiteral("uk")))
        inFile.append(entry.source);
    int found = 0;
    for (auto match = marked.globalMatch(code); match.hasNext(); ++found) {
        QString source = match.next().captured(1).trimmed().remove(joint);
        source = source.mid(1, source.size() - 2);
        QVERIFY2(inFile.contains(source), qPrintable(source));
    }
    QCOMPARE(found, inFile.size());
}

void TestSentences::nothingSlipsThroughUntranslated_data()
{
    QTest::addColumn<int>("locale");
    QTest::newRow("English") << int(Locale::English);
    QTest::newRow("Ukrainian") << int(Locale::Ukrainian);
}

void TestSentences::nothingSlipsThroughUntranslated()
{
    QFETCH(int, locale);
    QVERIFY(installTranslation(static_cast<Locale>(locale)));
    static const QRegularExpression english(QStringLiteral("[A-Za-z]{2,}"));
    for (QString sentence : everything()) {
        QVERIFY2(!sentence.contains(QStringLiteral("(s)")), qPrintable(sentence));
        QVERIFY2(!sentence.contains(QLatin1Char('%')), qPrintable(sentence));
        if (static_cast<Locale>(locale) == Locale::Ukrainian) {
            sentence.remove(QStringLiteral("WebSocket")).remove(QStringLiteral("UTF-8"));
            QVERIFY2(!english.match(sentence).hasMatch(), qPrintable(sentence));
        }
    }
}

void TestSentences::english()
{
    QVERIFY(installTranslation(Locale::English));
    QCOMPARE(sentences::notification(1, 1),
             std::string("[System] Periodic notification #1 – Active clients: 1"));
    QCOMPARE(sentences::notification(12, 10000),
             std::string("[System] Periodic notification #12 – Active clients: 10000"));
    QCOMPARE(sentences::welcome("c-7f3a9c"),
             std::string("Welcome! You are connected as c-7f3a9c."));
    QCOMPARE(sentences::presence(1, 2, 1),
             std::string("1 client joined. 2 clients left. 1 client connected now."));
    QCOMPARE(sentences::status(2, 3661s, 1),
             std::string("All is well: 2 clients, 1 message so far, running for 1 hour 1 minute."));
}

void TestSentences::ukrainian()
{
    QVERIFY(installTranslation(Locale::Ukrainian));
    QVERIFY(text(sentences::welcome("c-1")).startsWith(QStringLiteral("Вітаємо")));
    QCOMPARE(sentences::notification(1, 5),
             std::string("[Система] Періодичне сповіщення №1 – Активних клієнтів: 5"));
    QVERIFY(installTranslation(Locale::English));
    QVERIFY(text(sentences::welcome("c-1")).startsWith(QStringLiteral("Welcome")));
}

void TestSentences::ukrainianPlurals_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("says");
    QTest::newRow("one") << 1 << QStringLiteral("Приєднався 1 клієнт.");
    QTest::newRow("two") << 2 << QStringLiteral("Приєдналися 2 клієнти.");
    QTest::newRow("five") << 5 << QStringLiteral("Приєдналося 5 клієнтів.");
    QTest::newRow("eleven is like five") << 11 << QStringLiteral("Приєдналося 11 клієнтів.");
    QTest::newRow("twenty-one is like one") << 21 << QStringLiteral("Приєднався 21 клієнт.");
    QTest::newRow("a hundred and twelve") << 112 << QStringLiteral("Приєдналося 112 клієнтів.");
}

void TestSentences::ukrainianPlurals()
{
    QFETCH(int, count);
    QFETCH(QString, says);
    QVERIFY(installTranslation(Locale::Ukrainian));
    const QString sentence = text(sentences::presence(static_cast<std::uint64_t>(count), 0, 1));
    QCOMPARE(sentence, says + QStringLiteral(" Зараз на зв’язку 1 клієнт."));
}

void TestSentences::hugeNumbersStayExact()
{
    QVERIFY(installTranslation(Locale::English));
    QCOMPARE(sentences::gap(18446744073709551615U),
             std::string("18446744073709551615 messages could not be delivered."));
    QVERIFY(installTranslation(Locale::Ukrainian));
    QCOMPARE(sentences::gap(10000000005U),
             std::string("Не вдалося доставити 10000000005 повідомлень."));
}

void TestSentences::timeSpans_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("span");
    QTest::newRow("nothing") << qint64(0) << QStringLiteral("0 seconds");
    QTest::newRow("past") << qint64(-5000) << QStringLiteral("0 seconds");
    QTest::newRow("part of a second counts as one") << qint64(1) << QStringLiteral("1 second");
    QTest::newRow("half an hour") << qint64(1800000) << QStringLiteral("30 minutes");
    QTest::newRow("minutes and seconds")
        << qint64(1795000) << QStringLiteral("29 minutes 55 seconds");
    QTest::newRow("seconds do not matter beside hours")
        << qint64(7261000) << QStringLiteral("2 hours 1 minute");
    QTest::newRow("days and hours") << qint64(90000000) << QStringLiteral("1 day 1 hour");
}

void TestSentences::timeSpans()
{
    QFETCH(qint64, milliseconds);
    QFETCH(QString, span);
    QVERIFY(installTranslation(Locale::English));
    const auto sentence = text(sentences::drain(std::chrono::milliseconds(milliseconds), 0s));
    QVERIFY2(sentence.contains(QStringLiteral("close in %1 at the latest.").arg(span)),
             qPrintable(sentence));
    QVERIFY(sentence.endsWith(QStringLiteral("Please reconnect now.")));
}

void TestSentences::everyReasonSaysSomethingElse()
{
    QVERIFY(installTranslation(Locale::Ukrainian));
    QStringList said;
    for (int i = 0; i <= static_cast<int>(CloseReason::InternalError); ++i)
        said << text(sentences::disconnected(static_cast<CloseReason>(i)));
    QCOMPARE(said.removeDuplicates(), 0);
    QCOMPARE(sentences::error("never heard of"), sentences::error("internal"));
}

QTEST_GUILESS_MAIN(TestSentences)
#include "tst_sentences.moc"
