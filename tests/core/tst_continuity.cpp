#include "core/continuity.h"

#include "tests/support/defaultsettings.h"
#include <QTest>

using namespace sluice;

class TestContinuity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutASharedMemoryNoTwoProcessesAgree();
    void theSessionKeyOfTheSettingsHolds();
};

void TestContinuity::withoutASharedMemoryNoTwoProcessesAgree()
{
    const Settings settings = support::defaultSettings();
    Continuity one(settings);
    Continuity two(settings);
    int opened = 0;
    for (Continuity* continuity : { &one, &two })
        continuity->open([&](const std::optional<std::string>& why) { opened += why ? 0 : 1; });
    QCOMPARE(opened, 2);
    QVERIFY(one.sessionKey() != two.sessionKey());
    QVERIFY(one.sessionKey().size() >= 32);
    QVERIFY(one.backplane().epoch() != two.backplane().epoch());
    QVERIFY(one.backplane().past().empty());
    QCOMPARE(one.neighbours().count(), std::uint64_t { 0 });
}

void TestContinuity::theSessionKeyOfTheSettingsHolds()
{
    Settings settings = support::defaultSettings();
    settings.sessionKey = "a key of at least thirty-two octets";
    Continuity continuity(settings);
    continuity.open([](const std::optional<std::string>&) {});
    QCOMPARE(continuity.sessionKey(), settings.sessionKey);
}

QTEST_GUILESS_MAIN(TestContinuity)
#include "tst_continuity.moc"
