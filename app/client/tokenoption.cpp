#include "app/client/tokenoption.h"
#include "core/settings/environmentsource.h"
#include "core/settings/settingssource.h"
#include "core/settings/settingstable.h"
#include <CLI/CLI.hpp>

namespace sluice {

using namespace Qt::StringLiterals;

TokenOption::Found TokenOption::find() const
{
    if (!text.empty() && !file.empty())
        return { {}, u"--token and --token-file cannot both be given."_s };
    if (!text.empty())
        return { QString::fromStdString(text), {} };
    const SettingRow& row = *findSetting("admin_token");
    const std::string fileVariable = row.variable() + "_FILE";
    const Environment environment
        = file.empty() ? processEnvironment() : Environment { { fileVariable, file } };
    std::vector<SettingsError> errors;
    const auto said = fromEnvironment(row, environment, errors);
    if (errors.empty())
        return { said ? QString::fromStdString(said->text) : QString(), {} };
    SettingsError& error = errors.front();
    if (!file.empty())
        error.source = "--token-file";
    return { {}, QString::fromStdString(error.sentence()) + u'.' };
}

void addTokenOption(CLI::App& command, TokenOption& option, const std::string& whose)
{
    command.add_option("--token", option.text,
                       "The server's " + whose + " token; else SLUICE_ADMIN_TOKEN");
    command.add_option("--token-file", option.file,
                       "A file with the token; else SLUICE_ADMIN_TOKEN_FILE");
}

} // namespace sluice
