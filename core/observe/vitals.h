#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluice {

enum class Readiness : std::uint8_t {
    Starting,
    Ready,
    Paused,
    Announced, // a drain is coming: probes say so, newcomers are still let in
    Draining
};

constexpr std::string_view readinessWord(Readiness readiness) // as /readyz says it
{
    switch (readiness) {
    case Readiness::Starting:
        return "starting";
    case Readiness::Ready:
        return "ready";
    case Readiness::Paused:
        return "paused";
    case Readiness::Announced:
    case Readiness::Draining:
        return "draining";
    }
    return "starting";
}

// Facts that any thread may read without asking. Written by the control thread, except where said.
struct Vitals {
    std::atomic<Readiness> readiness { Readiness::Starting };
    std::atomic<bool> takesMessages { true }; // they can be put in order just now
    std::atomic<bool> paused { false }; // an operator's wish, which outlasts a drain
    // A successor has the listening descriptor: who has come this far was never its guest and is
    // let in, draining or not.
    std::atomic<bool> handedOver { false };
    std::atomic<std::uint64_t> clients { 0 };
    std::atomic<std::uint64_t> historyBegins { 0 }; // offset of the oldest message kept …
    std::atomic<std::uint64_t> historyOrder { 0 }; // … in the order that has begun the n-th time
    std::atomic<std::uint64_t> openDescriptors {
        0
    }; // accepted and not yet closed; listener + loops
    const std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
    std::atomic<bool> sendsByRing { false }; // broadcasts, by io_uring; written by the loops
    std::string node; // settled before the first connection is accepted
    std::string version;

    // Whether newcomers are welcome as far as the server's own state goes.
    bool letsIn() const
    {
        const Readiness now = readiness;
        return handedOver || now < Readiness::Paused || (now == Readiness::Announced && !paused);
    }
    std::int64_t uptimeSeconds() const
    {
        return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now()
                                                                - started)
            .count();
    }
};

} // namespace sluice
