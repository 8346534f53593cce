#include "app/client/clienttable.h"
#include "app/client/terminaltext.h"
#include <QJsonObject>
#include <QStringList>
#include <array>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

using Row = std::array<QString, 4>;
constexpr std::array<qsizetype, 3> narrowest { 16, 21, 24 }; // the last column needs no width

QString line(const Row& row)
{
    QString out;
    for (std::size_t i = 0; i < narrowest.size(); ++i)
        out += row.at(i).leftJustified(narrowest.at(i)) + u"  "_s;
    out += row.back();
    while (out.endsWith(u' '))
        out.chop(1);
    return out;
}

QString cell(const QJsonObject& client, QLatin1StringView key)
{
    return forTerminal(client.value(key).toString()).simplified();
}

} // namespace

QString clientTable(const QJsonArray& clients, bool withHeading)
{
    QStringList lines;
    if (withHeading)
        lines << line({ u"CLIENT"_s, u"ADDRESS"_s, u"CONNECTED"_s, u"USER AGENT"_s });
    for (const auto& value : clients) {
        const QJsonObject client = value.toObject();
        const QString port = QString::number(client.value("port"_L1).toInteger());
        lines << line({ cell(client, "id"_L1), cell(client, "peer"_L1) + u':' + port,
                        cell(client, "connected_at"_L1), cell(client, "user_agent"_L1) });
    }
    return lines.join(u'\n');
}

} // namespace sluice
