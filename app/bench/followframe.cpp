#include "app/bench/followframe.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <utility>

namespace sluice::bench {

namespace {

QJsonObject objectOf(std::string_view text)
{
    return QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())))
        .object();
}

std::string textOf(const QJsonObject& object, QLatin1String name)
{
    return object.value(name).toString().toStdString();
}

std::chrono::milliseconds reconnectIn(const QJsonObject& object)
{
    return std::chrono::milliseconds(object.value(QLatin1String("reconnect_in_ms")).toInteger());
}

} // namespace

FrameKind frameKindOf(std::string_view text)
{
    constexpr std::string_view key = "\"type\":\"";
    constexpr std::array<std::pair<std::string_view, FrameKind>, 7> kinds {
        { { "message", FrameKind::Message },
          { "personal", FrameKind::Message },
          { "welcome", FrameKind::Welcome },
          { "drain", FrameKind::Drain },
          { "drain_cancelled", FrameKind::DrainCancelled },
          { "disconnect", FrameKind::Disconnect },
          { "gap", FrameKind::Gap } }
    };
    const auto at = text.find(key); // Sluice writes it first, before anybody's data
    if (at == std::string_view::npos)
        return FrameKind::Other;
    text.remove_prefix(at + key.size());
    const auto type = text.substr(0, text.find('"'));
    for (const auto& [name, kind] : kinds)
        if (name == type)
            return kind;
    return FrameKind::Other;
}

std::optional<WelcomeFrame> readWelcome(std::string_view text)
{
    const QJsonObject frame = objectOf(text);
    const QJsonValue offset = frame.value(QLatin1String("offset"));
    WelcomeFrame welcome { textOf(frame, QLatin1String("client_id")),
                           textOf(frame, QLatin1String("session")),
                           textOf(frame, QLatin1String("node")),
                           textOf(frame, QLatin1String("epoch")),
                           static_cast<std::uint64_t>(offset.toInteger()),
                           frame.value(QLatin1String("recovered")).toBool() };
    if (!offset.isDouble() || welcome.id.empty() || welcome.epoch.empty())
        return std::nullopt;
    return welcome;
}

DrainFrame readDrain(std::string_view text)
{
    const QJsonObject frame = objectOf(text);
    return { textOf(frame, QLatin1String("deadline")), reconnectIn(frame) };
}

DisconnectFrame readDisconnect(std::string_view text)
{
    const QJsonObject frame = objectOf(text);
    return { textOf(frame, QLatin1String("reason")),
             frame.value(QLatin1String("reconnect")).toBool(true), reconnectIn(frame) };
}

} // namespace sluice::bench
