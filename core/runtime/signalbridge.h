#pragma once

#include <QObject>
#include <array>
#include <csignal>
#include <memory>

class QSocketNotifier;

namespace sluice {

// Turns POSIX signals into Qt signals (socketpair + QSocketNotifier): the handler only writes one
// byte. Lives in the main thread; at most one object at a time.
class SignalBridge final : public QObject {
    Q_OBJECT
public:
    explicit SignalBridge(QObject* parent = nullptr);
    ~SignalBridge() override; // restores the former handlers

    // The outcome stands: the signals are ignored once the bridge is gone, in every thread.
    void ignoreAfterwards();

Q_SIGNALS:
    void terminationRequested(int signal); // SIGTERM or SIGINT, once per signal received
    void reloadRequested(); // SIGHUP

private:
    static constexpr std::array<int, 3> signals { SIGTERM, SIGINT, SIGHUP };

    void readSignals();

    std::array<int, 2> m_fds { -1, -1 }; // read here, written by the handler
    std::array<struct sigaction, 3> m_former {};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace sluice
