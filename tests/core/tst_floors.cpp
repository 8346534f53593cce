// The house rules that a compiler does not know: which floor may include which, and what is not
// written here at all.
#include "tests/support/sourcefiles.h"
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

using namespace sluice;

namespace {

// Values and pure functions: floor 0. What else is in core/'s folders is a station.
const QStringList values {
    QStringLiteral("core/text/"),
    QStringLiteral("core/settings/"),
    QStringLiteral("core/runtime/backoff."),
    QStringLiteral("core/runtime/clock."),
    QStringLiteral("core/runtime/mutedthread."),
    QStringLiteral("core/observe/eventlog."),
    QStringLiteral("core/observe/logbacklog."),
    QStringLiteral("core/observe/logdescriptor."),
    QStringLiteral("core/observe/loglevel."),
    QStringLiteral("core/observe/logsink."),
    QStringLiteral("core/observe/logtap."),
    QStringLiteral("core/observe/writergate."),
    QStringLiteral("core/net/acceptpace."),
    QStringLiteral("core/net/httphead."),
    QStringLiteral("core/net/headparser."),
    QStringLiteral("core/net/forwardedfor."),
    QStringLiteral("core/net/helloguard."),
    QStringLiteral("core/net/proxyheader."),
    QStringLiteral("core/net/socketaddress."),
    QStringLiteral("core/net/subnet."),
    QStringLiteral("core/http/request."),
    QStringLiteral("core/http/response."),
    QStringLiteral("core/http/jsonbody."),
    QStringLiteral("core/http/upgradepath."),
    QStringLiteral("core/session/frame"),
    QStringLiteral("core/session/deflate"),
    QStringLiteral("core/session/inflater."),
    QStringLiteral("core/session/closereason."),
    QStringLiteral("core/session/sessionkey."),
    QStringLiteral("core/hub/command."),
    QStringLiteral("core/hub/message."),
    QStringLiteral("core/hub/presencebatch."),
    QStringLiteral("core/hub/sentences."),
    QStringLiteral("core/hub/wire."),
    QStringLiteral("core/drain/drainplan."),
    QStringLiteral("core/drain/drainfields."),
    QStringLiteral("core/drain/drainjson."),
    QStringLiteral("core/drain/drainport."),
    QStringLiteral("core/drain/drainrules."),
    QStringLiteral("core/drain/evictionpace."),
    QStringLiteral("core/drain/drainstate."),
    QStringLiteral("core/cluster/clientchanges."),
    QStringLiteral("core/cluster/idempotencykeys."),
    QStringLiteral("core/cluster/neighbourmap."),
    QStringLiteral("core/cluster/redisentry."),
    QStringLiteral("core/cluster/redisnames."),
    QStringLiteral("core/cluster/redisreply."),
    QStringLiteral("core/cluster/redisurl."),
    QStringLiteral("core/cluster/takeoverfields."),
    QStringLiteral("core/cluster/takeoverwire."),
    QStringLiteral("core/auth/"),
    QStringLiteral("core/admin/adminrequest."),
    QStringLiteral("core/admin/adminwire."),
    QStringLiteral("core/admin/clientrow."),
    QStringLiteral("core/admin/dirtyset."),
    QStringLiteral("core/admin/tableview."),
};
const QStringList assembly {
    QStringLiteral("core/continuity."),      QStringLiteral("core/handover."),
    QStringLiteral("core/predecessorwait."), QStringLiteral("core/server."),
    QStringLiteral("core/serverhost."),      QStringLiteral("core/ioworker."),
    QStringLiteral("core/hubdesk."),         QStringLiteral("core/reloader."),
    QStringLiteral("core/renewal."),         QStringLiteral("core/lobbies."),
};

bool beginsWithAny(const QString& path, const QStringList& beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const QString& beginning) { return path.startsWith(beginning); });
}

int floorOf(const QString& path)
{
    if (path.startsWith(QLatin1String("app/")) || path.startsWith(QLatin1String("bench/")))
        return 4;
    if (path.startsWith(QLatin1String("gui/")))
        return 3;
    if (beginsWithAny(path, assembly))
        return 2;
    return beginsWithAny(path, values) ? 0 : 1;
}

