#include "app/configcommand.h"

#include "app/exitcode.h"
#include "app/settingflags.h"
#include "core/net/tlscontext.h"
#include "core/settings/settingstext.h"
#include <CLI/CLI.hpp>
#include <iostream>
#include <optional>
#include <utility>
#include <variant>

namespace sluice {
namespace {

int print(const std::string& text)
{
    std::cout << text << std::flush;
    return std::cout ? exitDone : exitCouldNotStart;
}

// The start reads the files too, but other commands must not: who uses them may not read the key.
std::optional<std::string> wrongWithTls(const Settings& settings)
{
    if (settings.tlsCertificate.empty())
        return std::nullopt;
    auto loaded = TlsContext::load(settings.tlsCertificate, settings.tlsKey);
    if (auto* why = std::get_if<std::string>(&loaded))
        return std::move(*why);
    return std::nullopt;
}

int check(const SettingsInput& input)
{
    const auto loaded = loadOrExplain(input);
    if (!loaded)
        return exitBadUsage;
    if (const auto why = wrongWithTls(loaded->settings)) {
        std::cerr << *why << '\n';
        return exitBadUsage;
    }
    return print("The settings are in order.\n");
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
