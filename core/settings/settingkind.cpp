#include "core/settings/settingkind.h"

#include "core/cluster/redisurl.h"
#include "core/text/ascii.h"
#include <algorithm>
#include <thread>

namespace sluice::kinds {
namespace {

bool isIn(std::uint64_t value, std::uint64_t least, std::uint64_t most)
{
    return value >= least && value <= most;
}

} // namespace

std::string oneOf(const std::vector<std::string_view>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += i + 1 == words.size() ? " or " : ", ";
        text += words[i];
    }
    return text;
}

bool sameWord(std::string_view text, std::string_view word)
{
    return parse::lowered(parse::trimmed(text)) == word;
}

SettingKind numberIn(std::uint64_t least, std::uint64_t most, Store store)
{
    return { "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most),
             "NUMBER",
             [least, most, store = std::move(store)](std::string_view text, Settings& settings) {
                 const auto value = parse::number(text);
                 if (!value || !isIn(*value, least, most))
                     return false;
                 store(*value, settings);
                 return true;
             } };
}

SettingKind sizeIn(std::uint64_t least, std::uint64_t most, Store store)
{
    return { "must be a size from " + parse::sizeText(least) + " to " + parse::sizeText(most)
                 + ", such as 65536, 64KiB or 1MiB",
             "SIZE",
             [least, most, store = std::move(store)](std::string_view text, Settings& settings) {
                 const auto value = parse::size(text);
                 if (!value || !isIn(*value, least, most))
                     return false;
                 store(*value, settings);
                 return true;
             } };
}

SettingKind duration(milliseconds Settings::*field, milliseconds least, milliseconds most)
{
    return comparing({ "must be a duration from " + parse::durationText(least) + " to "
                           + parse::durationText(most) + ", such as 250ms, 10s, 5m or 1h",
                       "DURATION",
                       [=](std::string_view text, Settings& settings) {
                           const auto value = parse::duration(text);
                           if (!value || *value < least || *value > most)
                               return false;
                           settings.*field = *value;
                           return true;
                       } },
                     field);
}

SettingKind truth(bool Settings::*field)
{
    SettingKind kind { "must be true or false (on, off, yes, no, 1 and 0 do too)", "BOOL",
                       [field](std::string_view text, Settings& settings) {
                           const auto value = parse::truth(text);
                           if (value)
                               settings.*field = *value;
                           return value.has_value();
                       } };
    kind.isTruth = true;
    return comparing(std::move(kind), field);
}

SettingKind host(std::string Settings::*field)
{
    return comparing({ "must be an address such as 127.0.0.1 or [::], or a host name", "HOST",
                       [field](std::string_view text, Settings& settings) {
                           const auto value = parse::host(text);
                           if (value)
                               settings.*field = *value;
                           return value.has_value();
                       } },
                     field);
}

SettingKind cores(int Settings::*field, int most)
{
    return comparing(
        { "must be cores or a whole number from 1 to " + std::to_string(most), "NUMBER",
          [=](std::string_view text, Settings& settings) {
              const bool all = sameWord(text, "cores");
              const auto value = all ? std::thread::hardware_concurrency() : parse::number(text);
              const auto limit = static_cast<std::uint64_t>(most);
              if (!value || (!all && !isIn(*value, 1, limit)))
                  return false;
              settings.*field = static_cast<int>(std::clamp<std::uint64_t>(*value, 1, limit));
              return true;
          } },
        field);
}

SettingKind nodeName(std::string Settings::*field)
{
    constexpr std::size_t longest = 64;
    return comparing(
        { "must be at most 64 letters, digits, dots, dashes, underscores and colons", "NAME",
          [field](std::string_view text, Settings& settings) {
              const std::string_view name = parse::trimmed(text);
              constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz"
                                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:";
              if (name.size() > longest || name.find_first_not_of(allowed) != name.npos)
                  return false;
              settings.*field = name;
              return true;
          } },
        field);
}

SettingKind token(std::string Settings::*field)
{
    return comparing({ "must be printable ASCII characters without blanks", "SECRET",
                       [field](std::string_view text, Settings& settings) {
                           const bool printable
                               = std::all_of(text.begin(), text.end(), ascii::isVisible);
                           if (printable)
                               settings.*field = text;
                           return printable;
                       } },
                     field);
}

SettingKind file(std::string Settings::*field)
{
    return comparing({ "must be the path of a file", "FILE",
                       [field](std::string_view text, Settings& settings) {
                           if (text.find('\0') != text.npos)
                               return false;
                           settings.*field = text;
                           return true;
                       } },
                     field);
}

SettingKind redisUrl(std::string Settings::*field)
{
    return comparing(
        { "must be redis://[user:password@]host[:port][/database], or rediss:// for TLS", "URL",
          [field](std::string_view text, Settings& settings) {
              if (!text.empty() && !RedisUrl::parse(text))
                  return false;
              settings.*field = text;
              return true;
          } },
        field);
}

SettingKind redisPrefix(std::string Settings::*field)
{
    SettingKind kind = nodeName(field);
    kind.rule += ", and not empty";
    kind.apply = [apply = kind.apply](std::string_view text, Settings& settings) {
        return !parse::trimmed(text).empty() && apply(text, settings);
    };
    return kind;
}

SettingKind socketPath(std::string Settings::*field)
{
    constexpr std::size_t longest = 90; // sockaddr_un ends at 108, and a process id goes behind it
    return comparing({ "must be auto, off, or a path of at most 90 octets", "FILE",
                       [field](std::string_view text, Settings& settings) {
                           const std::string_view path = parse::trimmed(text);
                           if (path.size() > longest || path.find('\0') != path.npos)
                               return false;
                           settings.*field = sameWord(path, "off") ? std::string_view()
                               : sameWord(path, "auto")            ? std::string_view("auto")
                                                                   : path;
                           return true;
                       } },
                     field);
}

SettingKind origins(std::vector<std::string> Settings::*field)
{
    return listOf(field,
                  "must be origins such as https://example.org or https://*.example.org, without a "
                  "path and separated by commas, or null, or *",
                  parse::originGlob);
}

} // namespace sluice::kinds
