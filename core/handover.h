#pragma once

#include "core/cluster/controlsocket.h"
#include "core/cluster/incumbent.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace sluice {

class Continuity;
class ConnectionManager;
class DrainController;
class Listener;
struct Settings;
struct Vitals;

// A takeover as the server sees it, in both roles: claims the place of a predecessor, and hands its
// own to a successor, with the control socket between them. Control thread.
class Handover final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        const Settings& settings;
        Vitals& vitals;
        Listener& listener;
        ConnectionManager& connections;
        DrainController& drain;
        Continuity& continuity;
    };

    explicit Handover(const Parts& parts, QObject* parent = nullptr);
    ~Handover() override;

    // With a predecessor newcomers wait in the kernel until it has given up its place. Answers
    // once, now or later: nothing on success, else a sentence.
    void begin(const std::function<void(std::optional<std::string>)>& answer);
    void giveUp(const std::string& why); // so that the predecessor goes on
    // One that still drains gets and gives its messages through this process, or would be killed
    // by the service manager once its main process has ended.
    bool isNeededByPredecessor() const;
    // Those it has left; none: a fleet does not tell them from the others'.
    std::optional<std::uint64_t> predecessorsClients() const;

Q_SIGNALS:
    void handedOver(); // this process drains
    void predecessorGone();

private:
    void openControlSocket();
    std::optional<std::string> objection() const;
    takeover::Instance whoWeAre() const;
    Incumbent::Bequest bequest();
    void onHandedOver();
    void drainOnceSettled();

    Parts m_parts;
    Incumbent m_incumbent;
    ControlSocket m_socket;
    QTimer m_settling; // handshakes that had begun are being finished …
    std::chrono::steady_clock::time_point m_settledBy; // … but not for ever
};

} // namespace sluice
