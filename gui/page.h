#pragma once

#include <QtGlobal>

namespace sluice {

// The tabs of the window, in their order.
enum class Page : quint8 { Fleet, Overview, Connections, Closed, Drain, Log };
inline constexpr Page allPages[]
    = { Page::Fleet, Page::Overview, Page::Connections, Page::Closed, Page::Drain, Page::Log };

// Whether the filter field has something of its own to act on there.
constexpr bool hasTable(Page page)
{
    return page == Page::Connections || page == Page::Closed || page == Page::Log;
}

} // namespace sluice
