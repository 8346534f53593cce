#include "app/configcommand.h"

#include "app/exitcode.h"
#include "app/settingflags.h"
#include "core/settings/settingstext.h"
#include <CLI/CLI.hpp>
#include <iostream>

namespace sluice {
namespace {

int print(const std::string& text)
{
    std::cout << text << std::flush;
    return std::cout ? exitDone : exitCouldNotStart;
}

int check(const SettingsInput& input)
{
    return loadOrExplain(input) ? print("The settings are in order.\n") : exitBadUsage;
}

int show(const SettingsInput& input)
{
    const auto loaded = loadOrExplain(input);
    return loaded ? print(describeSettings(*loaded)) : exitBadUsage;
}

} // namespace

void addConfigCommand(CLI::App& app, SettingsInput& input, Action& action)
{
    CLI::App* config = app.add_subcommand("config", "Check, show or explain the settings");
    config->require_subcommand(1);
    const auto add = [config, &action](const char* name, const char* help, Action run) {
        CLI::App* command = config->add_subcommand(name, help);
        command->callback([&action, run = std::move(run)] { action = run; });
        return command;
    };
    CLI::App* checking = add("check", "Say whether the settings are in order; lists every mistake",
                             [&input] { return check(input); });
    addSettingFlags(*checking, input);
    CLI::App* showing = add("show", "Print every setting, its value and where it comes from",
                            [&input] { return show(input); });
    addSettingFlags(*showing, input);
    add("default", "Print a commented settings file with the defaults",
        [] { return print(settingsToml()); });
    add("table", "Print the table of settings as Markdown",
        [] { return print(settingsMarkdown()); });
}

} // namespace sluice
