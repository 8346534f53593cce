// Takes pictures of the console's window: obeys the orders on its standard input, one JSON object a
// line, and answers each with one. QT_SCALE_FACTOR is the ratio of the pictures.
#include "core/observe/eventlog.h"
#include "tests/gui/album/contactsheet.h"
#include "tests/gui/album/studio.h"

#include <QApplication>
#include <QJsonDocument>
#include <QSocketNotifier>
#include <cstdio>
#include <unistd.h>

using namespace sluice;
using namespace sluice::support;

namespace {

QJsonObject sheet(const QDir& folder, const QJsonObject& order)
{
    const QString why = makeContactSheet(folder, order[QLatin1String("groups")].toArray(),
                                         order[QLatin1String("columns")].toArray(),
                                         order[QLatin1String("file")].toString());
    return why.isEmpty() ? QJsonObject() : QJsonObject { { QStringLiteral("error"), why } };
}

QJsonObject obey(Studio& studio, const QDir& folder, const QJsonObject& order)
{
    const QString what = order[QLatin1String("do")].toString();
    if (what == QLatin1String("open"))
        return studio.open(order);
    if (what == QLatin1String("await"))
        return studio.await(order);
    if (what == QLatin1String("select"))
        return studio.select(order);
    if (what == QLatin1String("shoot"))
        return studio.shoot(order);
    if (what == QLatin1String("sheet"))
        return sheet(folder, order);
    return { { QStringLiteral("error"), QStringLiteral("%1 is no order").arg(what) } };
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    if (argc != 2) {
        std::fputs("usage: photographer FOLDER\n", stderr);
        return 2;
    }
    eventlog::configure({ LogLevel::Error, LogFormat::Text, STDERR_FILENO });
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    Studio studio(folder);
    QByteArray heard;
    QSocketNotifier orders(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&orders, &QSocketNotifier::activated, &application, [&] {
        char buffer[65536];
        const auto count = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (count <= 0)
            return QApplication::quit();
        heard.append(buffer, count);
        orders.setEnabled(false); // an order may let events through
        for (auto end = heard.indexOf('\n'); end >= 0; end = heard.indexOf('\n')) {
            const auto order = QJsonDocument::fromJson(heard.left(end)).object();
            heard.remove(0, end + 1);
            const QByteArray answer
                = QJsonDocument(obey(studio, folder, order)).toJson(QJsonDocument::Compact);
            std::printf("%s\n", answer.constData());
            std::fflush(stdout);
        }
        orders.setEnabled(true);
    });
    return QApplication::exec();
}
