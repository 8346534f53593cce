#pragma once

#include "app/bench/target.h"
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sluice::bench {

// One GET, waiting at most two seconds; nothing unless the answer is a 200.
std::optional<std::string> fetch(const Target& target, const std::string& path,
                                 const std::string& token);

// The largest and the sum of a metric's samples in a Prometheus text; nothing without one. Pure.
struct Samples {
    double largest = 0;
    double sum = 0;
};
std::optional<Samples> samplesOf(std::string_view metrics, std::string_view name);

// Reads /metrics of each target once a second in a thread of its own, since a server reports the
// worst lag of each of its loops a second at a time. A server without it is left alone.
class ServerWatch {
public:
    // Lags of windows that began before `from` are passed over.
    ServerWatch(std::vector<Target> targets, std::string token,
                std::chrono::steady_clock::time_point from);
    ~ServerWatch();
    ServerWatch(const ServerWatch&) = delete;
    ServerWatch& operator=(const ServerWatch&) = delete;

    struct Findings {
        std::optional<double> loopLag; // seconds, the worst
        std::optional<double> slowConsumers; // queues that ran full meanwhile
    };
    Findings finish(); // after a last look

private:
    void run();
    void sample();

    const std::vector<Target> m_targets;
    const std::string m_token;
    const std::chrono::steady_clock::time_point m_from;
    std::optional<double> m_slowBefore;
    Findings m_found; // the thread's, until it is joined
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_served = false; // the thread's too: whether there is such a page
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace sluice::bench
