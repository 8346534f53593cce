#pragma once

#include <optional>
#include <string>

namespace sluice {

// What a client calls its own request; the answer to it carries it again (PROTOCOL.md §1.2), null
// where there was none. The empty text is one, too.
using Ref = std::optional<std::string>;

} // namespace sluice
