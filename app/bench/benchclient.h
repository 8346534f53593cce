#pragma once

#include "app/bench/pollable.h"
#include "core/session/framecodec.h"
#include <chrono>
#include <cstdint>
#include <netinet/in.h>
#include <string>
#include <string_view>

namespace sluice::bench {

using Clock = std::chrono::steady_clock;

// The one opening handshake that all connections use: key and expected answer (RFC 6455 §4.1).
struct Handshake {
    std::string request;
    std::string accept; // Sec-WebSocket-Accept
    bool compression = false; // permessage-deflate without context takeover must be agreed to
};
Handshake makeHandshake(const std::string& authority, const std::string& path,
                        const std::string& token, bool compression = false);

class BenchClient;

// Hears what its clients experience. Must not destroy a client inside a call.
class ClientOwner {
public:
    virtual void onUpgraded(BenchClient& client) = 0;
    virtual void onOctets(std::size_t count) = 0; // read from the socket, heads included
    virtual void onText(BenchClient& client, std::string_view text) = 0;
    virtual void onClosed(BenchClient& client, const std::string& why) = 0; // a sentence part
    virtual void wantsWrite(BenchClient& client, bool on) = 0;

protected:
    ~ClientOwner() = default;
};

// One connection of the load: non-blocking descriptor, handshake, frames (RFC 6455). Answers pings.
class BenchClient final : public Pollable {
public:
    enum class State : std::uint8_t { Idle, Connecting, Upgrading, Open, Closing, Closed };

    BenchClient(std::uint32_t index, ClientOwner& owner, const Handshake& handshake);
    ~BenchClient();
    BenchClient(const BenchClient&) = delete;
    BenchClient& operator=(const BenchClient&) = delete;

    int connectTo(const sockaddr_in& peer, const in_addr* source); // 0 or an errno
    void ready(std::uint32_t events) override;
    void sendText(std::string_view text);
    void leave(); // Close 1000, then waits for the answer
    void drop();

    [[nodiscard]] std::uint32_t index() const { return m_index; }
    [[nodiscard]] int descriptor() const override { return m_fd; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] Clock::time_point begun() const { return m_begun; }

private:
    void onConnected();
    void read();
    void takeHead(std::string_view fresh);
    void takeFrames(char* data, std::size_t size);
    bool takeFrame(const FrameEvent& event);
    void transmit(std::string_view octets);
    void flush();
    void end(const std::string& why);

    ClientOwner& m_owner;
    const Handshake& m_handshake;
    FrameDecoder m_decoder;
    std::string m_head; // of the answer, until it is whole
    std::string m_unsent;
    Clock::time_point m_begun;
    int m_fd = -1;
    std::uint32_t m_index;
    State m_state = State::Idle;
};

} // namespace sluice::bench
