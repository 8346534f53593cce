#pragma once

#include "core/net/acceptpace.h"
#include "core/net/socketaddress.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QSocketNotifier;

namespace sluice {

class Clock;
struct Vitals;

// A newcomer: a non-blocking descriptor that belongs to whoever receives it.
struct Accepted {
    int fd = -1;
    PeerAddress peer;
};

// Accepts TCP connections and hands out descriptors, nothing else. Control thread. At the
// descriptor limit it sheds newcomers with a 503 and goes on: it neither stops nor spins. Who
// was reset while waiting is passed over.
class Listener final : public QObject {
    Q_OBJECT
public:
    explicit Listener(Vitals& vitals, const Clock& clock, QObject* parent = nullptr);
    ~Listener() override;

    // Nothing on success, else a sentence for the operator. Port 0 picks a free one.
    std::optional<std::string> listen(const std::string& host, std::uint16_t port);
    // The same with a descriptor that listens already and is the listener's from now on.
    std::optional<std::string> adopt(int fd);
    int descriptor() const { return m_fd; } // lent, to be handed to a successor; -1: none
    bool isListening() const { return m_fd >= 0; }
    std::uint16_t port() const { return m_local.port; }
    const std::string& address() const { return m_local.ip; }

    // Newcomers are refused while Vitals::openDescriptors stands at `limit` or above.
    void setDescriptorLimit(std::uint64_t limit) { m_descriptorLimit = limit; }
    // How many newcomers were short-lived since the process began, those who were passed over among
    // them; asked in each turn. When there are too many, all wait in the backlog (AcceptPace).
    void setShortLived(std::function<std::uint64_t()> count) { m_shortLived = std::move(count); }
    bool isHeldBack() const { return m_pace.isHeld(); }
    // SO_REUSEPORT; counts from the next listen() on.
    void setReusePort(bool reuse) { m_reusePort = reuse; }

    // Leaves newcomers in the kernel's backlog.
    void pause();
    void resume();
    void close();

Q_SIGNALS:
    // Once a turn. Each descriptor is counted in Vitals::openDescriptors; its closer uncounts it.
    void batchAccepted(const std::vector<sluice::Accepted>& batch);
    // Once a turn, when newcomers were turned away for want of descriptors.
    void refused(std::size_t count);
    // Once a turn, when some had been reset.
    void passedOver(std::size_t count);

private:
    enum class Step { Taken, Refused, Reset, Again, Idle, Exhausted };

    std::optional<std::string> open(const SocketAddress& address);
    std::optional<std::string> noteAddress();
    void begin();
    void acceptBatch();
    Step acceptOne(std::vector<Accepted>& batch);
    Step shedOne();
    void rest(std::chrono::milliseconds time);
    void lookAtPace();
    void goOn();
    void openReserve();
    void report(std::size_t refusedNow);

    Vitals& m_vitals;
    const Clock& m_clock;
    int m_fd = -1;
    int m_reserveFd = -1; // given up for a moment, to accept and close at the limit
    std::unique_ptr<QSocketNotifier> m_notifier;
    PeerAddress m_local;
    std::uint64_t m_descriptorLimit = std::numeric_limits<std::uint64_t>::max();
    bool m_reusePort = false;
    bool m_paused = false;
    QTimer m_restTimer;
    AcceptPace m_pace;
    std::function<std::uint64_t()> m_shortLived;
    std::uint64_t m_taken = 0; // out of the backlog
    bool m_isHeldSaid = false; // in the log
    std::chrono::steady_clock::time_point m_nextSaying;
    std::size_t m_refusedUnreported = 0;
    std::chrono::steady_clock::time_point m_nextReport;
};

} // namespace sluice
