#include "app/client/drainoptions.h"
#include "core/settings/valueparsers.h"
#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <initializer_list>
#include <utility>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::hours longest { 7 * 24 };

// Names of those that were given.
QStringList given(std::initializer_list<std::pair<bool, const char*>> flags)
{
    QStringList names;
    for (const auto& [set, name] : flags)
        if (set)
            names << QString::fromLatin1(name);
    return names;
}

QString badDuration(const char* flag, const std::string& typed)
{
    const auto time = parse::duration(typed);
    if (typed.empty() || (time && *time <= longest))
        return {};
    return u"%1 must be a duration of a week at most, such as 30s, 5m or 1h; it is \"%2\"."_s.arg(
        QString::fromLatin1(flag), QString::fromStdString(typed));
}

void add(QJsonObject& fields, const QString& name, const std::string& typed)
{
    if (const auto time = parse::duration(typed))
        fields.insert(name, std::chrono::duration<double>(*time).count());
}

} // namespace

QString DrainOptions::problem() const
{
    const QStringList modes = given({ { wait, "--wait" },
                                      { cancel, "--cancel" },
                                      { status, "--status" },
                                      { force, "--force" },
                                      { hurry, "--hurry" } });
    if (modes.size() > 1)
        return u"%1 cannot be given together."_s.arg(modes.join(u" and "_s));
    const QStringList plan = given({ { !delay.empty(), "--delay" },
                                     { !reason.empty(), "--reason" },
                                     { dryRun, "--dry-run" } });
    const QStringList times
        = given({ { !timeout.empty(), "--timeout" }, { !ramp.empty(), "--ramp" } });
    const bool begins = !cancel && !status && !force && !hurry;
    const QStringList misplaced = begins ? QStringList() : hurry ? plan : times + plan;
    if (!misplaced.isEmpty())
        return u"%1 is for the beginning of a drain, not for %2."_s.arg(misplaced.first(),
                                                                        modes.first());
    if (wait && (dryRun || json))
        return u"%1 cannot be given with --wait."_s.arg(dryRun ? u"--dry-run"_s : u"--json"_s);
    for (const auto& [flag, typed] :
         { std::pair("--timeout", &timeout), { "--delay", &delay }, { "--ramp", &ramp } })
        if (QString wrong = badDuration(flag, *typed); !wrong.isEmpty())
            return wrong;
    return {};
}

QJsonObject DrainOptions::fields() const
{
    QJsonObject fields;
    add(fields, u"timeout_s"_s, timeout);
    add(fields, u"delay_s"_s, delay);
    add(fields, u"ramp_s"_s, ramp);
    if (!reason.empty())
        fields.insert(u"reason"_s, QString::fromStdString(reason));
    if (dryRun)
        fields.insert(u"dry_run"_s, true);
    if (hurry)
        fields.insert(u"hurry"_s, true);
    return fields;
}

void addDrainOptions(CLI::App& command, DrainOptions& options)
{
    command.add_option("url,-u,--url", options.url, "The server")->capture_default_str();
    command.add_flag("--wait", options.wait, "Drain, and show how it goes until the end");
    command.add_flag("--status", options.status, "Only show how the drain stands");
    command.add_flag("--cancel", options.cancel, "Let newcomers in again; who is there stays");
    command.add_flag("--hurry", options.hurry, "Close who is left now, within ten seconds");
    command.add_flag("--force", options.force, "Close everybody at once and end the server");
    const auto duration = [&](const char* name, std::string& target, const char* help) {
        command.add_option(name, target, help)->option_text("TIME");
    };
    duration("--timeout", options.timeout, "From now to the deadline, such as 90s, 30m or 1h");
    duration("--delay", options.delay,
             "Tell the load balancers only, and refuse newcomers after this");
    duration("--ramp", options.ramp, "Close the rest one after another in this last part");
    command.add_option("--reason", options.reason, "Why, for clients and the log");
    command.add_flag("--dry-run", options.dryRun, "Say what would happen, and do nothing");
    command.add_flag("--json", options.json, "Print the server's answer as it came");
    addTokenOption(command, options.token, "admin");
    addTrustOption(command, options.trust);
}

} // namespace sluice
