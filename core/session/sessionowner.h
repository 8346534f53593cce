#pragma once

#include "core/session/frame.h"
#include "core/session/inflater.h"
#include "core/session/outbox.h"
#include "core/session/session.h"
#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace sluice {

class EpollDispatcher;
class TimerWheel;
class TurnShare;

// Who a session reports to. Facts come in the loop's thread, in the middle of the session's work:
// the owner may call its orders, but must not delete it before sessionGone has returned.
class SessionOwner {
public:
    virtual void textReceived(Session& session, std::string_view text) = 0;
    virtual void binaryReceived(Session& session, std::string_view octets) = 0;
    // While it can still be sent to; not of a slow consumer.
    virtual void aboutToClose(Session& /*session*/) { }
    virtual void sessionFinished(Session& session, const Departure& departure)
        = 0; // no client any more
    virtual void sessionGone(Session& session) = 0; // its descriptor may be closed now
    virtual void slowConsumer(Session& session) = 0; // a fact for log and metrics
    virtual void caughtUp(Session& /*session*/) { } // open, and its backlog is sent
    // The frames that announce things; made by the owner, who knows the wire format.
    virtual SharedFrame disconnectFrame(const Session& session, CloseReason reason) = 0;
    virtual SharedFrame gapFrame(const Session& session, const Outbox::Gap& gap) = 0;

protected:
    ~SessionOwner() = default;
};

struct SessionLimits {
    std::uint32_t maxMessageBytes = 65536;
    std::uint64_t queueBytes = std::uint64_t { 1024 } * 1024;
    std::uint32_t queueMessages = 1024;
    bool dropOldest = false; // else a slow consumer is disconnected
    std::chrono::milliseconds closeTimeout { 5000 };
    std::chrono::milliseconds pingInterval { 25000 }; // 0 = no keep-alive
    std::chrono::milliseconds pongTimeout { 20000 };
    std::chrono::milliseconds lingerTimeout { 2000 };
};

// What all sessions of one loop share.
struct SessionEnvironment {
    EpollDispatcher& dispatcher;
    TimerWheel& wheel;
    SessionOwner& owner;
    TurnShare& leftovers; // who sends more than a read or a turn takes is heard out of this
    SessionLimits limits;
    std::array<char, Transport::leastRoom>
        readBuffer {}; // a chunk of input lives here only while it is decoded
    Inflater inflater {}; // and a compressed message here
};

} // namespace sluice
