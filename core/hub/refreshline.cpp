#include "core/hub/refreshline.h"

#include "core/runtime/mailbox.h"

namespace sluice {

RefreshLine::RefreshLine(Mailbox& loop, Check check) : m_loop(loop), m_check(std::move(check)) { }

void RefreshLine::add(SessionKey key, command::Refresh refresh)
{
    m_line.emplace_back(key, std::move(refresh));
    if (m_line.size() == 1)
        ask();
}

void RefreshLine::ask()
{
    m_loop.post([this] { checkOne(); });
}

void RefreshLine::checkOne()
{
    const auto [key, refresh] = std::move(m_line.front());
    m_line.pop_front();
    if (!m_line.empty())
        ask();
    m_check(key, refresh);
}

} // namespace sluice
