#pragma once

#include "core/runtime/epolldispatcher.h"
#include "core/runtime/turnshares.h"
#include "core/session/sessionowner.h"
#include "tests/support/frameevents.h"
#include "tests/support/loopback.h"
#include <QTest>
#include <functional>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace sluice {

// Keeps what a session says.
class RecordingOwner final : public SessionOwner {
public:
    std::vector<std::string> texts;
    std::vector<std::string> binaries;
    std::vector<Departure> departures;
    int gone = 0;
    int slow = 0;
    std::function<void(Session&)> onText;

    void textReceived(Session& session, std::string_view text) override
    {
        texts.emplace_back(text);
        if (onText)
            onText(session);
    }
    void binaryReceived(Session&, std::string_view octets) override
    {
        binaries.emplace_back(octets);
    }
    void sessionFinished(Session&, const Departure& departure) override
    {
        departures.push_back(departure);
    }
    void sessionGone(Session&) override { ++gone; }
    void slowConsumer(Session&) override { ++slow; }
    SharedFrame disconnectFrame(const Session&, CloseReason reason) override
    {
        return text("disconnect " + std::string(closeRow(reason).token));
    }
    SharedFrame gapFrame(const Session&, const Outbox::Gap& gap) override
    {
        return text("gap " + std::to_string(gap.from) + ' ' + std::to_string(gap.to) + ' '
                    + std::to_string(gap.dropped));
    }
    static SharedFrame text(const std::string& words, std::uint64_t offset = 0)
    {
        return std::make_shared<const Frame>(Frame { encodeFrame(Opcode::Text, words), offset });
    }
};

// One session over a loopback connection, in this thread, which runs an EpollDispatcher. The peer
// is raw octets. The wheel turns when a test says so.
struct SessionBench {
    static constexpr std::string_view handshake = "101\r\n\r\n";

    explicit SessionBench(SessionLimits limits = {}, Session::Traits traits = {},
                          bool narrow = false, TurnShare* shared = nullptr)
        : environment { *EpollDispatcher::current(), wheel, owner,
                        shared ? *shared : shares.leftovers(), limits }
    {
        wheel.advance(wheelTime);
        const int server = connectPeer(narrow);
        serverFd = server;
        session = std::make_unique<Session>(environment, SessionKey { 0, 0, 1 }, Transport(server),
                                            traits);
    }
    ~SessionBench() { vanish(); }
    SessionBench(const SessionBench&) = delete;
    SessionBench& operator=(const SessionBench&) = delete;

    // Handshake and greeting, seen by the peer.
    void open(const std::vector<SharedFrame>& greeting = {})
    {
        session->begin(handshake, {});
        session->open(greeting);
    }
    void pass(std::chrono::milliseconds time)
    {
        wheelTime += time + 2 * TimerWheel::tick;
        wheel.advance(wheelTime);
    }

    void send(std::string_view octets)
    {
        if (::send(peer, octets.data(), octets.size(), MSG_NOSIGNAL)
            != static_cast<ssize_t>(octets.size()))
            qFatal("the peer could not send");
    }
    void send(Opcode opcode, std::string_view payload, bool fin = true)
    {
        send(encodeMaskedFrame(opcode, payload, 0x12345678U, fin));
    }
    void sendClose(std::uint16_t code, std::string_view reason = {})
    {
        const std::string payload { static_cast<char>(code >> 8U), static_cast<char>(code & 255U) };
        send(Opcode::Close, payload + std::string(reason));
    }
    // What has been sent stands in the server's socket, and the loop has had every chance.
    void letTheLoopSeeIt() const
    {
        pollfd arrived { serverFd, POLLIN, 0 };
        ::poll(&arrived, 1, -1);
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
    }
    // What has been sent is read: a ping behind it comes back.
    void letTheLoopTakeIt()
    {
        const auto pongs = [this] { return std::count(seen().begin(), seen().end(), "Pong mark"); };
        const auto before = pongs();
        send(Opcode::Ping, "mark");
        if (!QTest::qWaitFor([&] { return pongs() > before; }))
            qFatal("the session does not read");
    }
    void finishSending() const { ::shutdown(peer, SHUT_WR); }
    void vanish()
    {
        if (peer < 0)
            return;
        const linger reset { 1, 0 };
        ::setsockopt(peer, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        ::close(std::exchange(peer, -1));
    }

    // Reads for as long as something comes; events of the frames so far, one line each, "EOF" or
    // "reset" at last.
    const std::vector<std::string>& seen()
    {
        std::array<char, 65536> buffer {};
        ssize_t count = -1;
        while (peer >= 0 && !ended
               && (count = ::recv(peer, buffer.data(), buffer.size(), MSG_DONTWAIT)) > 0) {
            take({ buffer.data(), static_cast<std::size_t>(count) });
            QCoreApplication::processEvents();
        }
        if (peer >= 0 && !ended && (count == 0 || (count < 0 && errno == ECONNRESET))) {
            events.emplace_back(count == 0 ? "EOF" : "reset");
            ended = true;
        }
        return events;
    }
    bool sees(const std::string& event)
    {
        return QTest::qWaitFor([&] {
            const auto& all = seen();
            return std::find(all.begin(), all.end(), event) != all.end();
        });
    }
    bool isGone()
    {
        return QTest::qWaitFor([&] { return owner.gone > 0; });
    }

    TimerWheel wheel;
    TimerWheel::Clock::time_point wheelTime = TimerWheel::Clock::now() + std::chrono::hours(1);
    RecordingOwner owner;
    TurnShares shares { *EpollDispatcher::current() };
    SessionEnvironment environment;
    int serverFd = -1;
    int peer = -1;
    bool ended = false;
    std::string head;
    std::vector<std::string> events;
    FrameDecoder decoder { 1U << 24U, FrameDecoder::Peer::Server };
    std::unique_ptr<Session> session; // goes first

private:
    void take(std::string_view octets)
    {
        while (head.size() < handshake.size() && !octets.empty()) {
            head += octets.front();
            octets.remove_prefix(1);
        }
        support::feed(decoder, octets, events);
    }
    // A narrow connection holds some tens of kilobytes.
    int connectPeer(bool narrow)
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        const int little = 8192;
        const int window = 32768; // less, and TCP itself would slow down
        if (narrow)
            ::setsockopt(listener, SOL_SOCKET, SO_SNDBUF, &little, sizeof little);
        const sockaddr_in address = support::listenOnLoopback(listener);
        peer = ::socket(AF_INET, SOCK_STREAM, 0);
        if (narrow)
            ::setsockopt(peer, SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
        const int on = 1;
        ::setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        support::connectTo(address, peer);
        const int server = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        ::close(listener);
        return server;
    }
};

} // namespace sluice
