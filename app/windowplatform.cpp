#include "app/windowplatform.h"

namespace sluice {

WindowPlatform windowPlatform(std::string_view asked, bool x11, bool wayland)
{
    constexpr std::string_view lastResort = "offscreen";
    WindowPlatform platform;
    platform.offscreenWanted = asked.find(lastResort) != std::string_view::npos;
    if (!asked.empty())
        platform.list = asked;
    else if (wayland)
        platform.list = x11 ? "wayland;xcb" : "wayland";
    else if (x11)
        platform.list = "xcb";
    else
        return platform;
    if (!platform.offscreenWanted)
        platform.list.append(";").append(lastResort);
    return platform;
}

} // namespace sluice
