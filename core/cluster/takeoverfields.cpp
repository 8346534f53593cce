#include "core/cluster/takeoverfields.h"

#include "core/text/walltime.h"
#include <utility>

namespace sluice::takeover {

Fields::Fields(std::string_view line) : m_object(line) { }

void Fields::complain(std::string_view name)
{
    if (m_complaint.empty())
        m_complaint = name;
}

template <class Value> Value Fields::orComplain(std::optional<Value> found, std::string_view name)
{
    if (!found)
        complain(name);
    return std::move(found).value_or(Value());
}

std::string Fields::text(std::string_view name)
{
    return orComplain(m_object.text(name), name);
}

std::vector<std::string> Fields::texts(std::string_view name)
{
    return orComplain(m_object.texts(name), name);
}

std::uint64_t Fields::number(std::string_view name, std::uint64_t most)
{
    const std::int64_t found = signedNumber(name);
    if (found < 0 || static_cast<std::uint64_t>(found) > most) {
        complain(name);
        return 0;
    }
    return static_cast<std::uint64_t>(found);
}

std::int64_t Fields::signedNumber(std::string_view name)
{
    return orComplain(m_object.integer(name), name);
}

bool Fields::truth(std::string_view name)
{
    return orComplain(m_object.truth(name), name);
}

std::int64_t microseconds(WallTime time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

WallTime wallTime(std::int64_t microseconds)
{
    return wallTimeOf<std::chrono::microseconds>(microseconds);
}

} // namespace sluice::takeover
