#include "app/client/frameline.h"
#include "app/client/terminaltext.h"
#include <QJsonArray>
#include <QJsonDocument>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

QString text(const QJsonObject& frame, QLatin1StringView key)
{
    return frame.value(key).toString();
}

QString ackLine(const QJsonObject& frame)
{
    const auto recipients = frame.value("recipients"_L1).toInteger();
    return recipients == 1 ? u"Sent to 1 client."_s : u"Sent to %1 clients."_s.arg(recipients);
}

QString sender(const QJsonObject& frame)
{
    return frame.value("from"_L1).isString() ? text(frame, "from"_L1) : u"server"_s;
}

QString lineOf(const QJsonObject& frame)
{
    const QString type = text(frame, "type"_L1);
    if (type == "message"_L1)
        return sender(frame) + u": "_s + dataText(frame.value("data"_L1));
    if (type == "personal"_L1)
        return sender(frame) + u" (only to you): "_s + dataText(frame.value("data"_L1));
    if (type == "ack"_L1)
        return ackLine(frame);
    if (type == "pong"_L1)
        return u"Pong."_s;
    const QString message = text(frame, "message"_L1);
    if (type == "error"_L1)
        return u"Error %1: %2"_s.arg(text(frame, "code"_L1), message);
    if (!message.isEmpty())
        return u"* "_s + message;
    if (type == "disconnect"_L1) // the connection's end is told anyway
        return {};
    return QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact));
}

} // namespace

QString dataText(const QJsonValue& data)
{
    if (data.isString())
        return data.toString();
    // QJsonDocument takes objects and arrays only: unwrap the brackets of an array of one.
    const QByteArray wrapped = QJsonDocument(QJsonArray { data }).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(wrapped.mid(1, wrapped.size() - 2));
}

QString frameLine(const QJsonObject& frame)
{
    return forTerminal(lineOf(frame)).replace(u'\n', u"\n    "_s);
}

} // namespace sluice
