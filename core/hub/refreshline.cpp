#include "core/hub/refreshline.h"

#include "core/runtime/mailbox.h"

namespace sluice {

RefreshLine::RefreshLine(Mailbox& loop, Check check) : m_loop(loop), m_check(std::move(check)) { }

void RefreshLine::add(SessionKey key, command::Refresh refresh)
{
    m_line.emplace_back(key, std::move(refresh));
    if (!m_asked)
        ask();
}

void RefreshLine::ask()
{
    m_asked = true;
    m_loop.post([this] { checkOne(); });
}

void RefreshLine::checkOne()
{
    m_asked = false;
    bool checked = false;
    while (!m_line.empty() && !checked) {
        const auto [key, refresh] = std::move(m_line.front());
        m_line.pop_front();
        checked = m_check(key, refresh);
    }
    if (!m_line.empty() && !m_asked)
        ask();
}

} // namespace sluice
