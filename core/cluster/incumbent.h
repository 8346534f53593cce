#pragma once

#include "core/cluster/lineneighbours.h"
#include "core/cluster/relaybackplane.h"
#include "core/cluster/takeoverlink.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>

namespace sluice {

// The predecessor's station: answers at the control socket, hands this process's place to a
// successor, and follows the successor's order until this process ends. Until the successor is
// prepared everything can be taken back; then it is the successor's for good. Control thread.
class Incumbent final : public QObject {
    Q_OBJECT
public:
    struct Bequest {
        takeover::Estate estate;
        std::vector<SharedMessage> past;
        int listener = -1; // lent
    };
    struct Parts {
        // Null with an order that is shared anyway: then only the place goes over.
        RelayBackplane* order = nullptr;
        LineNeighbours* neighbours = nullptr;
        std::function<takeover::Instance()> instance;
        std::function<std::optional<std::string>()> objection; // why not now: a sentence
        std::function<Bequest()> bequest; // asked for while the order is held
        // A file that the successor will open: closed before the bequest, opened again when it
        // comes to nothing. May be empty.
        std::function<void(std::function<void()> done)> closeHistory;
        std::function<void()> reopenHistory;
        std::chrono::milliseconds patience = std::chrono::seconds(10);
    };

    explicit Incumbent(Parts parts, QObject* parent = nullptr);
    ~Incumbent() override;

    void receive(int visitor); // a connected descriptor, which is the station's from now on
    bool isHandingOver() const { return m_stage != Stage::Alone; }

Q_SIGNALS:
    void begun(); // newcomers shall wait in the kernel
    void resumed(); // it came to nothing: newcomers are ours again
    void handedOver(); // newcomers are the successor's; this process drains

private:
    enum class Stage { Alone, Offered, HandedOver, Widowed };

    void onVisitorSaid(TakeoverLink& visitor, const takeover::Line& line);
    void onAsked(TakeoverLink& visitor, const takeover::Ask& ask);
    void refuse(TakeoverLink& visitor, const std::string& why);
    void dismiss(TakeoverLink& visitor);
    void offer();
    void offerPast();
    void offerRest();
    void onSuccessorSaid(const takeover::Line& line);
    void onPrepared();
    void onSuccessorLost(const std::string& why);
    void takeBack(const std::string& why);

    Parts m_parts;
    Stage m_stage = Stage::Alone;
    std::set<TakeoverLink*> m_visitors;
    TakeoverLink* m_successor = nullptr;
    std::int64_t m_successorPid = 0;
    QTimer m_patience;
    std::vector<SharedMessage> m_past; // still to be offered …
    std::size_t m_offered = 0; // … from here on
    std::string m_lastFailure;
};

} // namespace sluice
