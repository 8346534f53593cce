#pragma once

#include "core/cluster/backplane.h"
#include "core/cluster/lineneighbours.h"
#include "core/cluster/takeoverlink.h"
#include <QObject>
#include <QTimer>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

// The successor's station: asks the running instance for its place, then lets it publish into our
// order until it has drained. Control thread.
class Successor final : public QObject {
    Q_OBJECT
public:
    struct Inheritance {
        takeover::Estate estate;
        std::vector<SharedMessage> past;
        std::vector<KeyedMessage> keys;
        std::vector<std::string> clients; // of the predecessors
    };
    using Answer = std::function<void(std::optional<std::string> whyNot)>;

    explicit Successor(QObject* parent = nullptr);
    ~Successor() override;

    // Both answer once: nothing, or a sentence. After ask() the inheritance is there, …
    void ask(const std::string& path, std::chrono::milliseconds patience, Answer answer);
    Inheritance& inheritance() { return m_inheritance; }
    int takeListener(); // the caller's from then on
    // … after claim() the place is ours, and the predecessor is connected with these two, which
    // may be null.
    void claim(Backplane* order, LineNeighbours* neighbours, Answer answer);
    void giveUp(const std::string& why); // before claim() has answered: the other goes on serving

    bool hasPredecessor() const { return m_link != nullptr; } // not drained yet

Q_SIGNALS:
    void predecessorGone();

private:
    enum class Stage { Idle, Asking, Inherited, Claiming, Serving };

    void onReceived(const takeover::Line& line);
    void inherit(const takeover::Line& line);
    void onAppend(const takeover::Append& line);
    void onYours();
    void onRefused(const std::string& why);
    void onEnded(const std::string& why);
    void reply(std::optional<std::string> whyNot);
    void drop();

    Stage m_stage = Stage::Idle;
    TakeoverLink* m_link = nullptr;
    QTimer m_patience;
    Answer m_answer;
    Inheritance m_inheritance;
    int m_listener = -1;
    std::string m_refusal; // that came after the inheritance: the other serves again
    std::string m_path;
    Backplane* m_order = nullptr;
    LineNeighbours* m_neighbours = nullptr;
};

} // namespace sluice
