#include "app/commandline.h"

#include "app/client/clientcommands.h"
#include "app/configcommand.h"
#include "app/consolecommand.h"
#include "app/exitcode.h"
#include "app/guicommand.h"
#include "app/qtarguments.h"
#include "app/servecommand.h"
#include "app/settingflags.h"
#include "app/tokencommand.h"
#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <algorithm>
#include <utility>

namespace sluice {
namespace {

constexpr const char* description
    = "Sluice: a WebSocket notification server that drains gracefully";

constexpr const char* examples = R"(Examples:
  sluice                                  serve on http://127.0.0.1:8000
  sluice --host 0.0.0.0 --port 9000       serve the whole network on another port
  sluice --shutdown-timeout 5m            give clients five minutes to leave on SIGTERM
  sluice --gui                            watch it in a window
  sluice --config sluice.toml             take the settings from a file
  SLUICE_LOG_LEVEL=debug sluice           or from the environment
  sluice config default > sluice.toml     start such a file
  sluice drain --wait                     end a running server without hurting its clients
  sluice restart                          put a new process in its place, losing nobody
  sluice console                          watch your servers in one window
  sluice config show                      print every setting and where it comes from

A flag wins over the environment, the environment over the file, the file over the default.
Exit codes: 0 done or drained, 1 could not start, 2 bad settings or usage, 3 drain cut short by force.
)";

struct ServeFlags {
    bool window = false;
    bool takeover = false;
};

int serveWith(const SettingsInput& input, const ServeFlags& flags, QtArguments& arguments)
{
    const auto loaded = loadOrExplain(input);
    if (!loaded)
        return exitBadUsage;
    ServerHost::Entry entry;
    entry.takesOver = flags.takeover;
    if (flags.window)
        return serveWithWindow(*loaded, entry, arguments);
    auto count = static_cast<int>(arguments.ours.size());
    return serve(*loaded, entry, count, arguments.ours.data());
}

void addServeFlags(CLI::App& command, ServeFlags& flags)
{
    command.add_flag("--gui", flags.window, "open a window onto the server as well")
        ->group("Options");
    command
        .add_flag("--takeover", flags.takeover,
                  "take the place of the running instance, which then drains (see: restart)")
        ->group("Options");
}

// The value behind a mistyped flag may be a secret: where there are flags, they alone are named.
CLI::ExtrasError unexpected(std::vector<std::string> words)
{
    std::vector<std::string> flags;
    for (const std::string& word : words) {
        const std::string flag = word.substr(0, word.find('='));
        const bool isName = flag.starts_with("--") // else perhaps a letter, its value behind it
            || flag.find_first_not_of("-abcdefghijklmnopqrstuvwxyz") == flag.npos;
        if (word.starts_with('-'))
            flags.push_back(isName ? flag : flag.substr(0, 2));
    }
    if (!flags.empty())
        words = std::move(flags);
    std::reverse(words.begin(), words.end()); // CLI11 names the last one first
    return CLI::ExtrasError(words);
}

int parse(CLI::App& app, const std::vector<char*>& line)
{
    try {
        app.parse(static_cast<int>(line.size()), line.data());
        return exitDone;
    } catch (const CLI::CallForHelp&) {
        // CLI11 would explain everything rather than say that a word means nothing to it.
        if (const auto words = app.remaining(true); !words.empty())
            return app.exit(unexpected(words)), exitBadUsage;
        return app.exit(CLI::CallForHelp()), exitDone;
    } catch (const CLI::ExtrasError&) {
        return app.exit(unexpected(app.remaining(true))), exitBadUsage;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == exitDone ? exitDone : exitBadUsage;
    }
}

} // namespace

int runCommandLine(int argc, char** argv)
{
    QtArguments arguments(argc, argv);
    CLI::App app(description, "sluice");
    app.set_version_flag("--version", "sluice " SLUICE_VERSION);
    app.set_help_flag("-h,--help", "Print this help and exit");
    app.require_subcommand(0, 1);

    SettingsInput input;
    Action action;
    ServeFlags flags;
    addSettingFlags(app, input);
    addServeFlags(app, flags);
    CLI::App* serving = app.add_subcommand("serve", "Run the server; what sluice does by itself");
    addSettingFlags(*serving, input);
    addServeFlags(*serving, flags);
    addConfigCommand(app, input, action);
    addTokenCommand(app, input, action);
    ConsoleOptions console;
    CLI::App* watching = addConsoleCommand(app, console);
    addClientCommands(app, action);
    // Last, because subcommands made after this would repeat it.
    app.footer(examples);
    app.get_formatter()->column_width(36);

    bool parsed = false;
    app.parse_complete_callback([&parsed] { parsed = true; });
    if (const int code = parse(app, arguments.ours); code != exitDone || !parsed)
        return code;
    if (watching->parsed()) {
        if (const int code = console.complete(); code != exitDone)
            return code;
        return openConsole(console, arguments);
    }
    if (!action)
        return serveWith(input, flags, arguments);
    const QCoreApplication application(argc, argv);
    return action();
}

} // namespace sluice
