#include "core/http/upgradepath.h"

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
    return isClientPath(path, echo) || path == "/api/v1/events";
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
    // "/ws/" alone may still become one.
    const std::string_view path = octets.substr(0, octets.find_first_of(" ?\r\n"));
    return isClientPath(path, echo) || path == "/ws/";
}

} // namespace sluice
