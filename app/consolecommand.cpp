#include "app/consolecommand.h"

#include "app/client/serverurl.h"
#include "app/client/terminaltext.h"
#include "app/exitcode.h"
#include <CLI/CLI.hpp>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* examples
    = R"(Examples: sluice console                      the servers you have added, or how to add one
          sluice console --connect http://10.0.0.7:8000 --token-file ~/.sluice-token
          sluice console --connect https://node-1:8000 --connect https://node-2:8000
          sluice console --connect https://node-1:8000 --ca-file our-ca.pem

A window onto running servers: who is connected, how a drain goes, and every order an operator
can give, for each server or in a rolling restart. It calls again when a line breaks. The token
is shown to every server that is named here; a server that is kept brings its own token file.
The window needs a display. Exit code 0: closed; 1: no display; 2: the command is wrong.)";

int misuse(const QString& sentence)
{
    printLine(stderr, u"sluice console: "_s + forTerminal(sentence));
    return exitBadUsage;
}

} // namespace

int ConsoleOptions::complete()
{
    for (const std::string& url : urls) {
        const auto admin = adminUrl(QString::fromStdString(url));
        if (!admin)
            return misuse(
                u"%1 is no address of a server: it "
                "should look like http://127.0.0.1:8000, without a user, a password or a query."_s
                    .arg(QString::fromStdString(url)));
        if (const QString wrong = trust.problem(*admin); !wrong.isEmpty())
            return misuse(wrong);
    }
    if (const QString wrong = trust.problem(); !wrong.isEmpty())
        return misuse(wrong);
    const auto [found, problem] = option.find();
    if (!problem.isEmpty())
        return misuse(problem);
    token = found;
    return exitDone;
}

CLI::App* addConsoleCommand(CLI::App& app, ConsoleOptions& options)
{
    CLI::App* command = app.add_subcommand("console", "Watch running servers in a window");
    command->add_option("-c,--connect", options.urls, "A server; may be given more than once")
        ->option_text("URL")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    addTokenOption(*command, options.option, "admin or viewer");
    addTrustOption(*command, options.trust);
    command->footer(examples);
    return command;
}

} // namespace sluice
