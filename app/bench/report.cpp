#include "app/bench/report.h"
#include "core/text/jsonwriter.h"
#include <array>
#include <cstdio>

namespace sluice::bench {

namespace {

struct NamedCount {
    std::string_view key;
    std::string_view label;
    std::uint64_t count;
};

std::array<NamedCount, 10> countsOf(const Faults& faults)
{
    return { { { "lost", "messages lost", faults.lost },
               { "repeated", "messages repeated or out of order", faults.repeated },
               { "damaged", "messages damaged", faults.damaged },
               { "offsets_not_rising", "offsets that did not rise or agree",
                 faults.offsetsNotRising },
               { "foreign", "messages that nobody sent in this run", faults.foreign },
               { "closed", "connections lost", faults.closed },
               { "refused", "connections refused", faults.refused },
               { "unrecovered", "resumes that failed", faults.unrecovered },
               { "gaps", "gaps", faults.gaps },
               { "onto_draining", "moves onto a server that drains", faults.ontoDraining } } };
}

std::string row(std::string_view label, double value, std::string_view unit, int decimals)
{
    std::array<char, 160> line {};
    std::snprintf(line.data(), line.size(), "  %-38.*s %14.*f %.*s\n",
                  static_cast<int>(label.size()), label.data(), decimals, value,
                  static_cast<int>(unit.size()), unit.data());
    return line.data();
}

} // namespace

std::string_view scenarioName(Scenario scenario)
{
    switch (scenario) {
    case Scenario::Fanout:
        return "fanout";
    case Scenario::Echo:
        return "echo";
    case Scenario::Storm:
        return "storm";
    case Scenario::Idle:
        return "idle";
    case Scenario::Publish:
        return "publish";
    case Scenario::Follow:
        return "follow";
    }
    return "";
}

std::string tableOf(const Plan& plan, const Report& report)
{
    std::string out(scenarioName(plan.scenario));
    out += ", " + std::to_string(plan.connections) + " connections to";
    for (const Target& target : plan.targets)
        out += " ws://" + authority(target) + target.path;
    out += plan.pids.empty() ? "\n" : ", process";
    for (const int pid : plan.pids)
        out += " " + std::to_string(pid) + (pid == plan.pids.back() ? "\n" : "");
    for (const Figure& figure : report.figures)
        out += row(figure.label, figure.value, figure.unit, figure.decimals);
    for (const auto& [key, label, count] : countsOf(report.faults))
        if (count != 0)
            out += row(label, static_cast<double>(count), "!", 0);
    for (const std::string& note : report.notes)
        out += note + "\n";
    if (report.interrupted)
        out += "Interrupted: this is what was measured until then.\n";
    if (!report.failure.empty())
        out += report.failure + "\n";
    else if (plan.scenario == Scenario::Follow)
        out += report.faults.any() ? "Somebody would have noticed.\n"
                                   : "Nothing lost, nothing twice, nobody refused.\n";
    else if (report.faults.any())
        out += "The server did not deliver what it should: do not trust these figures.\n";
    return out;
}

std::string jsonOf(const Plan& plan, const Report& report)
{
    JsonWriter json;
    json.field("scenario", scenarioName(plan.scenario));
    json.field("connections", std::uint64_t { plan.connections });
    json.field("size", std::uint64_t { plan.size });
    for (const Figure& figure : report.figures)
        json.field(figure.key, figure.value);
    json.open("faults");
    for (const auto& [key, label, count] : countsOf(report.faults))
        json.field(key, count);
    json.close();
    if (!report.notes.empty())
        json.strings("notes", report.notes);
    if (!report.failure.empty())
        json.field("failure", report.failure);
    json.field("interrupted", report.interrupted);
    json.field("honest", report.honest());
    return std::move(json).finish();
}

double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

std::optional<double> cpuMicroseconds(const std::optional<ProcessUsage>& from,
                                      const std::optional<ProcessUsage>& to)
{
    if (!from || !to)
        return std::nullopt;
    return static_cast<double>((to->cpu - from->cpu).count());
}

} // namespace sluice::bench
