#include "app/client/drainscreen.h"
#include <QTest>
#include <cstdio>
#include <memory>

using namespace sluice;
using namespace Qt::StringLiterals;

class TestDrainScreen : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void terminalLineIsWrittenOver();
    void shorterLineCoversALongerOne();
    void sentenceGetsALineOfItsOwn();
    void elsewhereAStateIsOneLine();

private:
    QString written();
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> m_file { nullptr, &std::fclose };
};

namespace {

QJsonObject status(const QString& state, int remaining)
{
    return { { u"state"_s, state },
             { u"initial"_s, 1000 },
             { u"remaining"_s, remaining },
             { u"remaining_ms"_s, 3600000 } };
}

} // namespace

void TestDrainScreen::init()
{
    m_file.reset(std::tmpfile());
    QVERIFY(m_file);
}

QString TestDrainScreen::written()
{
    QByteArray octets(4096, '\0');
    std::rewind(m_file.get());
    octets.resize(static_cast<qsizetype>(std::fread(octets.data(), 1, 4096, m_file.get())));
    return QString::fromUtf8(octets);
}

void TestDrainScreen::terminalLineIsWrittenOver()
{
    DrainScreen screen(DrainScreen::Kind::Terminal, m_file.get());
    screen.show(status(u"Draining"_s, 1000));
    screen.show(status(u"Draining"_s, 900));
    screen.finish();
    QCOMPARE(written(),
             u"\rDraining  1000 of 1000 left (0% done)  deadline in 1h00m"
             "\rDraining  900 of 1000 left (10% done)  deadline in 1h00m\n"_s);
}

void TestDrainScreen::shorterLineCoversALongerOne()
{
    DrainScreen screen(DrainScreen::Kind::Terminal, m_file.get());
    screen.show(status(u"Draining"_s, 1000));
    screen.show(status(u"Closing"_s, 1));
    const QStringList lines = written().split(u'\r', Qt::SkipEmptyParts);
    QCOMPARE(lines.at(1).size(), lines.at(0).size());
    QCOMPARE(lines.at(1).trimmed(), u"Closing  1 of 1000 left (99% done)"_s);
}

void TestDrainScreen::sentenceGetsALineOfItsOwn()
{
    DrainScreen screen(DrainScreen::Kind::Terminal, m_file.get());
    screen.show(status(u"Closing"_s, 1));
    screen.say(u"Drained.\x1b[2J"_s);
    QCOMPARE(written(), u"\rClosing  1 of 1000 left (99% done)\nDrained.\uFFFD[2J\n"_s);
}

void TestDrainScreen::elsewhereAStateIsOneLine()
{
    DrainScreen screen(DrainScreen::Kind::Lines, m_file.get());
    screen.show(status(u"Draining"_s, 1000));
    screen.show(status(u"Draining"_s, 900)); // within five seconds
    screen.show(status(u"Evicting"_s, 900));
    screen.say(u"Drained."_s);
    const QStringList lines = written().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).contains(u"  Draining  1000 of 1000 left"_s));
    QVERIFY(lines.at(1).contains(u"  Evicting  900 of 1000 left"_s));
    QCOMPARE(lines.at(2), u"Drained."_s);
}

QTEST_GUILESS_MAIN(TestDrainScreen)
#include "tst_drainscreen.moc"
