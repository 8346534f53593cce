#include "core/drain/drainlog.h"

#include "core/observe/eventlog.h"

namespace sluice {

namespace {

void info(std::string_view event, std::string_view message,
          std::initializer_list<LogField> fields = {})
{
    eventlog::write(LogLevel::Info, "drain", event, message, fields);
}

std::int64_t seconds(std::chrono::milliseconds time)
{
    return std::chrono::round<std::chrono::seconds>(time).count();
}

} // namespace

DrainLog::DrainLog(const DrainController& drain, std::chrono::milliseconds timeout, QObject* parent)
    : QObject(parent), m_drain(drain), m_timeout(timeout)
{
    connect(&drain, &DrainController::signalled, this, &DrainLog::onSignalled);
    connect(&drain, &DrainController::stateChanged, this, &DrainLog::onStateChanged);
    connect(&drain, &DrainController::progress, this, &DrainLog::onProgress);
    connect(&drain, &DrainController::timedOut, this, &DrainLog::onTimedOut);
    connect(&drain, &DrainController::finished, this, &DrainLog::onFinished);
    connect(&drain, &DrainController::ignored, this, [](const QString& why) {
        info("drain_request_ignored", "Nothing changed: " + why.toStdString() + ".");
    });
}

void DrainLog::onSignalled(int nth, const QString& nextOne)
{
    const std::string next = nextOne.toStdString();
    info("shutdown_signal", "Shutdown signal received",
         { { "nth", std::int64_t { nth } }, { "note", next } });
}

void DrainLog::onStateChanged(drain::State to)
{
    const std::string_view state = drain::name(to);
    const auto clients = static_cast<std::int64_t>(m_drain.clients());
    switch (to) {
    case drain::State::Announced:
    case drain::State::Draining:
        info("drain_started", "Graceful shutdown initiated",
             { { "state", state },
               { "reason", m_drain.reason() },
               { "clients", clients },
               { "deadline", timestamp(m_drain.deadline()) } });
        break;
    case drain::State::Evicting:
        info("drain_hurried",
             "The drain hurries: the deadline is now in " + spoken(m_drain.remaining()) + '.',
             { { "state", state }, { "clients", clients } });
        break;
    case drain::State::Closing:
        info("drain_closing", "Closing the remaining connections.",
             { { "state", state }, { "clients", clients } });
        break;
    case drain::State::Finished:
        if (clients == 0)
            info("drain_empty", "All WebSocket connections closed. Proceeding with shutdown.");
        break;
    case drain::State::Serving:
        info("drain_cancelled", "The drain is cancelled; newcomers are let in again.");
        break;
    }
}

void DrainLog::onProgress(std::uint64_t clients, std::chrono::milliseconds remaining)
{
    info("drain_progress",
         "Waiting for " + std::to_string(clients)
             + " connections to close. Time remaining: " + std::to_string(seconds(remaining)) + 's',
         { { "clients", static_cast<std::int64_t>(clients) },
           { "remaining_ms", std::int64_t { remaining.count() } } });
}

void DrainLog::onTimedOut(std::uint64_t clients)
{
    if (clients == 0)
        return;
    eventlog::write(LogLevel::Warning, "drain", "drain_timeout",
                    "Shutdown timeout (" + spoken(m_timeout) + ") reached. Forcing shutdown with "
                        + std::to_string(clients) + " active connections.",
                    { { "clients", static_cast<std::int64_t>(clients) } });
}

void DrainLog::onFinished(const DrainController::Outcome& outcome)
{
    info("shutdown_complete", "Server shutdown complete",
         { { "initial", static_cast<std::int64_t>(outcome.initial) },
           { "left", static_cast<std::int64_t>(outcome.left) },
           { "forced", static_cast<std::int64_t>(outcome.forced) },
           { "seconds", std::chrono::duration<double>(outcome.took).count() },
           { "exit_code", std::int64_t { outcome.exitCode } } });
}

std::string spoken(std::chrono::milliseconds duration)
{
    const auto count = seconds(duration);
    const auto say = [](std::int64_t number, const char* unit) {
        return std::to_string(number) + ' ' + unit + (number == 1 ? "" : "s");
    };
    if (count > 0 && count % 3600 == 0)
        return say(count / 3600, "hour");
    if (count > 0 && count % 60 == 0)
        return say(count / 60, "minute");
    return say(count, "second");
}

} // namespace sluice
