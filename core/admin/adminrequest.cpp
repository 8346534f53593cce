#include "core/admin/adminrequest.h"

#include "core/drain/drainfields.h"
#include "core/text/jsoncopy.h"
#include "core/text/jsonvalue.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <cmath>
#include <utility>

namespace sluice {

using namespace adminrequest;

namespace {

constexpr qsizetype maxRefLength = 64; // characters
constexpr int slowest = 1;
constexpr int fastest = 10;

using OrderOrWhy = std::variant<Order, std::string>;

std::string quoted(const QString& text)
{
    constexpr qsizetype longest = 60;
    return jsonText(text.left(longest));
}

AdminRequest parseSubscribe(const QJsonObject& object)
{
    Subscribe subscribe;
    const QJsonValue topics = object.value(QLatin1String("topics"));
    if (!topics.isArray())
        return Nonsense { "subscribe needs \"topics\", a list of stats, clients, drain and log." };
    const QJsonArray names = topics.toArray();
    for (const auto& topic : names) {
        const QString name = topic.toString();
        if (name == QLatin1String("stats"))
            subscribe.topics.stats = true;
        else if (name == QLatin1String("clients"))
            subscribe.topics.clients = true;
        else if (name == QLatin1String("drain"))
            subscribe.topics.drain = true;
        else if (name == QLatin1String("log"))
            subscribe.topics.log = true;
        else
            return Nonsense { "There is no topic " + quoted(name)
                              + " here; known are stats, clients, drain and log." };
    }
    const QJsonValue rate = object.value(QLatin1String("max_hz"));
    if (rate.isUndefined())
        return subscribe;
    const double hz = rate.toDouble();
    if (!rate.isDouble() || hz != std::floor(hz) || hz < slowest || hz > fastest)
        return Nonsense { "max_hz must be a whole number from 1 to 10." };
    subscribe.maxHz = static_cast<int>(hz);
    return subscribe;
}

OrderOrWhy parseClose(const QJsonObject& object)
{
    Close close;
    const QJsonArray ids = object.value(QLatin1String("ids")).toArray();
    for (const auto& id : ids) {
        if (!id.isString())
            return "\"ids\" must be a list of client ids.";
        close.ids.push_back(id.toString().toStdString());
    }
    if (close.ids.empty())
        return "close needs \"ids\", a list of at least one client id.";
    return close;
}

OrderOrWhy parsePublish(const QJsonObject& object, bool toOne)
{
    const auto data = object.constFind(QLatin1String("data"));
    if (data == object.constEnd())
        return "There is no \"data\" to say.";
    Publish publish;
    publish.data = jsonText(*data);
    if (!toOne)
        return publish;
    const QJsonValue id = object.value(QLatin1String("id"));
    if (!id.isString() || id.toString().isEmpty())
        return "message needs \"id\", the client that it is for.";
    publish.to = id.toString().toStdString();
    return publish;
}

OrderOrWhy parseAccepting(const QJsonObject& object)
{
    const QJsonValue enabled = object.value(QLatin1String("enabled"));
    if (!enabled.isBool())
        return "accepting needs \"enabled\": true or false.";
    return Accepting { enabled.toBool() };
}

QJsonObject withoutEnvelope(QJsonObject object)
{
    for (const char* name : { "type", "ref", "do", "expect_boot_id" })
        object.remove(QLatin1String(name));
    return object;
}

OrderOrWhy parseDrain(const QJsonObject& object)
{
    auto request = parseDrainRequest(withoutEnvelope(object));
    if (auto* why = std::get_if<std::string>(&request))
        return std::move(*why);
    auto& wanted = std::get<DrainRequest>(request);
    return Drain { std::move(wanted.order), wanted.dryRun };
}

OrderOrWhy parseUpdate(const QJsonObject& object)
{
    auto update = parseDrainUpdate(withoutEnvelope(object));
    if (auto* why = std::get_if<std::string>(&update))
        return std::move(*why);
    return UpdateDrain { std::get<DrainUpdate>(update) };
}

// For orders that take nothing.
OrderOrWhy parseBare(const QJsonObject& object, Order order)
{
    auto complaint = complainOfMembers(withoutEnvelope(object));
    if (!complaint.empty())
        return complaint;
    return order;
}

OrderOrWhy parseOrder(const QJsonObject& object)
{
    const QString verb = object.value(QLatin1String("do")).toString();
    if (verb == QLatin1String("close"))
        return parseClose(object);
    if (verb == QLatin1String("message") || verb == QLatin1String("broadcast"))
        return parsePublish(object, verb == QLatin1String("message"));
    if (verb == QLatin1String("accepting"))
        return parseAccepting(object);
    if (verb == QLatin1String("drain"))
        return parseDrain(object);
    if (verb == QLatin1String("update_drain"))
        return parseUpdate(object);
    if (verb == QLatin1String("cancel_drain"))
        return parseBare(object, CancelDrain {});
    if (verb == QLatin1String("force"))
        return parseBare(object, Force {});
    return "There is no command " + quoted(verb) + '.';
}

AdminRequest parseCommand(const QJsonObject& object)
{
    Command command;
    const QJsonValue ref = object.value(QLatin1String("ref"));
    if (ref.isString() && ref.toString().size() <= maxRefLength)
        command.ref = ref.toString().toStdString();
    else if (!ref.isUndefined() && !ref.isNull())
        return BadCommand { {}, "\"ref\" must be a text of at most 64 characters." };
    const QJsonValue bootId = object.value(QLatin1String("expect_boot_id"));
    if (bootId.isString())
        command.bootId = bootId.toString().toStdString();
    else if (!bootId.isUndefined())
        return BadCommand { command.ref, "\"expect_boot_id\" must be a text." };
    auto order = parseOrder(object);
    if (auto* why = std::get_if<std::string>(&order))
        return BadCommand { command.ref, std::move(*why) };
    command.order = std::move(std::get<Order>(order));
    return command;
}

} // namespace

AdminRequest parseAdminRequest(const QJsonObject& object)
{
    const QString type = object.value(QLatin1String("type")).toString();
    if (type == QLatin1String("subscribe"))
        return parseSubscribe(object);
    if (type == QLatin1String("command"))
        return parseCommand(object);
    return Nonsense { "\"type\" must be subscribe or command." };
}

AdminRequest parseAdminRequest(std::string_view text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(
        QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())), &error);
    if (error.error != QJsonParseError::NoError)
        return Nonsense { "This is no JSON: " + error.errorString().toStdString() + " at octet "
                          + std::to_string(error.offset) + '.' };
    if (!document.isObject())
        return Nonsense { "A message must be a JSON object." };
    AdminRequest request = parseAdminRequest(document.object());
    // As it was written: numbers keep every digit, members their order.
    if (auto* command = std::get_if<Command>(&request))
        if (auto* publish = std::get_if<Publish>(&command->order))
            if (auto written = copyJsonMember(text, "data"))
                publish->data = *std::move(written);
    return request;
}

} // namespace sluice
