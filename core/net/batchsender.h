#pragma once

#include "core/net/transport.h"
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

struct io_uring;

namespace sluice {

// Sends to many plain descriptors with one system call, through an io_uring (liburing): what
// send(2) would do to each, in any order. Where there is none (not built in, not wanted, or the
// kernel refuses it) it says so, and sends to one after another. Loop's thread.
class BatchSender {
public:
    static constexpr std::size_t most = 256; // a batch
    struct Item {
        int descriptor = -1;
        std::string_view octets; // must outlive send()
        Transport::Outcome outcome; // filled in
    };

    explicit BatchSender(bool wanted);
    ~BatchSender();
    BatchSender(const BatchSender&) = delete;
    BatchSender& operator=(const BatchSender&) = delete;

    bool isThere() const { return m_ring != nullptr; }
    // At most `most`, each descriptor once. Never blocks; all outcomes are there when it returns.
    void send(std::span<Item> items);
    std::uint64_t calls() const { return m_calls; } // of the system, so far

private:
    struct RingDeleter {
        void operator()(io_uring* ring) const;
    };
    void sendByRing(std::span<Item> items);
    static void sendPlainly(Item& item);

    std::unique_ptr<io_uring, RingDeleter> m_ring;
    std::uint64_t m_calls = 0;
};

} // namespace sluice
