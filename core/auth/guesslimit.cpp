#include "core/auth/guesslimit.h"

#include "core/net/subnet.h"
#include <algorithm>

namespace sluice {

using namespace std::chrono_literals;

namespace {

constexpr auto allowance = (GuessLimit::burst - 1) * GuessLimit::interval;

} // namespace

std::string GuessLimit::keyOf(Of whose, std::string_view address)
{
    return static_cast<char>(whose) + Subnet::nameOfPeer(address);
}

std::chrono::milliseconds GuessLimit::wait(Of whose, std::string_view address,
                                           Clock::time_point now) const
{
    if (m_count == 0)
        return 0ms;
    const std::scoped_lock lock(m_mutex);
    const auto place = m_debts.find(keyOf(whose, address));
    if (place == m_debts.end())
        return 0ms;
    return std::max(
        0ms, std::chrono::ceil<std::chrono::milliseconds>(place->second.paidAt - allowance - now));
}

bool GuessLimit::wrong(Of whose, std::string_view address, Clock::time_point now)
{
    const std::scoped_lock lock(m_mutex);
    std::string key = keyOf(whose, address);
    if (m_debts.size() >= mostAddresses && !m_debts.contains(key))
        makeRoom(now);
    auto& debt = m_debts.try_emplace(std::move(key), Debt { now, now - 1min }).first->second;
    m_count = m_debts.size();
    debt.paidAt = std::max(debt.paidAt, now) + interval;
    if (debt.paidAt <= now + allowance || now - debt.loggedAt < 1min)
        return false;
    debt.loggedAt = now;
    return true;
}

// Who has paid goes. If everybody owes, somebody is lucky: an attacker of a thousand networks is
// not slowed down by this anyway.
void GuessLimit::makeRoom(Clock::time_point now)
{
    if (now - m_sweptAt >= 1s) {
        m_sweptAt = now;
        std::erase_if(m_debts, [now](const auto& entry) { return entry.second.paidAt <= now; });
    }
    if (m_debts.size() >= mostAddresses)
        m_debts.erase(m_debts.begin());
}

} // namespace sluice
