#include "app/bench/answerhead.h"

#include "core/text/ascii.h"
#include <algorithm>

namespace sluice::bench {

std::string_view fieldOf(std::string_view head, std::string_view name)
{
    for (auto line = head.find("\r\n"); line != std::string_view::npos;
         line = head.find("\r\n", line + 2)) {
        const auto rest = head.substr(line + 2, head.find("\r\n", line + 2) - line - 2);
        const auto colon = rest.find(':');
        if (colon == std::string_view::npos || !ascii::equalsNoCase(rest.substr(0, colon), name))
            continue;
        auto value = rest.substr(colon + 1);
        value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
        return value;
    }
    return {};
}

} // namespace sluice::bench
