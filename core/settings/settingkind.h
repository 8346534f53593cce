#pragma once

#include "core/settings/settings.h"
#include "core/settings/valueparsers.h"
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice {

// How the text of one setting becomes its value: `apply` writes it into the Settings, or says no
// and leaves them alone; `rule` is what to tell the person then, made from the very bounds it
// checks.
struct SettingKind {
    std::string rule; // "must be a whole number from 0 to 65535"
    std::string shape; // for --help: "DURATION"
    std::function<bool(std::string_view text, Settings& settings)> apply;
    bool isTruth = false; // the flag alone means true
    bool isList = false; // a file may write it as an array
    // Whether the setting has the same value in both, however it was written.
    std::function<bool(const Settings& a, const Settings& b)> same = {};
};

namespace kinds {

using std::chrono::milliseconds;
template <class Value> using Words = std::vector<std::pair<std::string_view, Value>>;

template <class Field>
SettingKind number(Field Settings::*field, std::uint64_t least, std::uint64_t most);
template <class Field>
SettingKind size(Field Settings::*field, std::uint64_t least, std::uint64_t most);
SettingKind duration(milliseconds Settings::*field, milliseconds least, milliseconds most);
SettingKind truth(bool Settings::*field);
template <class Value> SettingKind word(Value Settings::*field, Words<Value> words);
SettingKind host(std::string Settings::*field);
SettingKind cores(int Settings::*field, int most);
SettingKind nodeName(std::string Settings::*field);
SettingKind token(std::string Settings::*field); // printable ASCII without blanks, or nothing
SettingKind file(std::string Settings::*field); // its path, or nothing
SettingKind redisUrl(std::string Settings::*field); // or nothing
SettingKind redisPrefix(std::string Settings::*field);
SettingKind socketPath(std::string Settings::*field); // auto, or a path; off becomes empty
SettingKind origins(std::vector<std::string> Settings::*field);

// The range checks behind the two templates above, which only know the field's type.
using Store = std::function<void(std::uint64_t value, Settings& settings)>;
SettingKind numberIn(std::uint64_t least, std::uint64_t most, Store store);
SettingKind sizeIn(std::uint64_t least, std::uint64_t most, Store store);
std::string oneOf(const std::vector<std::string_view>& words);
bool sameWord(std::string_view text, std::string_view word);

template <class Field> SettingKind comparing(SettingKind kind, Field Settings::*field)
{
    kind.same = [field](const Settings& a, const Settings& b) { return a.*field == b.*field; };
    return kind;
}

template <class Field> Store storeIn(Field Settings::*field)
{
    return [field](std::uint64_t value, Settings& settings) {
        settings.*field = static_cast<Field>(value);
    };
}

// A list of what `read` makes of each item; nothing for an item that is none.
template <class Item, class Read>
SettingKind listOf(std::vector<Item> Settings::*field, std::string rule, Read read)
{
    SettingKind kind { std::move(rule), "LIST",
                       [field, read](std::string_view text, Settings& settings) {
                           std::vector<Item> values;
                           for (const std::string& item : parse::list(text)) {
                               std::optional<Item> value = read(item);
                               if (!value)
                                   return false;
                               values.push_back(*std::move(value));
                           }
                           settings.*field = std::move(values);
                           return true;
                       } };
    kind.isList = true;
    return comparing(std::move(kind), field);
}

template <class Field>
SettingKind number(Field Settings::*field, std::uint64_t least, std::uint64_t most)
{
    return comparing(numberIn(least, most, storeIn(field)), field);
}

template <class Field>
SettingKind size(Field Settings::*field, std::uint64_t least, std::uint64_t most)
{
    return comparing(sizeIn(least, most, storeIn(field)), field);
}

template <class Value> SettingKind word(Value Settings::*field, Words<Value> words)
{
    std::vector<std::string_view> names;
    for (const auto& [name, value] : words)
        names.push_back(name);
    const auto apply
        = [field, words = std::move(words)](std::string_view text, Settings& settings) {
              for (const auto& [name, value] : words) {
                  if (sameWord(text, name)) {
                      settings.*field = value;
                      return true;
                  }
              }
              return false;
          };
    return comparing({ "must be " + oneOf(names), "WORD", apply }, field);
}

} // namespace kinds
} // namespace sluice
