#pragma once

#include "core/text/jsonobject.h"
#include "core/text/timestamp.h"
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::takeover {

// Reads the fields of one line and remembers the first that is missing or of the wrong kind. Pure.
class Fields {
public:
    explicit Fields(std::string_view line);

    bool isObject() const { return m_object.isReadable(); }
    const std::string& complaint() const { return m_complaint; } // empty: all went well
    void complain(std::string_view name);

    std::string text(std::string_view name);
    std::vector<std::string> texts(std::string_view name);
    std::uint64_t number(std::string_view name,
                         std::uint64_t most = std::numeric_limits<std::int64_t>::max());
    std::int64_t signedNumber(std::string_view name);
    bool truth(std::string_view name);

private:
    template <class Value> Value orComplain(std::optional<Value> found, std::string_view name);

    JsonObject m_object;
    std::string m_complaint;
};

std::int64_t microseconds(WallTime time); // since 1970
WallTime wallTime(std::int64_t microseconds);

} // namespace sluice::takeover
