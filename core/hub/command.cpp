#include "core/hub/command.h"

#include "core/text/jsoncopy.h"
#include "core/text/jsonvalue.h"
#include "core/text/jsonwriter.h"
#include <QJsonDocument>
#include <QJsonObject>

namespace sluice {

namespace {

constexpr qsizetype maxRefLength = 64;

QJsonDocument parse(std::string_view text, QJsonParseError& error)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || text[first] != '{')
        return {}; // spares plain text the parser
    return QJsonDocument::fromJson(
        QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())), &error);
}

// A command that the parser gives up on, for its depth or a number out of range. Said to everyone
// as plain text, it would tell all what was meant for one.
bool isUnreadableCommand(std::string_view text, const QJsonParseError& error)
{
    return error.error == QJsonParseError::DeepNesting
        || (error.error != QJsonParseError::NoError
            && copyJsonMember(text, "type").value_or("").starts_with('"'));
}

Command parseSay(std::string_view text, const QJsonObject& object, std::string ref)
{
    const QJsonValue data = object.value(QLatin1String("data"));
    const QJsonValue to = object.value(QLatin1String("to"));
    const bool addressed = to.isString() && !to.toString().isEmpty();
    if (data.isUndefined() || !(to.isUndefined() || to.isNull() || addressed))
        return command::Rejected { "bad_request", std::move(ref) };
    // As it was written; where the parser was more lenient than the RFC, as the parser understood
    // it.
    auto written = copyJsonMember(text, "data");
    return command::Say { to.toString().toStdString(),
                          written ? *std::move(written) : jsonText(data), std::move(ref) };
}

} // namespace

Command parseCommand(std::string_view text)
{
    if (text == "test" || text == "ping")
        return command::AskStatus {};
    QJsonParseError error {};
    const QJsonObject object = parse(text, error).object();
    const QJsonValue type = object.value(QLatin1String("type"));
    if (isUnreadableCommand(text, error))
        return command::Rejected { "bad_request", {} };
    if (!type.isString())
        return command::Say { {}, jsonString(text), {} };

    const QJsonValue ref = object.value(QLatin1String("ref"));
    const bool refGiven = !ref.isUndefined() && !ref.isNull();
    if (refGiven && (!ref.isString() || ref.toString().size() > maxRefLength))
        return command::Rejected { "bad_request", {} };
    std::string reference = ref.toString().toStdString();

    const QString verb = type.toString();
    if (verb == QLatin1String("message"))
        return parseSay(text, object, std::move(reference));
    if (verb == QLatin1String("ping"))
        return command::Ping { std::move(reference) };
    if (verb == QLatin1String("refresh")) {
        const QJsonValue token = object.value(QLatin1String("token"));
        if (!token.isString())
            return command::Rejected { "bad_request", std::move(reference) };
        return command::Refresh { token.toString().toStdString(), std::move(reference) };
    }
    return command::Rejected { "unknown_type", std::move(reference) };
}

} // namespace sluice
