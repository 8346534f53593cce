#include "core/text/spoken.h"

#include <cstdint>

namespace sluice {

std::string spoken(std::chrono::milliseconds duration)
{
    const auto say = [](std::int64_t number, const char* unit) {
        return std::to_string(number) + ' ' + unit + (number == 1 ? "" : "s");
    };
    const auto tenths = (duration.count() + 50) / 100;
    if (tenths < 600 && tenths % 10 != 0)
        return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " seconds";
    const auto count = std::chrono::round<std::chrono::seconds>(duration).count();
    if (count > 0 && count % 3600 == 0)
        return say(count / 3600, "hour");
    if (count > 0 && count % 60 == 0)
        return say(count / 60, "minute");
    return say(count, "second");
}

} // namespace sluice
