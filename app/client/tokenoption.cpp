#include "app/client/tokenoption.h"
#include "core/settings/environmentsource.h"
#include "core/settings/settingssource.h"
#include "core/settings/settingstable.h"
#include <CLI/CLI.hpp>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

// As a setting's row would say it; the server itself has none of this name.
SettingRow clientTokenRow()
{
    SettingRow row = *findSetting("admin_token");
    row.name = "client_token";
    return row;
}

TokenOption::Found findBy(const TokenOption& option, const SettingRow& row)
{
    if (!option.text.empty() && !option.file.empty())
        return { {}, u"--token and --token-file cannot both be given."_s };
    if (!option.text.empty())
        return { QString::fromStdString(option.text), {} };
    const std::string fileVariable = row.variable() + "_FILE";
    const Environment environment = option.file.empty()
        ? processEnvironment()
        : Environment { { fileVariable, option.file } };
    std::vector<SettingsError> errors;
    const auto said = fromEnvironment(row, environment, errors);
    if (errors.empty())
        return { said ? QString::fromStdString(said->text) : QString(), {} };
    SettingsError& error = errors.front();
    if (!option.file.empty())
        error.source = "--token-file";
    return { {}, QString::fromStdString(error.sentence()) + u'.' };
}

} // namespace

TokenOption::Found TokenOption::find() const
{
    return findBy(*this, *findSetting("admin_token"));
}

TokenOption::Found TokenOption::findClients() const
{
    return findBy(*this, clientTokenRow());
}

void addClientTokenOption(CLI::App& command, TokenOption& option)
{
    command.add_option("--token", option.text,
                       "A token, when the server wants one; else SLUICE_CLIENT_TOKEN");
    command.add_option("--token-file", option.file,
                       "A file with the token; else SLUICE_CLIENT_TOKEN_FILE");
}

void addTokenOption(CLI::App& command, TokenOption& option, const std::string& whose)
{
    command.add_option("--token", option.text,
                       "The server's " + whose + " token; else SLUICE_ADMIN_TOKEN");
    command.add_option("--token-file", option.file,
                       "A file with the token; else SLUICE_ADMIN_TOKEN_FILE");
}

} // namespace sluice
