#pragma once

#include "core/admin/dirtyset.h"
#include "core/drain/drainplan.h"
#include "core/observe/logtap.h"
#include "core/text/ref.h"
#include "core/text/timestamp.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Every message that the admin stream `sluice-admin.v1` sends, composed in one place. Pure.
namespace sluice::adminwire {

constexpr std::string_view path = "/api/v1/events";
constexpr std::string_view subprotocol = "sluice-admin.v1";
constexpr std::size_t rowsPerMessage = 500;
constexpr std::uint32_t maxSubscribers = 16; // from elsewhere; the process's own window is extra
constexpr std::uint32_t requestBytes = 65536; // what a console may say at once
constexpr std::size_t queueBytes = std::size_t { 1024 } * 1024;

// What a message counts for in that queue: lines of the log are short, and a frame, its place and
// the heap's own notes take up almost as much again.
constexpr std::size_t queued(std::string_view message)
{
    constexpr std::size_t aroundIt = 160;
    return message.size() + aroundIt;
}

enum class Role : std::uint8_t { Viewer, Operator };

struct Hello {
    std::string_view node;
    std::string_view version;
    std::string_view bootId;
    Role role = Role::Viewer;
};
std::string hello(const Hello& facts);

struct Part {
    std::size_t number = 1;
    std::size_t of = 1;
    std::uint64_t seq = 0;
};
// `rows`: arrays with commas between them.
std::string snapshot(const Part& part, std::string_view rows);
std::string synced(std::uint64_t seq);
std::string delta(std::uint64_t seq, std::string_view rows, const std::vector<GoneClient>& gone);
std::string resync();

struct Stats {
    WallTime time;
    std::uint64_t clients = 0;
    std::string_view readiness; // the word of /readyz
    std::int64_t uptimeSeconds = 0;
    std::uint64_t accepted = 0; // since the start, as the next three
    std::uint64_t rejected = 0;
    std::uint64_t messagesIn = 0;
    std::uint64_t messagesOut = 0;
    double inRate = 0; // messages a second
    double outRate = 0;
    std::uint64_t queuedOctets = 0;
    std::int64_t loopLagMs = 0; // of the slowest loop
    std::uint64_t residentBytes = 0;
    std::string_view node;
    std::string_view version;
};
std::string stats(const Stats& figures);
std::string drain(const DrainStatus& status);
std::string log(const LogLine& line);
std::string bye();

// Answers. A command without `ref` is answered with null there.
std::string refused(const Ref& ref, std::string_view code, std::string_view why);
std::string closed(const Ref& ref, std::uint64_t count, const std::vector<std::string>& unknown);
std::string ordered(const Ref& ref, const DrainAnswer& answer); // a refusal too, if it is one
std::string planned(const Ref& ref, const DrainPlan& plan);
std::string accepting(const Ref& ref, bool enabled);
std::string published(const Ref& ref, std::string_view id, std::uint64_t recipients);
// Something came that is no command.
std::string error(std::string_view why);

} // namespace sluice::adminwire
