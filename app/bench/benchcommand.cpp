#include "app/bench/benchcommand.h"
#include "app/bench/scenarios.h"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <random>

namespace sluice {

namespace {

using bench::Plan;
using bench::Scenario;

struct Options {
    Plan plan;
    std::vector<std::string> urls;
    std::string scenario = "fanout";
    unsigned seconds = 5;
};

Scenario scenarioOf(std::string_view name)
{
    for (const Scenario scenario : { Scenario::Echo, Scenario::Storm, Scenario::Idle })
        if (bench::scenarioName(scenario) == name)
            return scenario;
    return Scenario::Fanout;
}

int run(const Options& options)
{
    Plan plan = options.plan;
    plan.scenario = scenarioOf(options.scenario);
    plan.duration = std::chrono::seconds(options.seconds);
    plan.run = std::random_device {}();
    plan.raw = plan.raw || plan.scenario == Scenario::Echo; // /echo has no welcome
    const std::vector<std::string> usual { plan.scenario == Scenario::Echo
                                               ? "ws://127.0.0.1:8000/echo"
                                               : "ws://127.0.0.1:8000/ws" };
    for (const std::string& url : options.urls.empty() ? usual : options.urls) {
        const auto target = bench::parseTarget(url);
        if (!target) {
            std::fprintf(stderr, "sluice bench: \"%s\" is not of the form ws://host:port/path.\n",
                         url.c_str());
            return 2;
        }
        plan.targets.push_back(*target);
    }
    const bench::Report report = bench::runBench(plan);
    const std::string text = plan.json ? jsonOf(plan, report) + "\n" : tableOf(plan, report);
    std::fputs(text.c_str(), stdout);
    return report.honest() ? 0 : 1;
}

} // namespace

void addBenchCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<Options>();
    Plan& plan = options->plan;
    CLI::App* command = app.add_subcommand("bench", "Measure a server with many clients");
    command->footer(
        "Every message carries a number and a hash; each receiver must see each message\n"
        "exactly once, in order and whole, or the run fails.\n\n"
        "Scenarios: fanout  one client sends, all others receive\n"
        "           echo    every client sends and waits for its echo (server: SLUICE_ECHO=true)\n"
        "           storm   all clients connect at once\n"
        "           idle    the clients are connected and only answer pings\n\n"
        "Example: SLUICE_MESSAGES_PER_MINUTE=0 sluice &\n"
        "         sluice bench --connections 5000 --rate 20 --pid $!");
    command->add_option("url", options->urls,
                        "Where to, ws://127.0.0.1:8000/ws by default; several share the clients");
    command->add_option("-s,--scenario", options->scenario, "One of the four below")
        ->transform(CLI::IsMember({ "fanout", "echo", "storm", "idle" }, CLI::ignore_case))
        ->type_name("NAME")
        ->capture_default_str();
    command->add_option("-n,--connections", plan.connections, "Clients")
        ->check(CLI::Range(2, 1'000'000).description(""))
        ->capture_default_str();
    command->add_option("--connecting", plan.connecting,
                        "Opening handshakes under way at once; 200 by default, 4000 in a storm");
    command
        ->add_option("-r,--rate", plan.rate,
                     "Messages a second; 0: the next when the last has arrived everywhere")
        ->check(CLI::NonNegativeNumber.description(""))
        ->capture_default_str();
    command->add_option("-b,--size", plan.size, "Bytes of payload, 50 or more")
        ->check(CLI::Range(std::size_t { 50 }, std::size_t { 8 } * 1024 * 1024).description(""))
        ->capture_default_str();
    command->add_option("-t,--seconds", options->seconds, "How long to send, or to stay idle")
        ->check(CLI::Range(1U, 86400U).description(""))
        ->capture_default_str();
    command->add_option("-p,--pid", plan.pid, "The server's process, to report its CPU and memory");
    command->add_option("--token", plan.token, "Bearer token for the handshake");
    command->add_flag("--raw", plan.raw, "Another server than Sluice: it sends each text to all");
    command->add_flag("--compression", plan.compression,
                      "Ask for permessage-deflate; messages then read like rows of a report");
    command->add_flag("--json", plan.json, "One JSON object instead of a table");
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace sluice
