#include "core/settings/settingsfile.h"

#include "core/settings/nearestname.h"
#include "core/settings/settingstable.h"
#include <optional>
#include <sstream>
#include <toml++/toml.h>

namespace sluice {
namespace {

std::string sourceOf(const std::string& path, const toml::source_region& region)
{
    return path + " line " + std::to_string(region.begin.line);
}

std::optional<std::string> scalarText(const toml::node& node)
{
    if (const auto* text = node.as_string())
        return text->get();
    if (const auto* truth = node.as_boolean())
        return truth->get() ? "true" : "false";
    if (!node.is_integer() && !node.is_floating_point())
        return {};
    std::ostringstream out;
    node.visit([&out](const auto& value) {
        using Value = decltype(value);
        if constexpr (toml::is_integer<Value> || toml::is_floating_point<Value>)
            out << value.get();
    });
    return out.str();
}

std::optional<std::string> listText(const toml::node& node)
{
    const auto* items = node.as_array();
    if (!items)
        return {};
    std::string text;
    for (const toml::node& item : *items) {
        const auto part = scalarText(item);
        if (!part)
            return {};
        text += (text.empty() ? "" : ",") + *part;
    }
    return text;
}

SettingsError unknownName(const std::string& name, const std::string& source)
{
    std::vector<std::string> known;
    for (const SettingRow& row : settingsTable()) {
        if (!row.environmentOnly)
            known.emplace_back(row.name);
    }
    const std::string_view nearest = nearestName(name, known);
    std::string rule = "is not a setting";
    if (!nearest.empty())
        rule += "; did you mean " + std::string(nearest) + "?";
    return { name, {}, source, rule };
}

void readLine(SettingsFile& file, const std::string& path, const std::string& name,
              const toml::node& node)
{
    const std::string source = sourceOf(path, node.source());
    const SettingRow* row = findSetting(name);
    if (!row) {
        file.errors.push_back(unknownName(name, source));
        return;
    }
    if (row->environmentOnly) {
        file.errors.push_back({ name, {}, source, "can only be set as " + row->variable() });
        return;
    }
    auto text = scalarText(node);
    if (!text && row->kind.isList)
        text = listText(node);
    if (text)
        file.lines.push_back({ name, *text, source });
    else
        file.errors.push_back({ name, {}, source, row->kind.rule });
}

// `parse` gives the table, or throws what is wrong with the text.
template <class Parse> SettingsFile readTable(const std::string& path, Parse parse)
{
    SettingsFile file;
    try {
        const toml::table table = parse();
        for (const auto& [name, node] : table)
            readLine(file, path, std::string(name.str()), node);
    } catch (const toml::parse_error& error) {
        const bool unreadable = error.source().begin.line == 0;
        const std::string source = unreadable ? "--config" : sourceOf(path, error.source());
        file.errors.push_back({ path, {}, source, std::string(error.description()) });
    }
    return file;
}

} // namespace

SettingsFile readSettingsFile(const std::string& path)
{
    return readTable(path, [&path] { return toml::parse_file(path); });
}

SettingsFile parseSettingsFile(std::string_view text, const std::string& path)
{
    return readTable(path, [&] { return toml::parse(text, path); });
}

} // namespace sluice
