#pragma once

#include <string_view>

namespace sluice::bench {

// The value of a header field in an answer's head, which begins with the status line; the name in
// any case, empty when it is not there (RFC 9110 §5). Pure.
std::string_view fieldOf(std::string_view head, std::string_view name);

} // namespace sluice::bench
