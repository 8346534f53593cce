#include "core/drain/drainlog.h"

#include "core/observe/eventlog.h"
#include "core/text/jsonwriter.h"
#include "core/text/spoken.h"

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

DrainLog::DrainLog(const DrainController& drain, QObject* parent) : QObject(parent), m_drain(drain)
{
    connect(&drain, &DrainController::signalled, this, &DrainLog::onSignalled);
    connect(&drain, &DrainController::stateChanged, this, &DrainLog::onStateChanged);
    connect(&drain, &DrainController::planMoved, this, &DrainLog::onPlanMoved);
    connect(&drain, &DrainController::progress, this, &DrainLog::onProgress);
    connect(&drain, &DrainController::timedOut, this, &DrainLog::onTimedOut);
    connect(&drain, &DrainController::finished, this, &DrainLog::onFinished);
    connect(&drain, &DrainController::adjusted, this,
            [](const std::string& sentence) { info("drain_adjusted", sentence); });
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
    const DrainStatus status = m_drain.status();
    const auto clients = static_cast<std::int64_t>(m_drain.clients());
    switch (to) {
    case drain::State::Announced:
        info("drain_started", "Graceful shutdown initiated",
             { { "state", state },
               { "reason", status.reason },
               { "clients", clients },
               { "deadline", timestamp(*status.deadline) },
               { "delay_ms", std::int64_t { status.plan.delay.count() } } });
        break;
    case drain::State::Draining:
        if (status.plan.delay.count() > 0)
            info("drain_refusing", "Newcomers are refused from now on.",
                 { { "state", state }, { "clients", clients } });
        else
            info("drain_started", "Graceful shutdown initiated",
                 { { "state", state },
                   { "reason", status.reason },
                   { "clients", clients },
                   { "deadline", timestamp(*status.deadline) } });
        break;
    case drain::State::Evicting:
        info("drain_evicting",
             "The remaining clients are closed one after another until the deadline in "
                 + spoken(m_drain.remaining()) + '.',
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

void DrainLog::onPlanMoved()
{
    const auto ramp = m_drain.status().plan.ramp;
    info("drain_deadline",
         "The deadline is now in " + spoken(m_drain.remaining()) + ", with a ramp of "
             + spoken(ramp) + '.',
         { { "clients", static_cast<std::int64_t>(m_drain.clients()) },
           { "remaining_ms", std::int64_t { m_drain.remaining().count() } } });
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
                    "Shutdown timeout (" + spoken(m_drain.status().plan.timeout)
                        + ") reached. Forcing shutdown with " + std::to_string(clients)
                        + " active connections.",
                    { { "clients", static_cast<std::int64_t>(clients) } });
}

void DrainLog::onFinished(const DrainStatus& outcome)
{
    const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
    const DrainFigures& figures = outcome.figures;
    const double took = std::chrono::duration<double>(m_drain.elapsed()).count();
    JsonWriter json; // the same in every log format, for whoever greps
    json.field("initial", figures.initial)
        .field("left", figures.left)
        .field("evicted", figures.evicted)
        .field("forced", figures.forced)
        .field("refused", figures.refused)
        .field("seconds", took)
        .field("lost_bytes", figures.lostOctets);
    info("drain_summary", "Drain summary: " + std::move(json).finish(),
         { { "initial", number(figures.initial) },
           { "left", number(figures.left) },
           { "evicted", number(figures.evicted) },
           { "forced", number(figures.forced) },
           { "refused", number(figures.refused) },
           { "seconds", took },
           { "lost_bytes", number(figures.lostOctets) } });
    info("shutdown_complete", "Server shutdown complete",
         { { "exit_code", std::int64_t { outcome.exitCode.value_or(0) } } });
}

} // namespace sluice
