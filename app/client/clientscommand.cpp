#include "app/client/clientscommand.h"
#include "app/client/clienttable.h"
#include "app/client/httpcall.h"
#include "app/client/serverurl.h"
#include "app/client/terminaltext.h"
#include "app/client/tokenoption.h"
#include "app/client/trustoption.h"
#include <CLI/CLI.hpp>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>
#include <memory>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

constexpr auto pageSize = "1000"_L1; // the most that the server gives at once

struct Options {
    std::string url = "http://127.0.0.1:8000";
    TokenOption token;
    TrustOption trust;
    std::string filter;
    bool json = false;
};

void show(const QJsonArray& clients, bool json, bool first)
{
    if (!json)
        return printLine(stdout, clientTable(clients, first));
    for (const auto& client : clients)
        printLine(
            stdout,
            QString::fromUtf8(QJsonDocument(client.toObject()).toJson(QJsonDocument::Compact)));
}

int run(const Options& options)
{
    const auto url = httpUrl(QString::fromStdString(options.url), u"/api/v1/clients"_s);
    if (!url) {
        printLine(stderr, u"sluice clients: --url must look like http://127.0.0.1:8000."_s);
        return 2;
    }
    auto [token, problem] = options.token.find();
    if (problem.isEmpty())
        problem = options.trust.problem(*url);
    if (!problem.isEmpty()) {
        printLine(stderr, u"sluice clients: "_s + forTerminal(problem));
        return 2;
    }
    qint64 total = 0;
    bool first = true;
    for (QString cursor; first || !cursor.isEmpty(); first = false) {
        QUrlQuery query { { u"limit"_s, pageSize } };
        for (const auto& [name, value] :
             { std::pair(u"cursor"_s, cursor),
               std::pair(u"filter"_s, QString::fromStdString(options.filter)) })
            if (!value.isEmpty())
                query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
        HttpCall call { "GET", *url, {}, token, {}, options.trust.trust() };
        call.url.setQuery(query);
        const HttpAnswer answer = callHttp(call);
        if (!answer.failure.isEmpty()) {
            printLine(stderr, u"sluice clients: "_s + forTerminal(answer.failure));
            return 1;
        }
        const QJsonObject page = answer.object();
        const QJsonArray clients = page.value("clients"_L1).toArray();
        if (!clients.isEmpty())
            show(clients, options.json, first);
        total += clients.size();
        cursor = page.value("next_cursor"_L1).toString();
    }
    if (!options.json)
        printLine(stdout,
                  total == 0       ? u"No client is connected."_s
                      : total == 1 ? u"1 client."_s
                                   : u"%1 clients."_s.arg(total));
    return 0;
}

} // namespace

void addClientsCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("clients", "List the connected clients");
    command->footer("Examples: sluice clients --filter 10.0.\n"
                    "          sluice clients --json | jq -r .id");
    command->add_option("-u,--url", options->url, "The server")->capture_default_str();
    addTokenOption(*command, options->token, "admin or viewer");
    addTrustOption(*command, options->trust);
    command->add_option("--filter", options->filter,
                        "Only those with this text in id, address or user agent");
    command->add_flag("--json", options->json, "One JSON object a line instead of a table");
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace sluice
