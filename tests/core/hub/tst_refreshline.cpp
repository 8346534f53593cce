#include "core/hub/refreshline.h"

#include "core/runtime/mailbox.h"
#include <QCoreApplication>
#include <QTest>
#include <string>
#include <vector>

using namespace sluice;

class TestRefreshLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void oneATurnInTheOrderOfAsking();
    void whoComesWhileOneIsCheckedIsNotForgotten();
    void whoHasLeftTakesNoTurn();

private:
    void turn() { QCoreApplication::processEvents(); }

    std::vector<std::string> m_checked;
};

void TestRefreshLine::init()
{
    m_checked.clear();
}

void TestRefreshLine::oneATurnInTheOrderOfAsking()
{
    Mailbox loop;
    loop.attach();
    RefreshLine line(loop, [this](SessionKey key, const command::Refresh& refresh) {
        m_checked.push_back(std::to_string(key.slot) + refresh.token);
        return true;
    });
    std::vector<std::string> expected;
    for (std::uint32_t slot = 1; slot <= 3; ++slot) {
        for (const char* token : { "a", "b" }) {
            line.add({ 0, slot, 1 }, { token, {} });
            expected.push_back(std::to_string(slot) + token);
        }
    }
    QVERIFY(m_checked.empty()); // not in the turn that hears them
    std::size_t before = 0;
    while (m_checked.size() < expected.size()) {
        turn();
        QVERIFY(m_checked.size() <= before + 1);
        before = m_checked.size();
    }
    QVERIFY(m_checked == expected);
}

void TestRefreshLine::whoComesWhileOneIsCheckedIsNotForgotten()
{
    Mailbox loop;
    loop.attach();
    RefreshLine* asked = nullptr;
    RefreshLine line(loop, [&](SessionKey key, const command::Refresh& refresh) {
        m_checked.push_back(refresh.token);
        if (m_checked.size() == 1)
            asked->add(key, { "again", {} });
        return true;
    });
    asked = &line;
    line.add({ 0, 1, 1 }, { "first", {} });
    QTRY_VERIFY(m_checked == std::vector<std::string>({ "first", "again" }));
}

void TestRefreshLine::whoHasLeftTakesNoTurn()
{
    Mailbox loop;
    loop.attach();
    RefreshLine line(loop, [this](SessionKey key, const command::Refresh& refresh) {
        m_checked.push_back(refresh.token);
        return key.slot != 0;
    });
    for (const std::uint32_t slot : { 0U, 0U, 0U, 1U, 2U })
        line.add({ 0, slot, 1 }, { std::to_string(slot), {} });
    while (m_checked.empty())
        turn();
    QVERIFY(m_checked == std::vector<std::string>({ "0", "0", "0", "1" }));
    QTRY_COMPARE(m_checked.size(), std::size_t { 5 });
}

QTEST_GUILESS_MAIN(TestRefreshLine)
#include "tst_refreshline.moc"
