#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

// A JSON object taken apart: every member's value as it was written, but for white space between
// tokens. Of several members with one name the last counts. Nests up to 512 deep. Pure value on std
// types, so that a fuzzer sees into it.
class JsonObject {
public:
    enum class State : std::uint8_t {
        Sound, // by RFC 8259, to the letter
        Lenient, // but for control characters in strings, which are copied escaped
        Faulty, // laid out as an object, but some value cannot be read: a number, an escape
        TooDeep,
        None // no object, or no UTF-8
    };

    explicit JsonObject(std::string_view text);

    State state() const { return m_state; }
    bool isReadable() const { return m_state <= State::Lenient; }
    // Whether some number is beyond what a double can hold: few readers would take it.
    bool hasNumberOutOfRange() const { return m_numberOutOfRange; }

    const std::string* find(std::string_view name) const; // null: there is no such member
    std::optional<std::string> text(std::string_view name) const; // of a string
    std::optional<std::int64_t> integer(std::string_view name) const; // of digits alone
    std::optional<bool> truth(std::string_view name) const;
    std::optional<std::vector<std::string>> texts(std::string_view name) const; // of strings alone

private:
    struct Member {
        std::string name;
        std::string value;
    };
    std::vector<Member> m_members;
    State m_state = State::None;
    bool m_numberOutOfRange = false;
};

} // namespace sluice
