#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

// Writes one compact JSON object, field by field, in the order given: cheaper than a QJsonDocument
// and readable on a terminal. Strings are UTF-8 (invalid sequences become U+FFFD). Pure value.
class JsonWriter {
public:
    JsonWriter();
    JsonWriter& field(std::string_view name, std::string_view value);
    JsonWriter& field(std::string_view name, const char* value)
    {
        return field(name, std::string_view(value));
    }
    JsonWriter& field(std::string_view name, std::int64_t value);
    JsonWriter& field(std::string_view name, std::uint64_t value);
    JsonWriter& field(std::string_view name, int value)
    {
        return field(name, static_cast<std::int64_t>(value));
    }
    JsonWriter& field(std::string_view name,
                      double value); // shortest form; NaN and infinity → null
    JsonWriter& field(std::string_view name, bool value);
    template <class Value> // none → null
    JsonWriter& field(std::string_view name, const std::optional<Value>& value)
    {
        return value ? field(name, *value) : null(name);
    }
    JsonWriter& null(std::string_view name);
    JsonWriter& raw(std::string_view name, std::string_view json); // already valid JSON
    JsonWriter& open(std::string_view name); // nested object …
    JsonWriter& close(); // … and its end
    template <class Range> JsonWriter& strings(std::string_view name, const Range& values);

    std::string finish() &&; // closes what is open; one use

private:
    void key(std::string_view name);
    std::string m_out;
    int m_depth = 1;
    bool m_first = true;
};

double oneDecimal(double value); // a figure for people, such as a rate

// Appends `text` as a JSON string with its quotes.
void appendJsonString(std::string& out, std::string_view text);
std::string jsonString(std::string_view text);

template <class Range> JsonWriter& JsonWriter::strings(std::string_view name, const Range& values)
{
    key(name);
    m_out += '[';
    bool first = true;
    for (const auto& value : values) {
        if (!first)
            m_out += ',';
        first = false;
        appendJsonString(m_out, value);
    }
    m_out += ']';
    return *this;
}

} // namespace sluice
