#include "core/settings/settingssource.h"

#include "core/settings/accesschecks.h"
#include "core/settings/environmentsource.h"
#include "core/settings/settingsfile.h"
#include "core/settings/settingstable.h"
#include <algorithm>

namespace sluice {
namespace {

using Errors = std::vector<SettingsError>;

std::optional<SourcedText> fromFlags(const SettingRow& row, const SettingsInput& input)
{
    const auto flag = std::find_if(input.flags.rbegin(), input.flags.rend(),
                                   [&](const auto& f) { return f.first == row.name; });
    if (flag == input.flags.rend())
        return {};
    return SourcedText { flag->second, row.flag() };
}

std::optional<SourcedText> fromFile(const SettingRow& row, const SettingsFile& file)
{
    for (const SettingsFile::Line& line : file.lines) {
        if (line.name == row.name)
            return SourcedText { line.text, line.source };
    }
    return {};
}

SourcedText chosen(const SettingRow& row, const SettingsInput& input, const SettingsFile& file,
                   Errors& errors)
{
    if (auto said = fromFlags(row, input))
        return *said;
    if (auto said = fromEnvironment(row, input.environment, errors))
        return *said;
    if (auto said = fromFile(row, file))
        return *said;
    return { std::string(row.defaultText), "default" };
}

std::string shown(const LoadedSettings::Value& value)
{
    return value.row->secret ? "••••" : value.text;
}

// A Service named sluice makes Kubernetes set SLUICE_PORT=tcp://10.0.0.7:8000 in every pod.
std::string ruleFor(const LoadedSettings::Value& value)
{
    if (value.source == "SLUICE_PORT" && value.text.rfind("tcp://", 0) == 0)
        return "is what Kubernetes sets in pods beside a Service named sluice; set "
               "enableServiceLinks: false in the pod, or rename the Service";
    return value.row->kind.rule;
}

bool isSound(std::string_view name, const Errors& errors)
{
    return std::none_of(errors.begin(), errors.end(),
                        [name](const SettingsError& error) { return error.setting == name; });
}

void requireTogether(const LoadedSettings& loaded, Errors& errors)
{
    const Settings& settings = loaded.settings;
    const auto complain = [&](std::string_view name, std::string_view rule) {
        for (const auto& value : loaded.values) {
            if (value.row->name == name)
                errors.push_back(
                    { std::string(name), shown(value), value.source, std::string(rule) });
        }
    };
    if (isSound("ping_interval", errors) && isSound("pong_timeout", errors)
        && settings.pingInterval.count() > 0 && settings.pongTimeout.count() == 0)
        complain("pong_timeout", "must be above 0 while ping_interval is");
    if (settings.tlsCertificate.empty() && !settings.tlsKey.empty())
        complain("tls_key", "must come with tls_certificate");
    if (settings.tlsKey.empty() && !settings.tlsCertificate.empty())
        complain("tls_certificate", "must come with tls_key");
    if (!settings.historyFile.empty() && !settings.redisUrl.empty())
        complain("history_file", "is for a server without redis_url, where a fleet's history is");
    if (!settings.viewerToken.empty() && settings.viewerToken == settings.adminToken)
        complain("viewer_token", "must differ from admin_token");
    const auto names = { "auth", "auth_tokens", "jwt_algorithm", "jwt_secret", "jwt_public_key" };
    if (std::all_of(names.begin(), names.end(), // else one slip would be told twice
                    [&errors](std::string_view name) { return isSound(name, errors); }))
        checkAccess(settings, complain);
}

} // namespace

std::variant<LoadedSettings, Errors> loadSettings(const SettingsInput& input)
{
    LoadedSettings loaded;
    Errors errors;
    SettingsFile file;
    if (!input.configFile.empty())
        file = readSettingsFile(input.configFile);
    for (const SettingRow& row : settingsTable()) {
        auto [text, source] = chosen(row, input, file, errors);
        const LoadedSettings::Value& value
            = loaded.values.emplace_back(LoadedSettings::Value { &row, text, source });
        if (!row.kind.apply(text, loaded.settings))
            errors.push_back({ std::string(row.name), shown(value), source, ruleFor(value) });
    }
    requireTogether(loaded, errors);
    errors.insert(errors.end(), file.errors.begin(), file.errors.end());
    if (!errors.empty())
        return errors;
    loaded.warnings = unknownVariables(input.environment);
    loaded.input = input;
    for (std::string& warning : accessWarnings(loaded.settings))
        loaded.warnings.push_back(std::move(warning));
    return loaded;
}

} // namespace sluice
