#include "app/client/drainwatch.h"
#include "core/admin/adminlink.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <memory>

using namespace sluice;
using namespace Qt::StringLiterals;

namespace {

QJsonObject object(const char* json)
{
    return QJsonDocument::fromJson(json).object();
}

// The other end of the line is the test.
class FakeLink final : public AdminLink {
public:
    void open() override { isOpen = true; }
    void send(const QJsonObject& message) override { sent << message; }
    void hear(const char* json) { Q_EMIT received(object(json)); }
    void hang(const QString& why) { Q_EMIT closed(End::Lost, why); }

    bool isOpen = false;
    QList<QJsonObject> sent;
};

} // namespace

class TestDrainWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void subscribesBeforeItOrders();
    void tellsWhetherItJoined();
    void followsToTheEnd_data();
    void followsToTheEnd();
    void emptyServerMayBeGoneAtOnce();
    void servingBeforeTheOrderIsNoCancel();
    void cancelIsTold();
    void refusalIsTold();
    void misunderstandingIsTold();
    void lostConnectionIsTold_data();
    void lostConnectionIsTold();
    void whatComesBehindTheEndIsNothing();

private:
    void begin();

    std::unique_ptr<FakeLink> m_link;
    std::unique_ptr<DrainWatch> m_watch;
    std::unique_ptr<QSignalSpy> m_begun;
    std::unique_ptr<QSignalSpy> m_changed;
    std::unique_ptr<QSignalSpy> m_cancelled;
    std::unique_ptr<QSignalSpy> m_drained;
    std::unique_ptr<QSignalSpy> m_failed;
};

void TestDrainWatch::init()
{
    m_link = std::make_unique<FakeLink>();
    m_watch = std::make_unique<DrainWatch>(
        *m_link, QJsonObject { { u"timeout_s"_s, 60 }, { u"reason"_s, u"test"_s } });
    m_begun = std::make_unique<QSignalSpy>(m_watch.get(), &DrainWatch::begun);
    m_changed = std::make_unique<QSignalSpy>(m_watch.get(), &DrainWatch::changed);
    m_cancelled = std::make_unique<QSignalSpy>(m_watch.get(), &DrainWatch::cancelled);
    m_drained = std::make_unique<QSignalSpy>(m_watch.get(), &DrainWatch::drained);
    m_failed = std::make_unique<QSignalSpy>(m_watch.get(), &DrainWatch::failed);
    m_watch->start();
}

void TestDrainWatch::begin()
{
    m_link->hear(R"({"type":"hello","role":"operator"})");
    m_link->hear(R"({"type":"drain","state":"Serving"})");
    m_link->hear(R"({"type":"result","ref":"drain","ok":true,"joined":false,"adjustments":[],
                     "drain":{"state":"Draining","remaining":2}})");
}

void TestDrainWatch::subscribesBeforeItOrders()
{
    QVERIFY(m_link->isOpen);
    QVERIFY(m_link->sent.isEmpty());
    m_link->hear(R"({"type":"hello"})");
    QCOMPARE(m_link->sent.size(), 2);
    QCOMPARE(m_link->sent[0], object(R"({"type":"subscribe","topics":["drain"]})"));
    QCOMPARE(m_link->sent[1], object(R"({"type":"command","do":"drain","ref":"drain",
                                         "timeout_s":60,"reason":"test"})"));
}

void TestDrainWatch::tellsWhetherItJoined()
{
    m_link->hear(R"({"type":"hello"})");
    m_link->hear(R"({"type":"result","ref":"drain","ok":true,"joined":true,
                     "adjustments":["Less."],"drain":{"state":"Evicting"}})");
    QCOMPARE(m_begun->size(), 1);
    QCOMPARE(m_begun->at(0).at(0).toBool(), true);
    QCOMPARE(m_begun->at(0).at(1).toStringList(), QStringList(u"Less."_s));
    QCOMPARE(m_changed->size(), 1);
}

void TestDrainWatch::followsToTheEnd_data()
{
    QTest::addColumn<int>("exitCode");
    QTest::newRow("drained") << 0;
    QTest::newRow("forced") << 3;
}

