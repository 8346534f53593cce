#include "app/client/listencommand.h"
#include "app/client/listenclient.h"
#include "app/client/serverurl.h"
#include "app/client/stdinlines.h"
#include "app/client/terminaltext.h"
#include "app/client/tokenoption.h"
#include "app/client/trustoption.h"
#include "core/runtime/signalbridge.h"
#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <memory>
#include <unistd.h>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    std::string url = "ws://127.0.0.1:8000/ws";
    std::string id;
    TokenOption token;
    TrustOption trust;
    std::uint64_t count = 0;
    bool json = false;
    bool wait = false;
    bool readStdin = false;
};

int run(const Options& options)
{
    const auto url
        = socketUrl(QString::fromStdString(options.url), QString::fromStdString(options.id));
    if (!url) {
        printLine(stderr, u"sluice listen: the URL must look like ws://127.0.0.1:8000/ws."_s);
        return 2;
    }
    const auto [token, problem] = options.token.findClients();
    const QString distrust = options.trust.problem(*url);
    for (const QString& sentence : { problem, distrust }) {
        if (sentence.isEmpty())
            continue;
        printLine(stderr, u"sluice listen: "_s + forTerminal(sentence));
        return 2;
    }
    ListenClient client(
        { *url, token, options.json, options.wait, options.count, options.trust.trust() });
    const SignalBridge signalBridge;
    QObject::connect(&signalBridge, &SignalBridge::terminationRequested, &client,
                     &ListenClient::leave);
    std::unique_ptr<StdinLines> lines;
    if (options.readStdin || isatty(STDIN_FILENO) == 1) {
        lines = std::make_unique<StdinLines>();
        QObject::connect(&client, &ListenClient::ready, lines.get(), &StdinLines::setEnabled);
        QObject::connect(lines.get(), &StdinLines::lineRead, &client, &ListenClient::send);
    }
    QObject::connect(
        &client, &ListenClient::finished, qApp,
        [](int exitCode) { QCoreApplication::exit(exitCode); }, Qt::QueuedConnection);
    client.start();
    return QCoreApplication::exec();
}

} // namespace

void addListenCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("listen", "Connect as a client and print what arrives");
    command->footer(
        "Examples: sluice listen\n"
        "          sluice listen ws://127.0.0.1:8000/ws --id kitchen\n"
        "          sluice listen --json --count 1 | jq .data\n\n"
        "On a terminal, what you type is sent to the others; the word test asks for the\n"
        "server's status. After a break it comes back and resumes where it was: nothing is\n"
        "missed and nothing shown twice, or it says so. Ctrl-C leaves.");
    command->add_option("url", options->url, "The server")->capture_default_str();
    command->add_option("--id", options->id,
                        "Be the client with this id; else the server gives one");
    command->add_option("-c,--count", options->count, "Leave after this many messages");
    addClientTokenOption(*command, options->token);
    addTrustOption(*command, options->trust);
    command->add_flag("--json", options->json, "Print each frame as it came");
    command->add_flag("--wait", options->wait, "Keep trying when the server is not there yet");
    command->add_flag("--stdin", options->readStdin, "Send lines even when input is no terminal");
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace sluice
