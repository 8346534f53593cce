#include "app/commandline.h"

#include "app/client/clientcommands.h"
#include "app/configcommand.h"
#include "app/exitcode.h"
#include "app/servecommand.h"
#include "app/settingflags.h"
#include <CLI/CLI.hpp>
#include <QCoreApplication>

namespace sluice {
namespace {

constexpr const char* description
    = "Sluice: a WebSocket notification server that drains gracefully";

constexpr const char* examples = R"(Examples:
  sluice                                  serve on http://127.0.0.1:8000
  sluice --host 0.0.0.0 --port 9000       serve the whole network on another port
  sluice --shutdown-timeout 5m            give clients five minutes to leave on SIGTERM
  sluice --config sluice.toml             take the settings from a file
  SLUICE_LOG_LEVEL=debug sluice           or from the environment
  sluice config default > sluice.toml     start such a file
  sluice drain --wait                     end a running server without hurting its clients
  sluice config show                      print every setting and where it comes from

A flag wins over the environment, the environment over the file, the file over the default.
Exit codes: 0 done or drained, 1 could not start, 2 bad settings or usage, 3 drain cut short by force.
)";

int serveWith(const SettingsInput& input, int& argc, char** argv)
{
    const auto loaded = loadOrExplain(input);
    return loaded ? serve(*loaded, argc, argv) : exitBadUsage;
}

int parse(CLI::App& app, int argc, char** argv)
{
    try {
        app.parse(argc, argv);
        return exitDone;
    } catch (const CLI::CallForHelp&) {
        // CLI11 would explain everything rather than say that a word means nothing to it.
        if (const auto words = app.remaining(true); !words.empty())
            return app.exit(CLI::ExtrasError(words)), exitBadUsage;
        return app.exit(CLI::CallForHelp()), exitDone;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == exitDone ? exitDone : exitBadUsage;
    }
}

} // namespace

int runCommandLine(int argc, char** argv)
{
    CLI::App app(description, "sluice");
    app.set_version_flag("--version", "sluice " SLUICE_VERSION);
    app.set_help_flag("-h,--help", "Print this help and exit");
    app.require_subcommand(0, 1);

    SettingsInput input;
    Action action;
    addSettingFlags(app, input);
    CLI::App* serving = app.add_subcommand("serve", "Run the server; what sluice does by itself");
    addSettingFlags(*serving, input);
    addConfigCommand(app, input, action);
    addClientCommands(app, action);
    // Last, because subcommands made after this would repeat it.
    app.footer(examples);
    app.get_formatter()->column_width(36);

    bool parsed = false;
    app.parse_complete_callback([&parsed] { parsed = true; });
    if (const int code = parse(app, argc, argv); code != exitDone || !parsed)
        return code;
    if (!action)
        return serveWith(input, argc, argv);
    const QCoreApplication application(argc, argv);
    return action();
}

} // namespace sluice
