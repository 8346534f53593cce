#pragma once

#include <QtGlobal>

namespace sluice {

// The tabs of the window, in their order.
enum class Page : quint8 { Fleet, Connections, Drain };
inline constexpr Page allPages[] = { Page::Fleet, Page::Connections, Page::Drain };

} // namespace sluice
