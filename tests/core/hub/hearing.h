#pragma once

#include "core/session/frame.h"
#include "core/session/framecodec.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <string>

namespace sluice {

// What one text frame of the server says.
inline std::string textOf(const SharedFrame& frame)
{
    if (!frame)
        return {};
    std::string octets = frame->octets;
    FrameDecoder decoder(1U << 20U, FrameDecoder::Peer::Server);
    std::span<char> input(octets);
    const FrameEvent event = decoder.next(input);
    return event.kind == FrameEvent::Kind::Text ? std::string(event.payload) : "no text frame";
}
inline QJsonObject jsonOf(const SharedFrame& frame)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(textOf(frame))).object();
}
inline QString typeOf(const QJsonObject& message)
{
    return message[QLatin1String("type")].toString();
}
inline QStringList idsIn(const QJsonObject& message, const char* field)
{
    QStringList ids;
    const QJsonArray array = message[QLatin1String(field)].toArray();
    for (const auto& id : array)
        ids << id.toString();
    ids.sort();
    return ids;
}

} // namespace sluice
