#pragma once

#include "app/bench/benchplan.h"
#include "app/bench/ledger.h"
#include "app/bench/percentiles.h"
#include "app/bench/processusage.h"
#include <string>
#include <string_view>
#include <vector>

namespace sluice::bench {

// One measured number; `key` is for programs, `label` and `unit` for people.
struct Figure {
    std::string_view key;
    std::string_view label;
    double value = 0;
    std::string_view unit;
    int decimals = 0;
};

// What a run found out. With a `failure` (a sentence) or faults the figures are not to be trusted.
struct Report {
    std::vector<Figure> figures;
    Faults faults;
    std::string failure;
    std::vector<std::string> notes; // sentences beside the figures
    bool interrupted = false; // ended early by Ctrl-C: a shorter run, as honest as any

    void add(const Figure& figure) { figures.push_back(figure); }
    [[nodiscard]] bool honest() const { return failure.empty() && !faults.any(); }
};

std::string_view scenarioName(Scenario scenario);
std::string tableOf(const Plan& plan, const Report& report);
std::string jsonOf(const Plan& plan, const Report& report); // one object, one line

double milliseconds(std::chrono::nanoseconds time);
// CPU that the server spent between the two readings; nothing unless both are there.
std::optional<double> cpuMicroseconds(const std::optional<ProcessUsage>& from,
                                      const std::optional<ProcessUsage>& to);

} // namespace sluice::bench
