#include "core/hub/presencefanout.h"

#include "core/hub/framer.h"
#include "core/hub/presencebatch.h"
#include "core/hub/registry.h"
#include "core/observe/metrics.h"
#include "tests/core/hub/hearing.h"
#include <QTest>
#include <set>

using namespace sluice;

namespace {

struct Bench {
    void connect(const std::string& id, bool textFormat = false, bool isNews = true)
    {
        Arrival arrival;
        arrival.key = { 0, static_cast<std::uint32_t>(registry.size()), 1 };
        arrival.textFormat = textFormat;
        registry.insert(id, arrival, {});
        if (isNews)
            batch.join(id);
    }
    SharedDelivery delivery() { return presenceDelivery(batch, registry, framer, registry.size()); }
    // What this client hears; null: nothing.
    SharedFrame heardBy(const Delivery& delivery, const std::string& id)
    {
        const Registry::Record& record = *registry.find(id);
        for (const auto& [key, frame] : delivery.instead)
            if (key == record.key)
                return frame.in(record.textFormat);
        return delivery.frame.in(record.textFormat);
    }
    QStringList joinedAsHeardBy(const std::string& id)
    {
        return idsIn(jsonOf(heardBy(*delivery(), id)), "joined");
    }

    Registry registry { 1 };
    Metrics metrics;
    Framer framer { registry, metrics };
    PresenceBatch batch;
};

} // namespace

class TestPresenceFanout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSoleNewcomerHearsNothing();
    void newcomersHearOfEachOtherOnly();
    void aNewcomerHearsOfDepartures();
    void idsAreCutAtAHundred();
    void newcomersBeyondTheCutShareOneFrame();
    void textClientsHearSentences();
};

void TestPresenceFanout::aSoleNewcomerHearsNothing()
{
    Bench bench;
    bench.connect("old", false, false);
    bench.connect("new");
    const auto delivery = bench.delivery();
    QVERIFY(!bench.heardBy(*delivery, "new"));
    const QJsonObject heard = jsonOf(bench.heardBy(*delivery, "old"));
    QCOMPARE(typeOf(heard), QStringLiteral("presence"));
    QCOMPARE(idsIn(heard, "joined"), QStringList { QStringLiteral("new") });
    QCOMPARE(heard[QLatin1String("joined_count")].toInt(), 1);
    QCOMPARE(heard[QLatin1String("clients")].toInt(), 2);
}

void TestPresenceFanout::newcomersHearOfEachOtherOnly()
{
    Bench bench;
    bench.connect("anna");
    bench.connect("bert");
    bench.connect("carl");
    const QJsonObject heard = jsonOf(bench.heardBy(*bench.delivery(), "bert"));
    QCOMPARE(idsIn(heard, "joined"),
             (QStringList { QStringLiteral("anna"), QStringLiteral("carl") }));
    QCOMPARE(heard[QLatin1String("joined_count")].toInt(), 2);
    QCOMPARE(heard[QLatin1String("clients")].toInt(), 3);
}

void TestPresenceFanout::aNewcomerHearsOfDepartures()
{
    Bench bench;
    bench.connect("new");
    bench.batch.leave("gone");
    const QJsonObject heard = jsonOf(bench.heardBy(*bench.delivery(), "new"));
    QCOMPARE(idsIn(heard, "left"), QStringList { QStringLiteral("gone") });
    QCOMPARE(idsIn(heard, "joined"), QStringList());
    QCOMPARE(heard[QLatin1String("joined_count")].toInt(-1), 0);
    QCOMPARE(heard[QLatin1String("left_count")].toInt(), 1);
}

void TestPresenceFanout::idsAreCutAtAHundred()
{
    Bench bench;
    bench.connect("old", false, false);
    for (int i = 0; i < 250; ++i) {
        bench.connect("c-" + std::to_string(i));
        bench.batch.leave("g-" + std::to_string(i));
    }
    const QJsonObject heard = jsonOf(bench.heardBy(*bench.delivery(), "old"));
    QCOMPARE(idsIn(heard, "joined").size(), 100);
    QCOMPARE(idsIn(heard, "left").size(), 100);
    QCOMPARE(heard[QLatin1String("joined_count")].toInt(), 250);
    QCOMPARE(heard[QLatin1String("left_count")].toInt(), 250);
}

void TestPresenceFanout::newcomersBeyondTheCutShareOneFrame()
{
    Bench bench;
    for (int i = 0; i < 250; ++i)
        bench.connect("c-" + std::to_string(i));
    const auto delivery = bench.delivery();
    QCOMPARE(delivery->instead.size(), std::size_t { 250 });
    std::set<SharedFrame> different;
    for (int i = 0; i < 250; ++i) {
        const std::string id = "c-" + std::to_string(i);
        const SharedFrame frame = bench.heardBy(*delivery, id);
        different.insert(frame);
        const QJsonObject heard = jsonOf(frame);
        QVERIFY(!idsIn(heard, "joined").contains(QString::fromStdString(id)));
        QCOMPARE(heard[QLatin1String("joined_count")].toInt(), 249);
    }
    QCOMPARE(different.size(), std::size_t { 101 });
}

void TestPresenceFanout::textClientsHearSentences()
{
    Bench bench;
    bench.connect("reader", true, false);
    bench.connect("anna");
    bench.connect("bert", true);
    const auto delivery = bench.delivery();
    QCOMPARE(textOf(bench.heardBy(*delivery, "reader")).front() == '{', false);
    QCOMPARE(textOf(bench.heardBy(*delivery, "bert")).front() == '{', false);
    QCOMPARE(textOf(bench.heardBy(*delivery, "anna")).front(), '{');
}

QTEST_APPLESS_MAIN(TestPresenceFanout)
#include "tst_presencefanout.moc"
