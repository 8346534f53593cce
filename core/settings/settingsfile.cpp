#include "core/settings/settingsfile.h"

#include "core/settings/nearestname.h"
#include "core/settings/settingstable.h"
#include "core/settings/valueparsers.h"
#include <fstream>
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

// The row of the secret that a line of the file sets, if it does.
const SettingRow* secretOfLine(std::istream& text, toml::source_index number)
{
    std::string line;
    for (toml::source_index i = 0; i < number; ++i)
        std::getline(text, line);
    const auto equals = line.find('=');
    if (!text || equals == line.npos)
        return nullptr;
    const SettingRow* row = findSetting(parse::trimmed(line.substr(0, equals)));
    return row && row->secret ? row : nullptr;
}

// toml++ quotes a number as it is written, and a mistyped name may have a secret for its value.
std::string withoutNumber(std::string description)
{
    constexpr std::string_view beginnings = "+-.0123456789";
    const auto from = description.find('\'') + 1;
    const auto to = description.rfind('\'');
    if (from > 0 && to > from + 1 && beginnings.find(description[from]) != beginnings.npos)
        description.replace(from, to - from, "…");
    return description;
}

SettingsError notToml(const std::string& path, const toml::parse_error& error, std::istream& text)
{
    const std::string source = sourceOf(path, error.source());
    // "Error while parsing key-value pair: cannot redefine …" is not about the value.
    const bool ofKey = error.description().find("parsing key") != std::string_view::npos;
    const SettingRow* row = ofKey ? nullptr : secretOfLine(text, error.source().begin.line);
    if (row)
        return { std::string(row->name),
                 {},
                 source,
                 "must be a text in quotes, with a backslash before each backslash and quote" };
    return { path, {}, source, withoutNumber(std::string(error.description())) };
}

// `parse` gives the table, or throws what is wrong with the text, which `open` gives once more.
template <class Parse, class Open>
SettingsFile readTable(const std::string& path, Parse parse, Open open)
{
    SettingsFile file;
    try {
        const toml::table table = parse();
        for (const auto& [name, node] : table)
            readLine(file, path, std::string(name.str()), node);
    } catch (const toml::parse_error& error) {
        auto text = open();
        const bool unreadable = error.source().begin.line == 0;
        file.errors.push_back(
            unreadable ? SettingsError { path, {}, "--config", std::string(error.description()) }
                       : notToml(path, error, text));
    }
    return file;
}

} // namespace

SettingsFile readSettingsFile(const std::string& path)
{
    return readTable(
        path, [&path] { return toml::parse_file(path); }, [&path] { return std::ifstream(path); });
}

SettingsFile parseSettingsFile(std::string_view text, const std::string& path)
{
    return readTable(
        path, [&] { return toml::parse(text, path); },
        [text] { return std::istringstream(std::string(text)); });
}

} // namespace sluice
