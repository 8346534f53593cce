#include "app/client/publishcommand.h"
#include "app/client/httpcall.h"
#include "app/client/serverurl.h"
#include "app/client/terminaltext.h"
#include "app/client/tokenoption.h"
#include "app/client/trustoption.h"
#include "core/text/utf8.h"
#include <CLI/CLI.hpp>
#include <QFile>
#include <QJsonDocument>
#include <QUuid>
#include <memory>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

struct Options {
    std::string url = "http://127.0.0.1:8000";
    std::string to;
    TokenOption token;
    TrustOption trust;
    std::string text;
    bool json = false;
};

int misuse(const QString& sentence)
{
    printLine(stderr, u"sluice publish: "_s + sentence);
    return 2;
}

QByteArray textOf(const Options& options)
{
    if (options.text != "-")
        return QByteArray::fromStdString(options.text);
    QFile input;
    QByteArray text;
    if (input.open(stdin, QIODevice::ReadOnly))
        text = input.readAll();
    if (text.endsWith('\n')) // which echo and editors add
        text.chop(1);
    return text;
}

// The request's body, or nothing when --json was promised and is not kept.
QByteArray bodyOf(const QByteArray& text, bool json)
{
    if (!json)
        return QJsonDocument(QJsonObject { { u"data"_s, QString::fromUtf8(text) } })
            .toJson(QJsonDocument::Compact);
    const QJsonDocument wrapped = QJsonDocument::fromJson("{\"data\":" + text + "}");
    return wrapped.object().size() == 1 ? wrapped.toJson(QJsonDocument::Compact) : QByteArray();
}

QString resultSentence(const QJsonObject& result, const std::string& to)
{
    const auto recipients = result.value("recipients"_L1).toInteger();
    const QString whom = !to.empty() ? QString::fromStdString(to)
        : recipients == 1            ? u"1 client"_s
                                     : u"%1 clients"_s.arg(recipients);
    return u"Sent to %1 as number %2 (id %3)."_s.arg(
        forTerminal(whom), QString::number(result.value("offset"_L1).toInteger()),
        forTerminal(result.value("id"_L1).toString()));
}

int run(const Options& options)
{
    const QString path = options.to.empty()
        ? u"/broadcast"_s
        : u"/api/v1/clients/%1/messages"_s.arg(
            QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(options.to))));
    const auto url = httpUrl(QString::fromStdString(options.url), path);
    if (!url)
        return misuse(u"--url must look like http://127.0.0.1:8000."_s);
    auto [token, problem] = options.token.find();
    if (problem.isEmpty())
        problem = options.trust.problem(*url);
    if (!problem.isEmpty())
        return misuse(problem);
    const QByteArray text = textOf(options);
    if (!isValidUtf8({ text.constData(), static_cast<std::size_t>(text.size()) }))
        return misuse(u"the text is not valid UTF-8."_s);
    HttpCall call { "POST", *url, bodyOf(text, options.json), token, {}, options.trust.trust() };
    if (call.body.isEmpty())
        return misuse(u"with --json the text must be one JSON value, and this is none."_s);
    call.fields.append(
        { "Idempotency-Key", QUuid::createUuid().toByteArray(QUuid::WithoutBraces) });
    const HttpAnswer answer = callHttp(call);
    if (!answer.failure.isEmpty()) {
        printLine(stderr, u"sluice publish: "_s + forTerminal(answer.failure));
        return 1;
    }
    printLine(stdout, resultSentence(answer.object(), options.to));
    return 0;
}

} // namespace

void addPublishCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("publish", "Send one message to all clients, or to one");
    command->footer(
        "Examples: sluice publish \"Lunch is ready\"\n"
        "          sluice publish --to c-152c9784ec \"Only you can read this\"\n"
        "          sluice publish --json '{\"temperature\": 21.5}'\n"
        "          uptime | sluice publish -\n\n"
        "Nothing is tried twice. Exit code 0: the server has it; 1: it does not, and a\n"
        "sentence says why; 2: the command is wrong.");
    command->add_option("text", options->text, "The message; - reads it from standard input")
        ->required();
    command->add_option("-u,--url", options->url, "The server")->capture_default_str();
    command->add_option("--to", options->to, "Only to the client with this id");
    addTokenOption(*command, options->token, "admin");
    addTrustOption(*command, options->trust);
    command->add_flag("--json", options->json, "The text is a JSON value, not a plain string");
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace sluice
