#include "app/bench/benchcommand.h"
#include "app/bench/scenarios.h"
#include "app/bench/serverprocess.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <random>

namespace sluice {

namespace {

using bench::Plan;
using bench::Scenario;

constexpr const char* lessons
    = R"(Every message carries a number and a hash; each receiver must see each message
exactly once, in order and whole, or the run fails: exit code 1, and figures not
to be trusted. What comes before the clock starts (connecting, a warm-up) is not
counted.

Scenarios: fanout   one client sends, all others receive
           echo     every client sends and waits for its echo (server: --echo)
           storm    all clients connect at once, and then leave at once
           idle     the clients are connected and only answer pings
           publish  -n publishers POST /broadcast over keep-alive connections,
                    --receivers WebSocket clients check what arrives
           follow   try your own rolling restart: the clients follow drains and
                    restarts as docs/clients.md says, while numbered messages are
                    published (50 a second, a minute, or until Ctrl-C). Nothing
                    may be lost, seen twice or refused

Several URLs share the clients in turn. Each is a group of its own: what is sent
to one must arrive at all of its clients, and at nobody else's. With --cluster
they are one group: what is sent to one must arrive everywhere. With follow they
always are, and who leaves one goes to the next.

On this machine the server's process is found by itself, for CPU and memory;
--pid names another, and --pid 0 none. The loops' lag is read from /metrics.

Examples:
  sluice --messages-per-minute 0 &           a server that takes any load
  sluice bench                               1,000 clients, as fast as it goes
  sluice bench -n 5000 --rate 20 -t 30       5,000 clients, 20 messages a second
  sluice bench --stalled 10                  beside ten that never read
  sluice bench -s publish -n 16 --receivers 100 --size 1024
  sluice bench -s storm -n 5000 --json       one JSON object, for programs
  sluice bench ws://a:8000/ws ws://b:8000/ws --cluster
  sluice bench -s follow -t 600 ws://balancer/ws
  sluice bench --raw ws://127.0.0.1:9000/    a server that is not Sluice

Ctrl-C ends a run early and shows what was measured.)";

constexpr std::uint32_t usualPublishers = 16;
constexpr double usualFollowRate = 50;
constexpr std::chrono::seconds usualFollowTime { 60 };
constexpr int exitInterrupted = 130; // as a shell calls it

struct Options {
    Plan plan;
    std::vector<std::string> urls;
    std::string scenario = "fanout";
    unsigned seconds = 5;
    CLI::Option* connections = nullptr;
    CLI::Option* rate = nullptr;
    CLI::Option* duration = nullptr;
};

int refuse(const std::string& sentence)
{
    std::fprintf(stderr, "sluice bench: %s\n", sentence.c_str());
    return 2;
}

Scenario scenarioOf(std::string_view name)
{
    for (const Scenario scenario :
         { Scenario::Echo, Scenario::Storm, Scenario::Idle, Scenario::Publish, Scenario::Follow })
        if (bench::scenarioName(scenario) == name)
            return scenario;
    return Scenario::Fanout;
}

std::vector<int> serversOf(const std::vector<bench::Target>& targets)
{
    std::vector<int> pids;
    for (const bench::Target& target : targets)
        if (const auto address = bench::resolve(target))
            for (const int pid : bench::listeningProcesses(*address))
                if (std::find(pids.begin(), pids.end(), pid) == pids.end())
                    pids.push_back(pid);
    return pids;
}

int run(const Options& options)
{
    Plan plan = options.plan;
    plan.scenario = scenarioOf(options.scenario);
    plan.duration = std::chrono::seconds(options.seconds);
    plan.run = std::random_device {}();
    if (plan.scenario == Scenario::Publish && options.connections->count() == 0)
        plan.connections = usualPublishers;
    const bool follows = plan.scenario == Scenario::Follow;
    if (follows && options.rate->count() == 0)
        plan.rate = usualFollowRate;
    if (follows && options.duration->count() == 0)
        plan.duration = usualFollowTime;
    const bool isEcho = plan.scenario == Scenario::Echo;
    plan.raw = plan.raw || isEcho; // /echo has no welcome
    const std::vector<std::string> usual { isEcho ? "ws://127.0.0.1:8000/echo"
                                                  : "ws://127.0.0.1:8000/ws" };
    for (const std::string& url : options.urls.empty() ? usual : options.urls) {
        const auto target = bench::parseTarget(url);
        if (!target)
            return refuse("\"" + url + "\" is not of the form ws://host:port/path.");
        plan.targets.push_back(*target);
    }
    if (plan.scenario == Scenario::Fanout && plan.connections < 2 * plan.groups())
        return refuse("a fan-out needs a sender and a receiver for each target.");
    if (follows && plan.raw)
        return refuse("only Sluice's own clients know how to follow: --raw does not go with it.");
    if (plan.pids.empty() && !follows) // whose servers come and go
        plan.pids = serversOf(plan.targets);
    plan.pids.erase(std::remove(plan.pids.begin(), plan.pids.end(), 0), plan.pids.end());
    const bench::Report report = bench::runBench(plan);
    const std::string text = plan.json ? jsonOf(plan, report) + "\n" : tableOf(plan, report);
    std::fputs(text.c_str(), stdout);
    return !report.honest() ? 1 : report.interrupted ? exitInterrupted : 0;
}

void addLoad(CLI::App& command, Options& options)
{
    Plan& plan = options.plan;
    command.add_option("-s,--scenario", options.scenario, "One of the six below")
        ->transform(CLI::IsMember({ "fanout", "echo", "storm", "idle", "publish", "follow" },
                                  CLI::ignore_case))
        ->type_name("NAME")
        ->capture_default_str();
    options.connections = command
                              .add_option("-n,--connections", plan.connections,
                                          "Clients, or publishers (then 16 by default)")
                              ->check(CLI::Range(1, 1'000'000).description(""))
                              ->capture_default_str();
    command.add_option("--receivers", plan.receivers, "publish: clients that check what arrives")
        ->check(CLI::Range(0, 1'000'000).description(""))
        ->capture_default_str();
    command.add_option("--stalled", plan.stalled,
                       "Clients beside the others that never read; they are not counted, and the "
                       "server's slow_consumer decides what becomes of them");
    command.add_option("--connecting", plan.connecting,
                       "Opening handshakes under way at once; 200 by default, 4000 in a storm");
    options.rate
        = command
              .add_option("-r,--rate", plan.rate,
                          "Messages a second; 0: the next when the last has arrived everywhere")
              ->check(CLI::NonNegativeNumber.description(""))
              ->capture_default_str();
    command.add_option("-b,--size", plan.size, "Bytes of payload, 50 or more")
        ->check(CLI::Range(std::size_t { 50 }, std::size_t { 8 } * 1024 * 1024).description(""))
        ->capture_default_str();
    options.duration
        = command.add_option("-t,--seconds", options.seconds, "How long to send, or to stay idle")
              ->check(CLI::Range(1U, 86400U).description(""))
              ->capture_default_str();
}

} // namespace

void addBenchCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<Options>();
    Plan& plan = options->plan;
    CLI::App* command = app.add_subcommand("bench", "Measure a server with many clients");
    command->footer(lessons);
    command->add_option("url", options->urls,
                        "Where to, ws://127.0.0.1:8000/ws by default; several share the clients");
    addLoad(*command, *options);
    command->add_flag("--cluster", plan.cluster, "The URLs are nodes of one cluster");
    command->add_option("-p,--pid", plan.pids, "The server's process; 0: report no CPU or memory")
        ->type_size(1)
        ->expected(1)
        ->allow_extra_args(false) // what follows is a URL
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option("--token", plan.token, "Bearer token for handshakes and requests");
    command->add_option("--client-token", plan.clientToken,
                        "Another one for handshakes, where clients need it (auth)");
    command->add_flag("--raw", plan.raw, "Another server than Sluice: it sends each text to all");
    command->add_flag("--compression", plan.compression,
                      "Ask for permessage-deflate; messages then read like rows of a report");
    command->add_flag("--json", plan.json, "One JSON object instead of a table");
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace sluice
