#include "core/text/jsoncopy.h"

#include "core/text/jsonobject.h"

namespace sluice {

std::optional<std::string> copyJsonMember(std::string_view object, std::string_view name)
{
    const JsonObject read(object);
    const std::string* value = read.state() == JsonObject::State::Sound ? read.find(name) : nullptr;
    return value ? std::optional(*value) : std::nullopt;
}

} // namespace sluice
