// Saying something to connections, from the menu to what came of it.
#include "gui/messages/messagedialog.h"
#include "tests/gui/stage.h"

#include "gui/look/appearance.h"
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>

using namespace sluice;
using namespace sluice::support;

namespace {

// The stage with a dialog open to write in.
class Desk : public Stage {
public:
    void choose(std::initializer_list<int> clients)
    {
        table().sortByColumn(0, Qt::AscendingOrder);
        for (const int row : clients)
            table().selectionModel()->select(table().model()->index(row, 0),
                                             QItemSelectionModel::Select
                                                 | QItemSelectionModel::Rows);
    }
    void open(const char* action) const
    {
        this->action(QString::fromUtf8(action))->trigger();
        QVERIFY(dialog());
    }
    MessageDialog* dialog() const { return find<MessageDialog>(); }
    bool says(const char* sentence) const
    {
        const auto labels = dialog()->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [sentence](const QLabel* label) {
            return label->text() == QString::fromUtf8(sentence);
        });
    }
    void write(const char* text) const
    {
        find<QPlainTextEdit>(QStringLiteral("text"))->setPlainText(QString::fromUtf8(text));
    }
    void asJson() const { find<QComboBox>(QStringLiteral("format"))->setCurrentIndex(1); }
    bool maySend() const { return find<QAbstractButton>(QStringLiteral("send"))->isEnabled(); }
    // Answers the commands in the order in which they were sent.
    void answerAll(std::initializer_list<QJsonObject> results)
    {
        QStringList refs;
        for (const QJsonObject& sent : scene.link().sent())
            if (sent[QLatin1String("do")].toString() == QLatin1String("message"))
                refs << sent[QLatin1String("ref")].toString();
        QCOMPARE(refs.size(), static_cast<qsizetype>(results.size()));
        for (QJsonObject result : results) {
            result.insert(QStringLiteral("type"), QStringLiteral("result"));
            result.insert(QStringLiteral("ref"), refs.takeFirst());
            scene.link().say(result);
        }
    }
};

QJsonObject refusal(const char* code, const char* why)
{
    return { { QStringLiteral("ok"), false },
             { QStringLiteral("code"), QLatin1String(code) },
             { QStringLiteral("message"), QLatin1String(why) } };
}

const QJsonObject yes { { QStringLiteral("ok"), true }, { QStringLiteral("recipients"), 1 } };

} // namespace

class TestMessages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(appearance::Scheme::Light); }
    void aMessageGoesToThoseThatWereChosen();
    void failuresAreTold();
    void nobodyAnswersWithoutALine();
    void aBroadcastCountsItsRecipients();
    void jsonIsCheckedWhileItIsWritten();
    void whatIsTooLargeIsNotSent();
    void escSendsNothing();
    void aViewerMayNotSpeak();
};

void TestMessages::aMessageGoesToThoseThatWereChosen()
{
    Desk desk;
    desk.choose({ 3, 5, 7, 9 });
    desk.open("Message…");
    QVERIFY(desk.says("c-00003, c-00005, c-00007 and 1 more"));
    desk.table().clearSelection();
    desk.write("Сервер перезапуститься о 14:00");
    desk.press(QStringLiteral("send"));
    QStringList ids;
    for (const QJsonObject& sent : desk.scene.link().sent())
        if (sent[QLatin1String("do")].toString() == QLatin1String("message")) {
            ids << sent[QLatin1String("id")].toString();
            QCOMPARE(sent[QLatin1String("data")].toString(),
                     QStringLiteral("Сервер перезапуститься о 14:00"));
        }
    QCOMPARE(ids,
             QStringList({ ConsoleScene::id(3), ConsoleScene::id(5), ConsoleScene::id(7),
                           ConsoleScene::id(9) }));
    desk.answerAll({ yes, refusal("bad_request", "No such client is connected."), yes, yes });
    QCOMPARE(desk.message(), QStringLiteral("Delivered to 3 connections. 1 had left already."));
}

void TestMessages::failuresAreTold()
{
    Desk desk;
    desk.choose({ 0, 1 });
    desk.open("Message…");
    desk.write("hello");
    desk.press(QStringLiteral("send"));
    desk.answerAll({ yes, refusal("not_available", "Messages cannot be taken just now.") });
    QCOMPARE(desk.message(),
             QStringLiteral("Delivered to 1 connection. 1 did not get it. The server said no: "
                            "Messages cannot be taken just now."));
}

void TestMessages::nobodyAnswersWithoutALine()
{
    Desk desk;
    desk.choose({ 0, 1 });
    desk.open("Message…");
    desk.write("hello");
    desk.press(QStringLiteral("send"));
    desk.scene.link().lose();
    QVERIFY2(desk.message().startsWith(QStringLiteral("2 did not get it.")),
             qPrintable(desk.message()));
}

void TestMessages::aBroadcastCountsItsRecipients()
{
    Desk desk;
    desk.open("Broadcast…");
    QVERIFY(desk.says("everyone on node-2: 20 connections now"));
    desk.scene.leave(0, 3);
    desk.scene.stats(17);
    QVERIFY(desk.says("everyone on node-2: 17 connections now"));
    desk.asJson();
    desk.write("{\"kind\": \"notice\"}");
    desk.press(QStringLiteral("send"));
    QCOMPARE(desk.sent("broadcast")[QLatin1String("data")].toObject(),
             QJsonObject({ { QStringLiteral("kind"), QStringLiteral("notice") } }));
    desk.scene.link().answer(
        "broadcast", { { QStringLiteral("ok"), true }, { QStringLiteral("recipients"), 17 } });
    QCOMPARE(desk.message(), QStringLiteral("Delivered to 17 connections."));
}

void TestMessages::jsonIsCheckedWhileItIsWritten()
{
    Desk desk;
    desk.open("Broadcast…");
    QVERIFY(!desk.maySend());
    desk.write("{\"a\" 1}");
    QVERIFY(desk.maySend()); // as a text
    desk.asJson();
    QVERIFY(!desk.maySend());
    QVERIFY(desk.says("This is no JSON. Line 1, column 6: a colon is missing."));
    desk.write("{\"a\": 1}");
    QVERIFY(desk.maySend());
}

void TestMessages::whatIsTooLargeIsNotSent()
{
    Desk desk;
    desk.scene.link().say(R"({"type":"hello","node":"node-2","boot_id":"b1","role":"operator",
        "limits":{"request_bytes":1536}})");
    desk.open("Broadcast…");
    desk.write(QByteArray(1000, 'x').constData());
    QVERIFY(desk.says("1,002 B of 1 KiB") || desk.says("1,002 B of 1.0 KiB"));
    QVERIFY(desk.maySend());
    desk.write(QByteArray(1100, 'x').constData());
    QVERIFY(!desk.maySend());
}

void TestMessages::escSendsNothing()
{
    Desk desk;
    desk.open("Broadcast…");
    desk.write("hello");
    QTest::keyClick(desk.dialog(), Qt::Key_Escape);
    QVERIFY(desk.sent("broadcast").isEmpty());
}

void TestMessages::aViewerMayNotSpeak()
{
    Desk desk;
    desk.scene.hello("viewer");
    desk.table().selectAll();
    desk.window->refresh();
    QVERIFY(!desk.action(QStringLiteral("Message…"))->isEnabled());
    QVERIFY(!desk.action(QStringLiteral("Broadcast…"))->isEnabled());
}

QTEST_MAIN(TestMessages)
#include "tst_messages.moc"