// Everything in one file that breaks a rule, a sentence each. On a floor one may include one's
// neighbours, above it nothing.
QStringList offences(const QString& path, const QString& text)
{
    static const QRegularExpression ours(QStringLiteral("#include \"((?:app|gui|core)/[^\"]+)\""));
    static const QRegularExpression graphical(
        QStringLiteral("#include <(?:Qt(?:Widgets|Gui|Charts)|QApplication|QGui|QWidget|QMainWindow"
                       "|QDialog|QPainter|QImage|QPixmap|QIcon|QColor|QFont|QAction|QWindow)"));
    static const QRegularExpression singleton(QStringLiteral("\\b(?!Q[A-Z])\\w+::instance\\(\\)"));
    static const QRegularExpression sender(QStringLiteral("\\bsender\\s*\\(\\s*\\)"));
    constexpr qsizetype mostLines = 400;

    QStringList found;
    for (auto match = ours.globalMatch(text); match.hasNext();)
        if (const QString included = match.next().captured(1); floorOf(included) > floorOf(path))
            found << QStringLiteral("%1, floor %2, includes %3, floor %4")
                         .arg(path)
                         .arg(floorOf(path))
                         .arg(included)
                         .arg(floorOf(included));
    if (path.startsWith(QLatin1String("core/")) && text.contains(graphical))
        found << path + QStringLiteral(" includes Widgets or Gui");
    if (text.contains(singleton))
        found << path + QStringLiteral(" asks for a singleton");
    if (text.contains(sender))
        found << path + QStringLiteral(" asks who sent a signal");
    if (const qsizetype lines = text.count(QLatin1Char('\n')); lines > mostLines)
        found << QStringLiteral("%1 has %2 lines").arg(path).arg(lines);
    return found;
}

} // namespace

class TestFloors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theRulesFindWhatBreaksThem_data();
    void theRulesFindWhatBreaksThem();
    void theHouseKeepsItsRules();
    void everyListedFileIsThere();
};

void TestFloors::theRulesFindWhatBreaksThem_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    const auto row = [](const char* name, const char* path, const char* text, int count) {
        QTest::newRow(name) << QString::fromLatin1(path) << QString::fromLatin1(text) << count;
    };
    row("a station may know a value", "core/hub/shard.h", "#include \"core/hub/wire.h\"", 0);
    row("a value no station", "core/hub/wire.cpp", "#include \"core/hub/shard.h\"", 1);
    row("a station not the assembly", "core/hub/shard.h", "#include \"core/server.h\"", 1);
    row("the assembly may know stations", "core/server.h", "#include \"core/hub/shard.h\"", 0);
    row("the server not the console", "core/server.h", "#include \"gui/mainwindow.h\"", 1);
    row("the console not the application", "gui/mainwindow.h", "#include \"app/action.h\"", 1);
    row("the application everything", "app/main.cpp", "#include \"core/serverhost.h\"", 0);
    row("a yardstick everything", "bench/x.cpp", "#include \"gui/mainwindow.h\"", 0);
    row("no widgets in core", "core/server.cpp", "#include <QtWidgets/QLabel>", 1);
    row("no Gui in core", "core/server.cpp", "#include <QGuiApplication>", 1);
    row("Core is fine", "core/server.cpp", "#include <QCoreApplication>", 0);
    row("no singletons of ours", "core/server.cpp", "Metrics::instance()", 1);
    row("Qt's may be asked", "core/server.cpp", "QCoreApplication::instance()", 0);
    row("nobody asks for the sender", "gui/x.cpp", "auto* who = sender();", 1);
    QTest::newRow("400 lines") << QStringLiteral("core/x.cpp") << QString(400, QLatin1Char('\n'))
                               << 0;
    QTest::newRow("401 lines") << QStringLiteral("core/x.cpp") << QString(401, QLatin1Char('\n'))
                               << 1;
}

void TestFloors::theRulesFindWhatBreaksThem()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(int, count);
    QCOMPARE(offences(path, text).size(), qsizetype { count });
}

void TestFloors::theHouseKeepsItsRules()
{
    const QDir root(QStringLiteral(SLUICE_SOURCE_DIR));
    QStringList found;
    const int files = support::eachSourceFile(
        root, { "app", "gui", "core", "bench" },
        [&](const QString& path, const QString& text) { found << offences(path, text); });
    QVERIFY(files > 100);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestFloors::everyListedFileIsThere()
{
    const QDir root(QStringLiteral(SLUICE_SOURCE_DIR));
    for (const QString& beginning : values + assembly) {
        const QFileInfo place(root.filePath(beginning));
        const bool isFolder = beginning.endsWith(QLatin1Char('/')) && place.isDir();
        const QStringList matches
            = QDir(place.path()).entryList({ place.fileName() + QLatin1Char('*') }, QDir::Files);
        QVERIFY2(isFolder || !matches.isEmpty(), qPrintable(beginning));
    }
}

QTEST_APPLESS_MAIN(TestFloors)
#include "tst_floors.moc"
