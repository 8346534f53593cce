#include "core/hub/wire.h"

#include "core/hub/sentences.h"
#include "core/session/deflater.h"
#include "core/session/framecodec.h"
#include "core/text/jsonvalue.h"
#include "core/text/jsonwriter.h"

namespace sluice::wire {

namespace {

JsonWriter begin(std::string_view type)
{
    JsonWriter json;
    json.field("type", type).field("time", timestamp());
    return json;
}

Utterance finish(JsonWriter& json, std::string sentence)
{
    json.field("message", sentence);
    return { std::move(json).finish(), std::move(sentence) };
}

// A ?format=text client reads a string without its quotes and escapes; other data as JSON.
std::string bareData(const std::string& data)
{
    return data.starts_with('"') ? jsonStringValue(data) : data;
}

} // namespace

Utterance welcome(const Welcome& facts)
{
    JsonWriter json = begin("welcome");
    json.field("client_id", facts.clientId)
        .field("session", facts.session)
        .field("node", facts.node)
        .field("version", SLUICE_VERSION)
        .field("protocol", 1)
        .field("clients", facts.clients)
        .field("epoch", facts.epoch)
        .field("offset", facts.offset)
        .field("recovered", facts.recovered)
        .field("replayed", facts.replayed)
        .open("limits")
        .field("max_message_bytes", std::uint64_t { facts.maxMessageBytes })
        .field("messages_per_minute", std::uint64_t { facts.messagesPerMinute })
        .close()
        .field("ping_interval_ms", std::int64_t { facts.pingInterval.count() });
    return finish(json, sentences::welcome(facts.clientId));
}

Utterance presence(const Presence& facts)
{
    JsonWriter json = begin("presence");
    json.strings("joined", facts.joined)
        .strings("left", facts.left)
        .field("joined_count", facts.joinedCount)
        .field("left_count", facts.leftCount)
        .field("clients", facts.clients);
    return finish(json, sentences::presence(facts.joinedCount, facts.leftCount, facts.clients));
}

Utterance ack(const Ack& facts)
{
    JsonWriter json = begin("ack");
    json.field("ref", facts.ref)
        .field("id", facts.id)
        .field("epoch", facts.epoch)
        .field("offset", facts.offset)
        .field("recipients", facts.recipients);
    if (facts.remaining < 0)
        json.null("remaining");
    else
        json.field("remaining", facts.remaining);
    return { std::move(json).finish(), sentences::acknowledged(facts.recipients) };
}

Utterance message(const Message& message, std::string_view epoch)
{
    JsonWriter json;
    json.field("type", message.to.empty() ? "message" : "personal")
        .field("time", timestamp(message.time))
        .field("id", message.id)
        .field("epoch", epoch)
        .field("offset", message.offset);
    if (message.from.empty())
        json.null("from");
    else
        json.field("from", message.from);
    if (!message.to.empty())
        json.field("to", message.to);
    json.raw("data", message.data);
    return { std::move(json).finish(), bareData(message.data) };
}

Utterance notification(std::uint64_t seq, std::uint64_t clients)
{
    JsonWriter json = begin("notification");
    json.field("seq", seq).field("clients", clients);
    return finish(json, sentences::notification(seq, clients));
}

Utterance status(std::uint64_t clients, std::chrono::seconds uptime, std::uint64_t messages)
{
    JsonWriter json = begin("status");
    json.field("clients", clients)
        .field("uptime_s", std::int64_t { uptime.count() })
        .field("messages", messages);
    return finish(json, sentences::status(clients, uptime, messages));
}

Utterance pong(const Ref& ref)
{
    JsonWriter json = begin("pong");
    json.field("ref", ref);
    return { std::move(json).finish(), "pong" };
}

Utterance gap(std::string_view epoch, std::uint64_t from, std::uint64_t to, std::uint64_t dropped)
{
    JsonWriter json = begin("gap");
    json.field("epoch", epoch).field("from", from).field("to", to).field("dropped", dropped);
    return finish(json, sentences::gap(dropped));
}

Utterance error(std::string_view code, const Ref& ref, std::chrono::milliseconds retryAfter)
{
    JsonWriter json = begin("error");
    json.field("ref", ref).field("code", code);
    if (retryAfter.count() > 0)
        json.field("retry_after_ms", std::int64_t { retryAfter.count() });
    return finish(json, sentences::error(code));
}

Utterance disconnect(CloseReason reason, std::chrono::milliseconds reconnectIn)
{
    const CloseRow& row = closeRow(reason);
    JsonWriter json = begin("disconnect");
    json.field("code", std::uint64_t { row.code })
        .field("reason", row.token)
        .field("reconnect", row.reconnect)
        .field("reconnect_in_ms", std::int64_t { reconnectIn.count() });
    return finish(json, sentences::disconnected(reason));
}

Utterance drain(const Drain& facts)
{
    JsonWriter json = begin("drain");
    json.field("phase", facts.phase)
        .field("reason", facts.reason)
        .field("deadline", timestamp(facts.deadline))
        .field("remaining_ms", std::int64_t { facts.remaining.count() })
        .field("reconnect_in_ms", std::int64_t { facts.reconnectIn.count() });
    return finish(json, sentences::drain(facts.remaining, facts.reconnectIn));
}

Utterance drainCancelled()
{
    JsonWriter json = begin("drain_cancelled");
    return finish(json, sentences::drainCancelled());
}

SharedFrame frame(const Utterance& utterance, bool textFormat, std::uint64_t offset,
                  Deflater* deflater)
{
    const std::string& payload = textFormat ? utterance.text : utterance.json;
    return std::make_shared<const Frame>(
        Frame { encodeFrame(Opcode::Text, payload), offset,
                deflater ? deflater->frame(Opcode::Text, payload) : std::string() });
}

Outgoing frames(const Utterance& utterance, bool withText, std::uint64_t offset, Deflater* deflater)
{
    return { frame(utterance, false, offset, deflater),
             withText ? frame(utterance, true, offset, deflater) : nullptr };
}

} // namespace sluice::wire
