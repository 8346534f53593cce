#include "app/servecommand.h"

#include "app/exitcode.h"
#include "core/hub/translation.h"
#include "core/observe/eventlog.h"
#include "core/runtime/activation.h"
#include "core/runtime/signalbridge.h"
#include <QCoreApplication>
#include <unistd.h>

namespace sluice {

namespace {

eventlog::Options logOptions(const Settings& settings)
{
    eventlog::Options options;
    options.level = settings.logLevel;
    const bool terminal = ::isatty(options.descriptor) == 1;
    const bool text = settings.logFormat == LogFormatChoice::Text
        || (settings.logFormat == LogFormatChoice::Auto && terminal);
    options.format = text ? LogFormat::Text : LogFormat::Json;
    return options;
}

int descriptorPassedOn(bool takesOver)
{
    const int fd = takeActivatedDescriptor();
    if (fd < 0)
        return fd;
    if (takesOver) { // the running instance has the same socket, with whoever waits at it
        ::close(fd);
        return -1;
    }
    eventlog::write(LogLevel::Info, "server", "activated",
                    "The service manager has passed on the listening socket; the settings host and "
                    "port do not count.");
    return fd;
}

} // namespace

int serve(const LoadedSettings& loaded, ServerHost::Entry entry, int& argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    return runServer(loaded, entry, [](ServerHost& host, const SignalBridge&) {
        QObject::connect(&host, &ServerHost::finished, &host,
                         [](int exitCode) { QCoreApplication::exit(exitCode); });
        return nullptr;
    });
}

void prepareProcess(const Settings& settings)
{
    eventlog::configure(logOptions(settings));
    if (!installTranslation(settings.locale))
        eventlog::write(LogLevel::Warning, "server", "translation_missing",
                        "The translation of the server's sentences could not be loaded.");
}

int runServer(const LoadedSettings& loaded, ServerHost::Entry entry, const Companion& companion)
{
    const Settings& settings = loaded.settings;
    prepareProcess(settings);
    entry.listener = descriptorPassedOn(entry.takesOver);
    SignalBridge bridge; // before the threads: none of them may be killed by an early SIGTERM
    ServerHost host(settings, entry);
    host.setSource(loaded);
    QObject::connect(&bridge, &SignalBridge::terminationRequested, &host,
                     &ServerHost::onTerminationSignal);
    QObject::connect(&bridge, &SignalBridge::reloadRequested, &host, &ServerHost::onReloadSignal);
    if (const auto why = host.start()) {
        eventlog::write(LogLevel::Error, "server", "cannot_start", *why);
        return exitCouldNotStart;
    }
    const std::unique_ptr<QObject> beside = companion(host, bridge);
    const int exitCode = QCoreApplication::exec();
    bridge.ignoreAfterwards(); // a late one must not turn the outcome into a death by signal
    return exitCode;
}

} // namespace sluice
