#include "core/http/upgradepath.h"

#include "core/admin/adminwire.h"

namespace sluice {

namespace {

bool isClientPath(std::string_view path, bool echo)
{
    return path == "/ws" || (path.starts_with("/ws/") && path.size() > 4)
        || (echo && path == "/echo");
}

} // namespace

bool isUpgradePath(std::string_view path, bool echo)
{
    return isClientPath(path, echo) || path == adminwire::path;
}

bool beginsUpgrade(std::string_view octets, bool echo)
{
    constexpr std::string_view emptyLine = "\r\n"; // forgiven before a request
    constexpr std::string_view method = "GET ";
    if (octets.starts_with(emptyLine))
        octets.remove_prefix(emptyLine.size());
    if (!octets.starts_with(method))
        return false;
    octets.remove_prefix(method.size());
    // What has come of the path may be too little to tell.
    if (octets.find_first_of(" ?\r\n") == octets.npos && octets.size() > 1
        && (std::string_view("/ws").starts_with(octets)
            || (echo && std::string_view("/echo").starts_with(octets))))
        return true;
    // "/ws/" alone may still become one.
    const std::string_view path = octets.substr(0, octets.find_first_of(" ?\r\n"));
    return isClientPath(path, echo) || path == "/ws/";
}

} // namespace sluice
