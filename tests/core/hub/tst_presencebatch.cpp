#include "core/hub/presencebatch.h"

#include <QTest>
#include <random>
#include <set>

using sluice::PresenceBatch;

namespace {

// "+a +b -c" becomes what is still news after it: "+a +b -c", sorted.
QString newsOf(const QString& events)
{
    PresenceBatch batch;
    for (const QString& event : events.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const std::string id = event.mid(1).toStdString();
        event.startsWith(QLatin1Char('+')) ? batch.join(id) : batch.leave(id);
    }
    QStringList news;
    for (const std::string& id : batch.joined())
        news << QLatin1Char('+') + QString::fromStdString(id);
    for (const std::string& id : batch.left())
        news << QLatin1Char('-') + QString::fromStdString(id);
    if (batch.isEmpty() != news.isEmpty())
        return QStringLiteral("isEmpty() lies");
    news.sort();
    return news.join(QLatin1Char(' '));
}

} // namespace

class TestPresenceBatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsStillNews_data();
    void whatIsStillNews();
    void clearedItIsEmpty();
    void isTheDifferenceOfBeforeAndAfter();
};

void TestPresenceBatch::whatIsStillNews_data()
{
    QTest::addColumn<QString>("events");
    QTest::addColumn<QString>("news");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("one came") << "+a"
                              << "+a";
    QTest::newRow("one went") << "-a"
                              << "-a";
    QTest::newRow("came and went") << "+a -a"
                                   << "";
    QTest::newRow("went and came back") << "-a +a"
                                        << "";
    QTest::newRow("came, went and came") << "+a -a +a"
                                         << "+a";
    QTest::newRow("went, came and went") << "-a +a -a"
                                         << "-a";
    QTest::newRow("two at a time") << "+a -b +c -a"
                                   << "+c -b";
}

void TestPresenceBatch::whatIsStillNews()
{
    QFETCH(QString, events);
    QFETCH(QString, news);
    QCOMPARE(newsOf(events), news);
}

void TestPresenceBatch::clearedItIsEmpty()
{
    PresenceBatch batch;
    batch.join("a");
    batch.leave("b");
    batch.clear();
    QVERIFY(batch.isEmpty());
    batch.leave("a"); // no memory of the arrival
    QCOMPARE(batch.left().size(), std::size_t { 1 });
}

void TestPresenceBatch::isTheDifferenceOfBeforeAndAfter()
{
    for (unsigned seed = 1; seed <= 500; ++seed) {
        std::mt19937 random(seed);
        std::set<std::string> before;
        for (char id = 'a'; id < 'k'; ++id)
            if (random() % 2 == 0)
                before.insert(std::string(1, id));
        std::set<std::string> after = before;
        PresenceBatch batch;
        for (int i = 0; i < 60; ++i) {
            const std::string id(1, static_cast<char>('a' + random() % 10));
            if (after.erase(id) > 0) {
                batch.leave(id);
            } else {
                after.insert(id);
                batch.join(id);
            }
        }
        std::set<std::string> joined;
        std::set<std::string> left;
        std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                            std::inserter(joined, joined.end()));
        std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                            std::inserter(left, left.end()));
        QVERIFY(joined == std::set(batch.joined().begin(), batch.joined().end()));
        QVERIFY(left == std::set(batch.left().begin(), batch.left().end()));
    }
}

QTEST_APPLESS_MAIN(TestPresenceBatch)
#include "tst_presencebatch.moc"
