#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <functional>

namespace sluice {

// Gives memory back to the system after many clients have left: the C library keeps what was freed
// between blocks that are still in use. Rarely, because it stops all allocation for some
// milliseconds. Control thread.
class MemoryTrim final : public QObject {
    Q_OBJECT
public:
    static constexpr std::uint64_t worthwhile = 1000; // clients gone; some 600 octets each

    // `calm`: since the last mass departure, for the loops to have freed what was their clients'.
    explicit MemoryTrim(std::chrono::milliseconds calm = std::chrono::seconds(2),
                        std::function<void()> trim = giveBack, QObject* parent = nullptr);

    // After each departure: how many are left.
    void clientsLeft(std::uint64_t clients);
    bool isPlanned() const { return m_timer.isActive(); }

private:
    static void giveBack();

    QTimer m_timer;
    std::uint64_t m_most = 0; // clients since the last time
};

} // namespace sluice
