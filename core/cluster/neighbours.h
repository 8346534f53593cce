#pragma once

#include "core/hub/wire.h"
#include "core/session/closereason.h"
#include <QObject>
#include <cstdint>
#include <string>
#include <vector>

namespace sluice {

// Who is connected elsewhere, as far as this process has heard: to the other nodes of a fleet, or
// to the other process of a takeover. The hub's facts go in as orders, theirs come out as signals.
// As it stands here: nobody. Control thread.
class Neighbours : public QObject {
    Q_OBJECT
public:
    struct Node {
        std::string name;
        std::uint64_t clients = 0;
        bool isThis = false;
    };

    using QObject::QObject;

    // From now on the others may hear of this process, under this name.
    virtual void introduce(const std::string& /*node*/) { }

    // This process and those it knows of; empty: there are no others by design.
    virtual std::vector<Node> nodes() const { return {}; }

    virtual std::uint64_t count() const { return 0; } // clients elsewhere
    virtual bool has(const std::string& /*id*/) const { return false; } // a client elsewhere

    // What the others shall know of a client of ours.
    virtual void joined(const std::string& /*id*/) { }
    virtual void left(const std::string& /*id*/) { }
    // It takes the place of the one that is elsewhere, which must go there as replaced. From now on
    // nobody of that id is elsewhere.
    virtual void takenOver(const std::string& /*id*/) { }

    // False: nobody elsewhere has that id.
    virtual bool closeClient(const std::string& /*id*/, CloseReason /*reason*/) { return false; }
    virtual void say(const wire::Utterance& /*utterance*/) { } // to all clients elsewhere

Q_SIGNALS:
    // For presence; a client that only moved between others is neither.
    void cameElsewhere(const std::string& id);
    void wentElsewhere(const std::string& id);
    // Who was ours when it was last heard of lives elsewhere now. It may have left us already: the
    // hub finds out; neither came, nor went.
    void ousted(const std::string& id);
    void closeAsked(const std::string& id, sluice::CloseReason reason);
    void said(const sluice::wire::Utterance& utterance);
};

} // namespace sluice
