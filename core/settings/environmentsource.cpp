#include "core/settings/environmentsource.h"

#include "core/settings/nearestname.h"
#include "core/settings/settingssource.h"
#include "core/settings/settingstable.h"
#include <algorithm>
#include <fstream>
#include <unistd.h>

namespace sluice {
namespace {

constexpr std::string_view fileSuffix = "_FILE";

std::string_view look(const Environment& environment, const std::string& name)
{
    const auto found = environment.find(name);
    return found == environment.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<std::string> secretFrom(const std::string& path)
{
    constexpr std::streamsize longest = 65536;
    std::ifstream file(path, std::ios::binary);
    std::string text(static_cast<std::size_t>(longest), '\0');
    if (!file || !file.read(text.data(), longest).eof())
        return {};
    text.resize(static_cast<std::size_t>(file.gcount()));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    return text;
}

std::optional<SourcedText> fromSecretFile(const SettingRow& row, const Environment& environment,
                                          std::vector<SettingsError>& errors)
{
    const std::string variable = row.variable() + std::string(fileSuffix);
    const std::string path(look(environment, variable));
    if (path.empty())
        return {};
    const std::string name(row.name);
    if (!look(environment, row.variable()).empty()) {
        errors.push_back({ name, "••••", row.variable(), "is set by " + variable + " as well" });
        return {};
    }
    auto secret = secretFrom(path);
    if (!secret)
        errors.push_back({ name, path, variable, "must name a readable file of less than 64KiB" });
    else if (secret->empty())
        errors.push_back({ name, path, variable, "must name a file that is not empty" });
    else
        return SourcedText { *secret, variable };
    return {};
}

bool isKubernetes(std::string_view variable)
{
    return variable.rfind("SLUICE_SERVICE_", 0) == 0 || variable.rfind("SLUICE_PORT_", 0) == 0;
}

std::vector<std::string> knownVariables()
{
    std::vector<std::string> known { "SLUICE_CLIENT_TOKEN", // of the commands that are clients
                                     "SLUICE_CLIENT_TOKEN_FILE" };
    for (const SettingRow& row : settingsTable()) {
        known.push_back(row.variable());
        if (row.secret)
            known.push_back(row.variable() + std::string(fileSuffix));
    }
    return known;
}

} // namespace

std::optional<SourcedText> fromEnvironment(const SettingRow& row, const Environment& environment,
                                           std::vector<SettingsError>& errors)
{
    if (row.secret) {
        if (auto said = fromSecretFile(row, environment, errors))
            return said;
    }
    for (const std::string& name : { row.variable(), std::string(row.bareVariable) }) {
        if (const auto text = look(environment, name); !name.empty() && !text.empty())
            return SourcedText { std::string(text), name };
    }
    return {};
}

std::vector<std::string> unknownVariables(const Environment& environment)
{
    const auto known = knownVariables();
    std::vector<std::string> warnings;
    for (const auto& [name, value] : environment) {
        const bool ours = name.rfind("SLUICE_", 0) == 0;
        if (!ours || isKubernetes(name) || std::count(known.begin(), known.end(), name) > 0)
            continue;
        const std::string_view nearest = nearestName(name, known);
        std::string sentence = "The environment variable " + name + " is not a setting";
        sentence += nearest.empty() ? "." : "; did you mean " + std::string(nearest) + "?";
        warnings.push_back(std::move(sentence));
    }
    return warnings;
}

std::map<std::string, std::string> processEnvironment()
{
    std::map<std::string, std::string> variables;
    for (char** entry = environ; entry && *entry; ++entry) {
        const std::string_view text(*entry);
        const auto equals = text.find('=');
        if (equals != text.npos)
            variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

} // namespace sluice
