#include "app/client/healthcheckcommand.h"
#include "app/client/httpcall.h"
#include "app/client/serverurl.h"
#include "app/client/terminaltext.h"
#include "app/client/trustoption.h"
#include <CLI/CLI.hpp>
#include <memory>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    std::string url = "http://127.0.0.1:8000";
    TrustOption trust;
};

int run(const Options& options)
{
    const auto url = httpUrl(QString::fromStdString(options.url), u"/readyz"_s);
    if (!url) {
        printLine(stderr, u"sluice healthcheck: --url must look like http://127.0.0.1:8000."_s);
        return 2;
    }
    if (const QString problem = options.trust.problem(*url); !problem.isEmpty()) {
        printLine(stderr, u"sluice healthcheck: "_s + forTerminal(problem));
        return 2;
    }
    const HttpAnswer answer = callHttp({ "GET", *url, {}, {}, {}, options.trust.trust() });
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
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("healthcheck", "Ask whether a server is ready");
    command->footer("Prints ready, paused, draining or starting. Exit code 0: ready; 1: not.\n\n"
                    "Example, in a Dockerfile: HEALTHCHECK CMD [\"sluice\", \"healthcheck\"]");
    command->add_option("-u,--url", options->url, "The server")->capture_default_str();
    addTrustOption(*command, options->trust);
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace sluice
