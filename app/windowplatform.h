#pragma once

#include <string>
#include <string_view>

namespace sluice {

// Which of Qt's platforms a window may open on. Decided before there is a QApplication, for Qt
// aborts the process when it finds none: the list therefore always ends in one that works, and
// whoever lands there without having asked for it has no display.
struct WindowPlatform {
    std::string list; // for QT_QPA_PLATFORM; empty: there is no display at all
    bool offscreenWanted = false;
};

// `asked`: what -platform or QT_QPA_PLATFORM says; `x11` and `wayland`: DISPLAY, WAYLAND_DISPLAY.
WindowPlatform windowPlatform(std::string_view asked, bool x11, bool wayland);

} // namespace sluice
