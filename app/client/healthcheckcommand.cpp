#include "app/client/healthcheckcommand.h"
#include "app/client/httpcall.h"
#include "app/client/serverurl.h"
#include "app/client/terminaltext.h"
#include <CLI/CLI.hpp>
#include <memory>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

int run(const std::string& typed)
{
    const auto url = httpUrl(QString::fromStdString(typed), u"/readyz"_s);
    if (!url) {
        printLine(stderr, u"sluice healthcheck: --url must look like http://127.0.0.1:8000."_s);
        return 2;
    }
    const HttpAnswer answer = callHttp({ "GET", *url, {}, {}, {} });
    const QString status = answer.object().value("status"_L1).toString();
    if (!status.isEmpty())
        printLine(stdout, forTerminal(status));
    else if (!answer.failure.isEmpty())
        printLine(stderr, u"sluice healthcheck: "_s + forTerminal(answer.failure));
    return answer.failure.isEmpty() ? 0 : 1;
}

} // namespace

void addHealthcheckCommand(CLI::App& app, Action& action)
{
    const auto url = std::make_shared<std::string>("http://127.0.0.1:8000");
    CLI::App* command = app.add_subcommand("healthcheck", "Ask whether a server is ready");
    command->footer("Prints ready, paused, draining or starting. Exit code 0: ready; 1: not.\n\n"
                    "Example, in a Dockerfile: HEALTHCHECK CMD [\"sluice\", \"healthcheck\"]");
    command->add_option("-u,--url", *url, "The server")->capture_default_str();
    command->callback([url, &action] { action = [url] { return run(*url); }; });
}

} // namespace sluice
