#pragma once

#include <cstddef>
#include <span>
#include <string_view>

struct iovec;

namespace sluice {

// A connected, non-blocking TCP descriptor, owned. No buffer, no QObject. Loop's thread.
class PlainTransport {
public:
    enum class State { Alive, EndOfStream, Broken };
    struct Outcome {
        std::size_t octets = 0; // 0 and Alive: would block
        State state = State::Alive;
    };

    // Of a send or receive that returned octets, or -errno.
    static Outcome outcomeOf(std::ptrdiff_t result);

    explicit PlainTransport(int descriptor) : m_descriptor(descriptor) { }
    PlainTransport(PlainTransport&& other) noexcept : m_descriptor(other.release()) { }
    PlainTransport& operator=(PlainTransport&&) = delete;
    PlainTransport(const PlainTransport&) = delete;
    PlainTransport& operator=(const PlainTransport&) = delete;
    ~PlainTransport();

    int descriptor() const { return m_descriptor; }
    Outcome send(std::string_view octets);
    Outcome send(std::span<iovec> pieces);
    Outcome receive(std::span<char> into);
    void shutdownWrite();

private:
    int release();

    int m_descriptor;
};

} // namespace sluice
