#pragma once

#include <atomic>

namespace sluice {

// Lets writers go straight to a descriptor, until it is shut and one thread has it to itself.
// Nobody ever waits to get in: who may not goes another way. Any thread; open() and awaitEmpty()
// are for the one that has it.
class WriterGate {
public:
    enum class Company { Shared, Alone }; // whether others may be inside at the same time

    bool enter(Company company)
    {
        unsigned seen = m_state.load();
        do {
            if ((seen & (shutBit | aloneBit)) != 0 || (company == Company::Alone && seen != 0))
                return false;
        } while (!m_state.compare_exchange_weak(seen, seen + weight(company)));
        return true;
    }
    void leave(Company company)
    {
        if (m_state.fetch_sub(weight(company)) - weight(company) == shutBit)
            m_state.notify_one();
    }

    void shut() { m_state.fetch_or(shutBit); } // who is inside may finish
    void awaitEmpty() const // once it is shut
    {
        for (unsigned seen = m_state.load(); seen != shutBit; seen = m_state.load())
            m_state.wait(seen);
    }
    void open() { m_state.fetch_and(~shutBit); }

private:
    static constexpr unsigned shutBit = 1U << 31;
    static constexpr unsigned aloneBit = 1U << 30;
    static constexpr unsigned weight(Company company)
    {
        return company == Company::Alone ? aloneBit : 1;
    }

    std::atomic<unsigned> m_state { 0 }; // the bits, and how many share the inside
};

} // namespace sluice
