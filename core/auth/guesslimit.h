#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sluice {

// Slows down who guesses at tokens: an address (an IPv6 /64) has ten wrong ones a minute. Beyond
// that nothing it shows is looked at, right or wrong, until one is due again; but clients' JWTs
// are, and the right ones let in (Admission). Remembers a bounded number of addresses. One for the
// process: any thread; the time is the caller's.
class GuessLimit {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr int burst = 10;
    static constexpr std::chrono::seconds interval { 6 }; // another one is due after this
    static constexpr std::size_t mostAddresses = 4096;

    // Whose tokens: what clients show is not held against operators, nor the other way round.
    enum class Of : char { Clients = 'c', Operators = 'o' };

    // How long until a token of this address is looked at again; 0: at once.
    std::chrono::milliseconds wait(Of whose, std::string_view address, Clock::time_point now) const;
    // It has shown a wrong one. True: say so in the log, as it is the last for now and no line has
    // told of this address for a minute.
    bool wrong(Of whose, std::string_view address, Clock::time_point now);

    std::size_t addresses() const { return m_count; }

private:
    struct Debt {
        Clock::time_point paidAt; // nothing is held against it from then on
        Clock::time_point loggedAt;
    };
    static std::string keyOf(Of whose, std::string_view address);
    void makeRoom(Clock::time_point now);

    mutable std::mutex m_mutex;
    std::unordered_map<std::string, Debt> m_debts;
    std::atomic<std::size_t> m_count { 0 }; // of m_debts: mostly there is none, and nobody waits
    Clock::time_point m_sweptAt;
};

} // namespace sluice
