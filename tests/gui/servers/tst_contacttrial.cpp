#include "gui/servers/contacttrial.h"

#include "gui/look/language.h"
#include "tests/support/scriptedlink.h"
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace sluice;
using namespace sluice::support;

class TestContactTrial : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_language.speak(Language::Tongue::English); }
    void itSaysInASentenceWhatItFinds_data();
    void itSaysInASentenceWhatItFinds();
    void theUsualReasonsAreInTheWindowsLanguage();

private:
    Language m_language;
};

void TestContactTrial::itSaysInASentenceWhatItFinds_data()
{
    QTest::addColumn<QByteArray>("role"); // empty: no greeting
    QTest::addColumn<bool>("refused");
    QTest::addColumn<Tone>("tone");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("an operator") << QByteArray("operator") << false << Tone::Good
                                 << QStringLiteral(
                                        "node-2 answers: version 0.1.0, and you may command it.");
    QTest::newRow("a viewer") << QByteArray("viewer") << false << Tone::Good
                              << QStringLiteral(
                                     "node-2 answers: version 0.1.0, and you may only look.");
    QTest::newRow("a wrong token") << QByteArray() << true << Tone::Danger
                                   << QStringLiteral("The server does not accept the token.");
    QTest::newRow("nobody there") << QByteArray() << false << Tone::Danger
                                  << QStringLiteral("There is no contact: the line broke.");
}

void TestContactTrial::itSaysInASentenceWhatItFinds()
{
    QFETCH(QByteArray, role);
    QFETCH(bool, refused);
    QFETCH(Tone, tone);
    QFETCH(QString, sentence);
    auto line = std::make_unique<ScriptedLink>();
    const QPointer<ScriptedLink> link = line.get();
    ContactTrial trial(std::move(line));
    QSignalSpy found(&trial, &ContactTrial::found);
    trial.start();
    QVERIFY(found.isEmpty());
    if (!role.isEmpty()) {
        const QByteArray hello
            = R"({"type":"hello","node":"node-2","version":"0.1.0","role":")" + role + "\"}";
        link->say(hello.constData());
        link->say(hello.constData()); // once is enough
    } else if (refused) {
        link->refuse();
    } else {
        link->lose();
    }
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0][0].value<Tone>(), tone);
    QCOMPARE(found[0][1].toString(), sentence);
    QTRY_VERIFY(!link); // it has hung up
}

void TestContactTrial::theUsualReasonsAreInTheWindowsLanguage()
{
    m_language.speak(Language::Tongue::Ukrainian);
    auto line = std::make_unique<ScriptedLink>();
    ScriptedLink& link = *line;
    ContactTrial trial(std::move(line));
    QSignalSpy found(&trial, &ContactTrial::found);
    trial.start();
    link.lose(AdminLink::Cause::NoAnswer);
    m_language.speak(Language::Tongue::English);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0][1].toString(), QStringLiteral("Зв’язку немає: він не відповідає."));
}

QTEST_MAIN(TestContactTrial)
#include "tst_contacttrial.moc"
