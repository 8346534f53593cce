#include "core/settings/settingstext.h"

#include "core/settings/settingstable.h"
#include "core/text/jsonwriter.h"
#include <algorithm>

namespace sluice {
namespace {

bool isNumber(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

// A JSON string is a TOML basic string too.
std::string tomlValue(const SettingRow& row)
{
    if (row.kind.isList && row.defaultText.empty())
        return "[]";
    if (row.kind.isTruth || isNumber(row.defaultText))
        return std::string(row.defaultText);
    return jsonString(row.defaultText);
}

} // namespace

std::string valueForPeople(const LoadedSettings::Value& value)
{
    if (value.text.empty())
        return value.row->shownDefault.empty() ? "none" : std::string(value.row->shownDefault);
    return value.row->secret ? "••••" : value.text;
}

std::string settingsMarkdown()
{
    std::string out = "| setting | default | meaning |\n|---|---|---|\n";
    for (const SettingRow& row : settingsTable()) {
        const std::string given(row.defaultForPeople());
        out += "| `" + std::string(row.name) + "` | ";
        out += row.shownDefault.empty() ? "`" + given + "`" : given;
        out += " | " + std::string(row.help);
        if (row.environmentOnly)
            out += " (only as `" + row.variable() + "`)";
        out += " |\n";
    }
    return out;
}

std::string settingsToml()
{
    std::string out
        = "# Settings of Sluice with their defaults. Flags and the environment win over this "
          "file.\n";
    std::string_view group;
    for (const SettingRow& row : settingsTable()) {
        if (row.environmentOnly)
            continue;
        if (row.group != group)
            out += "\n# --- " + std::string(row.group) + " ---\n";
        group = row.group;
        out += "\n# " + std::string(row.help) + "\n";
        out += "#" + std::string(row.name) + " = " + tomlValue(row);
        out += row.shownDefault.empty() ? "\n" : " # " + std::string(row.shownDefault) + "\n";
    }
    return out;
}

std::string describeSettings(const LoadedSettings& loaded)
{
    std::size_t widest = 0;
    for (const auto& value : loaded.values)
        widest = std::max(widest, value.row->name.size());
    std::string out;
    for (const auto& value : loaded.values) {
        out += value.row->name;
        out.append(widest - value.row->name.size(), ' ');
        out += " = " + valueForPeople(value) + "  (" + value.source + ")\n";
    }
    return out;
}

} // namespace sluice
