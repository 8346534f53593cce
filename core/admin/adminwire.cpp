#include "core/admin/adminwire.h"

#include "core/admin/clientrow.h"
#include "core/drain/drainjson.h"
#include "core/text/jsonwriter.h"
#include <array>
#include <utility>

namespace sluice::adminwire {

namespace {

constexpr std::array<std::string_view, 6> capabilities { "close",   "drain",     "accepting",
                                                         "message", "broadcast", "log" };
constexpr std::uint64_t closedKept = 1000; // what a console need not remember more of

JsonWriter begin(std::string_view type)
{
    JsonWriter json;
    json.field("type", type);
    return json;
}

JsonWriter beginResult(const Ref& ref, bool ok)
{
    JsonWriter json = begin("result");
    json.field("ref", ref).field("ok", ok);
    return json;
}

std::string bracketed(std::string_view rows)
{
    std::string out;
    out.reserve(rows.size() + 2);
    out.append("[").append(rows).append("]");
    return out;
}

std::string goneRows(const std::vector<GoneClient>& gone)
{
    std::string out = "[";
    for (const GoneClient& client : gone) {
        out += out.size() > 1 ? ",[" : "[";
        appendJsonString(out, client.id);
        out += ',' + std::to_string(client.code) + ',';
        appendJsonString(out, client.reason);
        out += client.byServer ? ",\"server\"]" : ",\"client\"]";
    }
    return out + ']';
}

} // namespace

std::string hello(const Hello& facts)
{
    JsonWriter json = begin("hello");
    json.field("node", facts.node)
        .field("version", facts.version)
        .field("boot_id", facts.bootId)
        .field("seq", 0)
        .field("role", facts.role == Role::Operator ? "operator" : "viewer")
        .strings("capabilities", capabilities);
    json.open("limits")
        .field("max_subscribers", std::uint64_t { maxSubscribers })
        .field("request_bytes", std::uint64_t { requestBytes })
        .field("queue_bytes", std::uint64_t { queueBytes })
        .field("closed_kept", closedKept)
        .close();
    return std::move(json).finish();
}

std::string snapshot(const Part& part, std::string_view rows)
{
    JsonWriter json = begin("snapshot");
    json.field("part", std::uint64_t { part.number })
        .field("of", std::uint64_t { part.of })
        .field("seq", part.seq)
        .strings("columns", clientColumns)
        .raw("rows", bracketed(rows));
    return std::move(json).finish();
}

std::string synced(std::uint64_t seq)
{
    JsonWriter json = begin("synced");
    json.field("seq", seq);
    return std::move(json).finish();
}

std::string delta(std::uint64_t seq, std::string_view rows, const std::vector<GoneClient>& gone)
{
    JsonWriter json = begin("delta");
    json.field("seq", seq).raw("up", bracketed(rows)).raw("gone", goneRows(gone));
    return std::move(json).finish();
}

std::string resync()
{
    JsonWriter json = begin("resync");
    json.field("reason", "overflow");
    return std::move(json).finish();
}

std::string stats(const Stats& figures)
{
    JsonWriter json = begin("stats");
    json.field("time", timestamp(figures.time))
        .field("clients", figures.clients)
        .field("accepting", figures.readiness == "ready")
        .field("readiness", figures.readiness)
        .field("uptime_s", figures.uptimeSeconds)
        .field("accepted_total", figures.accepted)
        .field("rejected_total", figures.rejected)
        .field("messages_in_total", figures.messagesIn)
        .field("messages_out_total", figures.messagesOut)
        .field("in_rate", oneDecimal(figures.inRate))
        .field("out_rate", oneDecimal(figures.outRate))
        .field("queued_bytes", figures.queuedOctets)
        .field("loop_lag_ms", figures.loopLagMs)
        .field("rss_bytes", figures.residentBytes)
        .field("node", figures.node)
        .field("version", figures.version);
    return std::move(json).finish();
}

std::string drain(const DrainStatus& status)
{
    JsonWriter json = begin("drain");
    writeDrain(json, status);
    return std::move(json).finish();
}

std::string log(const LogLine& line)
{
    JsonWriter json = begin("log");
    json.field("time", line.time)
        .field("level", eventlog::word(line.level))
        .field("category", line.category)
        .field("event", line.event)
        .field("message", line.message)
        .raw("fields", line.fields.empty() ? "{}" : line.fields);
    return std::move(json).finish();
}

std::string bye()
{
    JsonWriter json = begin("bye");
    json.field("expected", true);
    return std::move(json).finish();
}

std::string refused(const Ref& ref, std::string_view code, std::string_view why)
{
    JsonWriter json = beginResult(ref, false);
    json.field("code", code).field("message", why);
    return std::move(json).finish();
}

std::string closed(const Ref& ref, std::uint64_t count, const std::vector<std::string>& unknown)
{
    JsonWriter json = beginResult(ref, true);
    json.field("closed", count).strings("unknown", unknown);
    return std::move(json).finish();
}

std::string ordered(const Ref& ref, const DrainAnswer& answer)
{
    switch (answer.outcome) {
    case DrainAnswer::Outcome::TooLate:
        return refused(ref, "too_late", answer.why);
    case DrainAnswer::Outcome::NoDrain:
        return refused(ref, "no_drain", answer.why);
    case DrainAnswer::Outcome::Done:
    case DrainAnswer::Outcome::Joined:
        break;
    }
    JsonWriter json = beginResult(ref, true);
    json.field("joined", answer.outcome == DrainAnswer::Outcome::Joined)
        .strings("adjustments", answer.adjustments)
        .raw("drain", drainJson(answer.status));
    return std::move(json).finish();
}

std::string planned(const Ref& ref, const DrainPlan& plan)
{
    JsonWriter json = beginResult(ref, true);
    json.raw("plan", planJson(plan));
    return std::move(json).finish();
}

std::string accepting(const Ref& ref, bool enabled)
{
    JsonWriter json = beginResult(ref, true);
    json.field("enabled", enabled);
    return std::move(json).finish();
}

std::string published(const Ref& ref, std::string_view id, std::uint64_t recipients)
{
    JsonWriter json = beginResult(ref, true);
    json.field("id", id).field("recipients", recipients);
    return std::move(json).finish();
}

std::string error(std::string_view why)
{
    JsonWriter json = begin("error");
    json.field("code", "bad_request").field("message", why);
    return std::move(json).finish();
}

} // namespace sluice::adminwire
