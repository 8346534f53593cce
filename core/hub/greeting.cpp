#include "core/hub/greeting.h"

#include "core/cluster/backplane.h"
#include "core/history/memoryhistory.h"
#include "core/hub/wire.h"
#include "core/settings/settings.h"
#include <algorithm>

namespace sluice {

namespace {

std::optional<MemoryHistory::Part> missedBy(const Arrival& arrival, const Backplane& backplane,
                                            MemoryHistory& history)
{
    const auto& after = arrival.resumeAfter;
    if (!after || after->first != backplane.epoch())
        return std::nullopt;
    return history.since(after->second, std::chrono::system_clock::now());
}

bool concerns(const Message& message, const std::string& id)
{
    return message.to.empty() || message.to == id || message.from == id;
}

SharedFrame textFrame(const MemoryHistory::Entry& entry, const std::string& epoch)
{
    SharedFrame& cached = *entry.text; // so that the next one costs a pointer
    if (!cached)
        cached = wire::frame(wire::message(*entry.message, epoch), true, entry.message->offset);
    return cached;
}

SharedFrame gapFrame(const Arrival& arrival, const Backplane& backplane)
{
    // Of another epoch nothing is known: then everything up to here may have been missed.
    const auto& [epoch, offset] = *arrival.resumeAfter;
    const std::uint64_t head = backplane.head();
    const std::uint64_t known = epoch == backplane.epoch() && offset < head ? offset : 0;
    return wire::frame(wire::gap(backplane.epoch(), std::min(known + 1, head), head, head - known),
                       arrival.textFormat);
}

} // namespace

Greeting::Greeting(const Newcomer& newcomer, const Settings& settings, const Backplane& backplane,
                   MemoryHistory& history)
{
    const Arrival& arrival = newcomer.arrival;
    const auto missed = missedBy(arrival, backplane, history);
    frames.emplace_back(); // the welcome, which says how many come behind it
    if (missed) {
        resumed = ResumeResult::Recovered;
        for (const MemoryHistory::Entry& entry : *missed)
            if (concerns(*entry.message, newcomer.id))
                frames.push_back(arrival.textFormat ? textFrame(entry, backplane.epoch())
                                                    : entry.frame);
    } else if (arrival.resumeAfter) {
        resumed = ResumeResult::Gap;
        frames.push_back(gapFrame(arrival, backplane));
    }

    wire::Welcome facts;
    facts.clientId = newcomer.id;
    facts.session = newcomer.session;
    facts.node = newcomer.node;
    facts.clients = newcomer.clients;
    facts.epoch = backplane.epoch();
    facts.offset = missed ? arrival.resumeAfter->second : backplane.head();
    facts.recovered = missed.has_value();
    facts.replayed = missed ? frames.size() - 1 : 0;
    facts.maxMessageBytes = settings.maxMessageBytes;
    facts.messagesPerMinute = settings.messagesPerMinute;
    facts.pingInterval = settings.pingInterval;
    frames.front() = wire::frame(wire::welcome(facts), arrival.textFormat);
}

} // namespace sluice
