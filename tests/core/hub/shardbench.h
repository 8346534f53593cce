#pragma once

#include "core/hub/shard.h"
#include "core/hub/shardport.h"
#include "core/observe/metrics.h"
#include "core/observe/vitals.h"
#include "core/runtime/ioloop.h"
#include "tests/support/defaultsettings.h"
#include "tests/support/frameevents.h"
#include <array>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace sluice {

// The client's end of a connection: reads only when asked to.
class ShardPeer {
public:
    explicit ShardPeer(int descriptor) : m_fd(descriptor) { }
    ~ShardPeer() { vanish(); }
    ShardPeer(const ShardPeer&) = delete;
    ShardPeer& operator=(const ShardPeer&) = delete;

    // One line a frame of what has come so far: "Text hello".
    const std::vector<std::string>& heard()
    {
        std::array<char, 65536> buffer {};
        ssize_t count = 0;
        while (m_fd >= 0
               && (count = ::recv(m_fd, buffer.data(), buffer.size(), MSG_DONTWAIT)) > 0) {
            ++m_reads;
            support::feed(m_decoder, { buffer.data(), static_cast<std::size_t>(count) }, m_heard);
        }
        return m_heard;
    }
    int reads() const { return m_reads; } // that brought something
    void say(std::string_view text) const { send(Opcode::Text, text); }
    void send(std::string_view octets) const
    {
        if (::send(m_fd, octets.data(), octets.size(), MSG_NOSIGNAL)
            != static_cast<ssize_t>(octets.size()))
            qFatal("the peer could not send");
    }
    void close(std::uint16_t code) const
    {
        const std::array<char, 2> payload { static_cast<char>(code >> 8U),
                                            static_cast<char>(code & 255U) };
        send(Opcode::Close, { payload.data(), payload.size() });
    }
    void vanish()
    {
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1));
    }

private:
    void send(Opcode opcode, std::string_view payload) const
    {
        send(encodeMaskedFrame(opcode, payload, 0x12345678U, true));
    }

    int m_fd;
    int m_reads = 0;
    FrameDecoder m_decoder { 1U << 24U, FrameDecoder::Peer::Server };
    std::vector<std::string> m_heard;
};

// A real shard in a loop of its own; the hub is the test. Everything but the peers' ends and the
// counters is to be touched in the loop: see inLoop().
class ShardBench final : private HubIntake {
public:
    explicit ShardBench(std::size_t sendsATurn, bool ring = true)
    {
        m_settings.ioUring = ring ? IoUring::Auto : IoUring::Off;
        m_loop.start();
        inLoop([&] {
            m_shard = std::make_unique<Shard>(std::uint16_t { 0 },
                                              Shard::Services { m_settings, m_vitals, m_metrics,
                                                                *this, m_loop, "e-1", sendsATurn });
        });
    }
    ~ShardBench() override { end(); }

    void inLoop(const std::function<void()>& work)
    {
        std::promise<void> done;
        m_loop.mailbox().post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }
    // Runs `step` once a turn of the loop's mailbox for as long as it says true.
    void eachTurn(const std::function<bool()>& step)
    {
        std::promise<void> done;
        std::function<void()> next = [&] {
            if (step())
                m_loop.mailbox().post(next);
            else
                done.set_value();
        };
        m_loop.mailbox().post(next);
        done.get_future().wait();
    }
    // The shard is destroyed as the process's end does it.
    void end()
    {
        m_loop.stop([this] { m_shard.reset(); });
    }

    // In the loop: a session whose handshake is done, and its peer.
    std::pair<SessionKey, std::unique_ptr<ShardPeer>> join(int kind = SOCK_STREAM,
                                                           bool deflate = false)
    {
        std::array<int, 2> ends {};
        if (::socketpair(AF_UNIX, kind | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0)
            qFatal("no socketpair");
        Arrival arrival;
        arrival.deflate = deflate;
        m_shard->adopt(Transport(ends[0]), "", {}, std::move(arrival));
        ++m_vitals.openDescriptors;
        return { m_newest, std::make_unique<ShardPeer>(ends[1]) };
    }

    // The same, and admitted.
    std::unique_ptr<ShardPeer> client()
    {
        auto [key, peer] = join();
        m_shard->admit(key, {});
        return std::move(peer);
    }

    // The same on a token.
    std::unique_ptr<ShardPeer> client(const Identity& identity, bool echo)
    {
        std::array<int, 2> ends {};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0)
            qFatal("no socketpair");
        ++m_vitals.openDescriptors;
        Arrival arrival;
        arrival.identity = identity;
        if (echo) {
            m_shard->adoptEcho(Transport(ends[0]), "", {}, false, identity);
        } else {
            m_shard->adopt(Transport(ends[0]), "", {}, std::move(arrival));
            m_shard->admit(m_newest, {});
        }
        return std::make_unique<ShardPeer>(ends[1]);
    }
    TimerWheel& wheel() { return m_loop.wheel(); }

    static Outgoing text(const std::string& words, std::uint64_t offset = 0)
    {
        return { std::make_shared<const Frame>(Frame { encodeFrame(Opcode::Text, words), offset }),
                 {} };
    }
    static SharedDelivery broadcast(const std::string& words)
    {
        return std::make_shared<const Delivery>(Delivery { text(words), {}, {}, {} });
    }

    Settings& settings() { return m_settings; } // for who comes
    Shard& shard() { return *m_shard; }
    Mailbox& mailbox() { return m_loop.mailbox(); }
    Metrics& metrics() { return m_metrics; }
    std::vector<SessionKey> departed; // in the loop
    std::vector<Inbound> inbounds; // in the loop; the test has to settle them

private:
    void connected(Arrival arrival) override { m_newest = arrival.key; }
    void said(Inbound inbound) override { inbounds.push_back(std::move(inbound)); }
    void statusAsked(SessionKey) override { }
    void disconnected(SessionKey key, Departure) override { departed.push_back(key); }
    void sampled(std::uint16_t, std::vector<SessionSample>) override { }

    Settings m_settings = support::defaultSettings();
    Vitals m_vitals;
    Metrics m_metrics;
    SessionKey m_newest;
    IoLoop m_loop { "shard" };
    std::unique_ptr<Shard> m_shard;
};

} // namespace sluice
