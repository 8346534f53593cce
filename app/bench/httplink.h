#pragma once

#include "app/bench/pollable.h"
#include <netinet/in.h>
#include <string>
#include <string_view>

namespace sluice::bench {

class HttpLink;

// Hears what becomes of requests. May send the next one inside a call.
class LinkOwner {
public:
    virtual void onAnswer(HttpLink& link, int status, std::string_view body) = 0;
    virtual void onBroken(HttpLink& link, const std::string& why) = 0; // no answer; a sentence part
    virtual void watch(HttpLink& link) = 0; // a new descriptor

protected:
    ~LinkOwner() = default;
};

// A place to send HTTP/1.1 requests to, one at a time, over a connection that is kept as long as
// the server allows and opened anew when it has closed (RFC 9112 §9.3). Answers need a
// Content-Length.
class HttpLink final : public Pollable {
public:
    HttpLink(std::uint32_t index, const sockaddr_in& peer, LinkOwner& owner);
    ~HttpLink();
    HttpLink(const HttpLink&) = delete;
    HttpLink& operator=(const HttpLink&) = delete;

    void send(std::string request); // the last one must have been answered
    void ready(std::uint32_t events) override;

    [[nodiscard]] std::uint32_t index() const { return m_index; }
    [[nodiscard]] int descriptor() const override { return m_fd; }
    [[nodiscard]] bool waiting() const { return m_waiting; }

private:
    void connect();
    void flush();
    void read();
    void takeAnswer();
    void close();
    void breakOff(const std::string& why);

    LinkOwner& m_owner;
    sockaddr_in m_peer;
    std::string m_unsent;
    std::string m_answer;
    int m_fd = -1;
    std::uint32_t m_index;
    bool m_waiting = false; // for an answer
};

} // namespace sluice::bench
