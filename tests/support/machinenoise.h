#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

namespace sluice::support {

// How late the machine wakes threads that do nothing but sleep: what it does to every thread,
// through no fault of the server's. As many threads as cores, for a server has as many loops.
// Measures for as long as it lives.
class MachineNoise {
public:
    MachineNoise()
    {
        for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i)
            m_threads.emplace_back([this] { sleepAndLook(); });
    }
    ~MachineNoise()
    {
        m_over = true;
        for (std::thread& thread : m_threads)
            thread.join();
    }
    MachineNoise(const MachineNoise&) = delete;
    MachineNoise& operator=(const MachineNoise&) = delete;

    // The worst since the last call.
    std::chrono::microseconds take() { return std::chrono::microseconds(m_worst.exchange(0)); }

private:
    void sleepAndLook()
    {
        using Clock = std::chrono::steady_clock;
        while (!m_over) {
            const auto due = Clock::now() + std::chrono::milliseconds(10);
            std::this_thread::sleep_until(due);
            const std::int64_t late = (Clock::now() - due) / std::chrono::microseconds(1);
            if (late > m_worst) // at worst one look of two at once is lost
                m_worst = late;
        }
    }

    std::atomic<std::int64_t> m_worst { 0 };
    std::atomic<bool> m_over { false };
    std::vector<std::thread> m_threads;
};

} // namespace sluice::support
