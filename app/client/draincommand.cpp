#include "app/client/draincommand.h"
#include "app/client/adminsocket.h"
#include "app/client/drainline.h"
#include "app/client/drainoptions.h"
#include "app/client/drainscreen.h"
#include "app/client/drainwatch.h"
#include "app/client/httpcall.h"
#include "app/client/serverurl.h"
#include "app/client/terminaltext.h"
#include "app/exitcode.h"
#include "core/runtime/signalbridge.h"
#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <memory>
#include <unistd.h>

namespace sluice {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* examples
    = R"(Examples: sluice drain                        begin, and return at once
          sluice drain --wait                 begin or join, and stay until the end
          sluice drain --timeout 10m --ramp 1m --reason "new version"
          sluice drain --dry-run --timeout 10m
          sluice drain --status http://10.0.0.7:8000
          sluice drain --cancel

A drain refuses newcomers, tells every client when to leave, closes who is left along the
ramp before the deadline, and ends the server when the last one has gone. A second drain
joins the first; its deadline stays. Times that are not given are the server's settings.
Exit code 0: done, and with --wait: drained; 1: no connection, refused, or cancelled
meanwhile; 2: the command is wrong; 3, with --wait: somebody cut the drain short by force.)";

int misuse(const QString& sentence)
{
    printLine(stderr, u"sluice drain: "_s + forTerminal(sentence));
    return exitBadUsage;
}

int failure(const QString& sentence)
{
    printLine(stderr, u"sluice drain: "_s + forTerminal(sentence));
    return exitFailed;
}

void note(const QJsonArray& adjustments)
{
    for (const auto& sentence : adjustments)
        printLine(stdout, u"Note: "_s + forTerminal(sentence.toString()).simplified());
}

HttpCall callFor(const DrainOptions& options, const QUrl& url, const QString& token)
{
    const QByteArray method = options.status ? "GET"
        : options.cancel                     ? "DELETE"
        : options.hurry                      ? "PATCH"
                                             : "POST";
    HttpCall call { method, url, {}, token, {}, options.trust.trust() };
    if (method == "POST" || method == "PATCH")
        call.body = QJsonDocument(options.fields()).toJson(QJsonDocument::Compact);
    return call;
}

QString sentenceFor(const DrainOptions& options, const QJsonObject& answer)
{
    if (options.status)
        return drainReport(answer);
    if (options.dryRun)
        return drainPlanReport(answer);
    if (options.cancel)
        return u"The drain is cancelled; newcomers are let in again."_s;
    if (answer.value("state"_L1) == "Finished"_L1)
        return drainSummary(answer);
    const QString joined = answer.value("joined"_L1).toBool()
        ? u"A drain is running already; its deadline stays.\n"_s
        : QString();
    return joined + drainLine(answer);
}

int order(const DrainOptions& options, const QUrl& url, const QString& token)
{
    const HttpAnswer answer = callHttp(callFor(options, url, token));
    if (!answer.failure.isEmpty())
        return failure(answer.failure);
    if (options.json) {
        printLine(stdout, QString::fromUtf8(answer.body));
        return exitDone;
    }
    const QJsonObject object = answer.object();
    printLine(stdout, sentenceFor(options, object));
    if (!options.dryRun)
        note(object.value("adjustments"_L1).toArray());
    return exitDone;
}

int watch(const DrainOptions& options, const QUrl& url, const QString& token)
{
    const bool live = isatty(STDOUT_FILENO) == 1;
    DrainScreen screen(live ? DrainScreen::Kind::Terminal : DrainScreen::Kind::Lines, stdout);
    AdminSocket socket(url, token, options.trust.trust());
    QJsonObject wanted = options.fields();
    if (options.reason.empty())
        wanted.insert(u"reason"_s, u"api"_s); // as without --wait
    DrainWatch watch(socket, wanted);
    const SignalBridge signalBridge;
    const auto leave = [](int code) {
        QMetaObject::invokeMethod(
            qApp, [code] { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    };
    QObject::connect(&watch, &DrainWatch::begun, &screen,
                     [&](bool joined, const QStringList& adjustments) {
                         if (joined)
                             screen.say(u"A drain is running already; its deadline stays."_s);
                         for (const QString& sentence : adjustments)
                             screen.say(u"Note: "_s + sentence);
                     });
    QObject::connect(&watch, &DrainWatch::changed, &screen, &DrainScreen::show);
    QObject::connect(&watch, &DrainWatch::drained, &screen,
                     [&](const QJsonObject& status, int exitCode) {
                         screen.say(drainSummary(status));
                         leave(exitCode);
                     });
    QObject::connect(&watch, &DrainWatch::cancelled, &screen, [&] {
        screen.finish();
        leave(failure(u"Somebody cancelled the drain; newcomers are let in again."_s));
    });
    QObject::connect(&watch, &DrainWatch::failed, &screen, [&](const QString& why) {
        screen.finish();
        leave(failure(why));
    });
    QObject::connect(&signalBridge, &SignalBridge::terminationRequested, &screen, [&] {
        screen.finish();
        leave(failure(u"The drain goes on without you; sluice drain --cancel would end it."_s));
    });
    watch.start();
    return QCoreApplication::exec();
}

int run(const DrainOptions& options)
{
    if (const QString problem = options.problem(); !problem.isEmpty())
        return misuse(problem);
    const auto [token, problem] = options.token.find();
    if (!problem.isEmpty())
        return misuse(problem);
    const QString typed = QString::fromStdString(options.url);
    const auto url = options.wait
        ? adminUrl(typed)
        : httpUrl(typed, options.force ? u"/api/v1/drain/force"_s : u"/api/v1/drain"_s);
    if (!url)
        return misuse(u"the URL must look like http://127.0.0.1:8000."_s);
    if (const QString wrong = options.trust.problem(*url); !wrong.isEmpty())
        return misuse(wrong);
    return options.wait ? watch(options, *url, token) : order(options, *url, token);
}

} // namespace

void addDrainCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<DrainOptions>();
    CLI::App* command = app.add_subcommand("drain", "Drain a running server, or stop its drain");
    command->footer(examples);
    addDrainOptions(*command, *options);
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace sluice