void TestDrainWatch::followsToTheEnd()
{
    QFETCH(int, exitCode);
    begin();
    m_link->hear(R"({"type":"drain","state":"Draining","remaining":1})");
    const QByteArray last = R"({"type":"drain","state":"Finished","initial":2,"exit_code":)"
        + QByteArray::number(exitCode) + '}';
    m_link->hear(last.constData());
    m_link->hear(R"({"type":"bye","expected":true})");
    m_link->hang(u"the server is gone"_s);
    QCOMPARE(m_changed->size(), 2);
    QCOMPARE(m_drained->size(), 1);
    QCOMPARE(m_drained->at(0).at(1).toInt(), exitCode);
    QCOMPARE(m_failed->size() + m_cancelled->size(), 0);
}

void TestDrainWatch::emptyServerMayBeGoneAtOnce()
{
    m_link->hear(R"({"type":"hello"})");
    m_link->hear(R"({"type":"drain","state":"Finished","exit_code":0})");
    m_link->hang(u"gone"_s);
    QCOMPARE(m_drained->size(), 1);
    QCOMPARE(m_failed->size(), 0);
}

void TestDrainWatch::servingBeforeTheOrderIsNoCancel()
{
    begin();
    QCOMPARE(m_cancelled->size(), 0);
    QCOMPARE(m_changed->size(), 1);
}

void TestDrainWatch::cancelIsTold()
{
    begin();
    m_link->hear(R"({"type":"drain","state":"Serving"})");
    m_link->hang(u"left"_s);
    QCOMPARE(m_cancelled->size(), 1);
    QCOMPARE(m_failed->size() + m_drained->size(), 0);
}

void TestDrainWatch::refusalIsTold()
{
    m_link->hear(R"({"type":"hello","role":"viewer"})");
    m_link->hear(R"({"type":"result","ref":"another","ok":false,"message":"not this"})");
    QCOMPARE(m_failed->size(), 0);
    m_link->hear(R"({"type":"result","ref":"drain","ok":false,"code":"permission_denied",
                     "message":"A viewer may not."})");
    QCOMPARE(m_failed->size(), 1);
    QCOMPARE(m_failed->at(0).at(0).toString(), u"The server refused: A viewer may not."_s);
    QCOMPARE(m_begun->size(), 0);
}

void TestDrainWatch::misunderstandingIsTold()
{
    m_link->hear(R"({"type":"hello"})");
    m_link->hear(R"({"type":"error","code":"bad_request","message":"No such topic."})");
    QVERIFY(m_failed->at(0).at(0).toString().contains(u"No such topic."_s));
}

void TestDrainWatch::lostConnectionIsTold_data()
{
    QTest::addColumn<bool>("begun");
    QTest::addColumn<QString>("says");
    QTest::newRow("before") << false << u"No connection: it broke."_s;
    QTest::newRow("meanwhile") << true
                               << u"The connection was lost before the drain's end: it broke."_s;
}

void TestDrainWatch::lostConnectionIsTold()
{
    QFETCH(bool, begun);
    QFETCH(QString, says);
    if (begun)
        begin();
    m_link->hang(u"it broke"_s);
    QCOMPARE(m_failed->size(), 1);
    QCOMPARE(m_failed->at(0).at(0).toString(), says);
    QCOMPARE(m_drained->size() + m_cancelled->size(), 0);
}

void TestDrainWatch::whatComesBehindTheEndIsNothing()
{
    begin();
    m_link->hear(R"({"type":"drain","state":"Serving"})");
    m_link->hear(R"({"type":"drain","state":"Draining"})");
    m_link->hear(R"({"type":"drain","state":"Finished","exit_code":0})");
    QCOMPARE(m_cancelled->size(), 1);
    QCOMPARE(m_changed->size(), 1);
    QCOMPARE(m_drained->size(), 0);
}

QTEST_GUILESS_MAIN(TestDrainWatch)
#include "tst_drainwatch.moc"
