#include "app/settingflags.h"

#include "core/settings/settingstable.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

namespace sluice {

void addSettingFlags(CLI::App& command, SettingsInput& input,
                     std::initializer_list<std::string_view> only)
{
    command.add_option("--config", input.configFile, "a TOML file of settings")
        ->type_name("FILE")
        ->group("Options");
    for (const SettingRow& row : settingsTable()) {
        const bool chosen
            = only.size() == 0 || std::find(only.begin(), only.end(), row.name) != only.end();
        if (row.environmentOnly || !chosen)
            continue;
        const auto say = [&input, &row](const std::string& text) {
            const bool bare = text.empty() && row.kind.isTruth;
            input.flags.emplace_back(row.name, bare ? "true" : text);
        };
        CLI::Option* option
            = command.add_option_function<std::string>(row.flag(), say, std::string(row.help));
        option->group(std::string(row.group))->take_last();
        const std::string standard(row.defaultForPeople());
        // With a default_str, CLI11 would take a bare --echo for the default, false.
        if (row.kind.isTruth)
            option->type_name(row.kind.shape + "=" + standard)->expected(0, 1);
        else
            option->type_name(row.kind.shape)->default_str(standard);
    }
}

std::optional<LoadedSettings> loadOrExplain(SettingsInput input)
{
    input.environment = processEnvironment();
    auto result = loadSettings(input);
    if (const auto* errors = std::get_if<std::vector<SettingsError>>(&result)) {
        for (const SettingsError& error : *errors)
            std::cerr << error.sentence() << '\n';
        return {};
    }
    auto loaded = std::get<LoadedSettings>(std::move(result));
    for (const std::string& warning : loaded.warnings)
        std::cerr << warning << '\n';
    return loaded;
}

} // namespace sluice
