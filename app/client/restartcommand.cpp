#include "app/client/restartcommand.h"
#include "app/client/detachedprocess.h"
#include "app/client/instancequery.h"
#include "app/client/runningprocess.h"
#include "app/client/terminaltext.h"
#include "app/exitcode.h"
#include "core/cluster/controlsocket.h"
#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QProcess>
#include <filesystem>
#include <memory>
#include <thread>
#include <unistd.h>

namespace sluice {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr const char* examples
    = R"(Examples: sluice restart                      the server on port 8000
          sluice restart --port 9000
          sluice restart --control-socket /run/sluice/sluice-8000.sock

Starts this very program with the arguments, the environment and the log of the running
server, which hands it the listening socket, the order of messages and what of it can still
be resumed from. Nobody is refused and nothing is lost: newcomers go to the new process, and
the old one tells its clients when to move and ends when the last one has. If the new one
cannot start, the old one goes on as if nothing had been.
Exit code 0: the new process serves; 1: it does not, and the last line says why.)";

constexpr auto patience = 30s;
constexpr auto queryPatience = 2s;
constexpr auto glance = 20ms;

struct Options {
    std::string controlSocket;
    std::uint16_t port = 8000;
};

void say(const std::string& line)
{
    printLine(stdout, forTerminal(QString::fromStdString(line)));
}

int failure(const std::string& sentence)
{
    printLine(stderr, u"sluice restart: "_s + forTerminal(QString::fromStdString(sentence)));
    return exitFailed;
}

std::string named(const takeover::Instance& instance)
{
    return "sluice " + instance.version + " (pid " + std::to_string(instance.pid) + ")";
}

std::string clients(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " client" : " clients");
}

DetachedProcess start(const std::string& program, const RunningProcess& former,
                      std::vector<std::string> arguments, std::int64_t pid)
{
    const int out = outputOf(pid, STDOUT_FILENO);
    const int error = outputOf(pid, STDERR_FILENO);
    if (error < 0)
        say("The log of the running instance cannot be had: the new one logs to this terminal.");
    return DetachedProcess(
        { program, std::move(arguments), successorEnvironment(former.environment), former.folder,
          out >= 0 ? out : STDOUT_FILENO, error >= 0 ? error : STDERR_FILENO, former.descriptors });
}

// Settings that are wrong are found before anything is asked of the running instance, and said
// here rather than in its log.
bool settingsHold(const std::string& program, const RunningProcess& former)
{
    QStringList arguments { u"config"_s, u"check"_s };
    for (const std::string& word : settingArguments(former.arguments))
        arguments.push_back(QString::fromLocal8Bit(word));
    QProcessEnvironment environment;
    for (const std::string& variable : successorEnvironment(former.environment)) {
        const auto equals = static_cast<qsizetype>(variable.find('='));
        const QString text = QString::fromLocal8Bit(variable);
        environment.insert(text.left(equals), text.mid(equals + 1));
    }
    QProcess check;
    check.setProcessEnvironment(environment);
    check.setWorkingDirectory(QString::fromLocal8Bit(former.folder));
    check.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    check.start(QString::fromLocal8Bit(program), arguments, QIODevice::ReadOnly);
    return check.waitForFinished(-1) && check.exitStatus() == QProcess::NormalExit
        && check.exitCode() == exitDone;
}

std::string whyNot(const std::string& path)
{
    const InstanceQuery query(path, queryPatience);
    const std::string former = query.instance ? query.instance->lastFailure : std::string();
    return "The new process ended"
        + (former.empty() ? "; its last log line says why." : ": " + former + '.')
        + (query.instance ? " " + named(*query.instance) + " goes on serving." : "");
}

int await(DetachedProcess& process, const std::string& path, const takeover::Instance& former)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    for (bool last = false; !last;) {
        last = std::chrono::steady_clock::now() > until; // looked at once more all the same
        if (process.hasEnded())
            return failure(whyNot(path));
        const InstanceQuery query(path, queryPatience);
        if (query.instance && query.instance->pid == process.pid()) {
            say(named(*query.instance) + " serves; pid " + std::to_string(former.pid) + " drains "
                + clients(former.clients) + '.');
            return exitDone;
        }
        std::this_thread::sleep_for(glance);
    }
    process.kill();
    return failure("The new process (pid " + std::to_string(process.pid())
                   + ") did not serve within 30 s and was ended; " + named(former)
                   + " goes on serving.");
}

int run(const Options& options)
{
    // The new process works in the folder of the old one.
    const std::string path = options.controlSocket.empty()
        ? control::defaultPath(options.port)
        : std::filesystem::absolute(options.controlSocket).string();
    if (path.empty())
        return failure("Neither RUNTIME_DIRECTORY nor XDG_RUNTIME_DIR is set: name the instance's "
                       "control socket with --control-socket.");
    const InstanceQuery query(path, queryPatience);
    if (!query.instance)
        return failure(query.why);
    const takeover::Instance& former = *query.instance;
    if (former.draining)
        return failure(named(former) + " is draining already; there is nothing to restart.");
    const RunningProcess process = RunningProcess::of(former.pid);
    if (!process.why.empty())
        return failure(process.why);
    say(named(former) + " serves " + clients(former.clients) + " on port "
        + std::to_string(former.port) + '.');
    const std::string program = QCoreApplication::applicationFilePath().toStdString();
    if (!settingsHold(program, process))
        return failure("The settings are not in order for this program; " + named(former)
                       + " goes on serving.");
    DetachedProcess successor
        = start(program, process, successorArguments(process.arguments, path), former.pid);
    if (!successor.isStarted())
        return failure("No process can be started.");
    say("pid " + std::to_string(successor.pid()) + " starts: " + program);
    return await(successor, path, former);
}

} // namespace

void addRestartCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "restart", "Put a new process in the place of a running server, losing nobody");
    command->footer(examples);
    command->add_option("--control-socket", options->controlSocket,
                        "The running server's control socket");
    command->add_option("--port", options->port, "The running server's port, to find it by")
        ->capture_default_str();
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

} // namespace sluice
