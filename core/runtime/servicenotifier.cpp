#include "core/runtime/servicenotifier.h"

#include "core/observe/eventlog.h"
#include <algorithm>
#include <cstring>
#include <ctime>
#include <unistd.h>
#include <utility>
#ifdef SLUICE_SYSTEMD
#include <systemd/sd-daemon.h>
#endif

namespace sluice {

using namespace std::chrono_literals;

namespace {

constexpr auto statusInterval = 1s;
constexpr auto extensionInterval = 10s;
// Three times the interval: a machine under load may be late twice.
constexpr const char* extension = "EXTEND_TIMEOUT_USEC=30000000";

#ifdef SLUICE_SYSTEMD
constexpr bool isBuiltIn = true;
int notify(const std::string& message)
{
    return ::sd_notify(0, message.c_str());
}
std::chrono::microseconds watchdogTime()
{
    std::uint64_t time = 0;
    return std::chrono::microseconds(::sd_watchdog_enabled(0, &time) > 0 ? time : 0);
}
#else
constexpr bool isBuiltIn = false;
int notify(const std::string&)
{
    return 0;
}
std::chrono::microseconds watchdogTime()
{
    return {};
}
#endif

bool isAddressed()
{
    return !qEnvironmentVariableIsEmpty("NOTIFY_SOCKET");
}

// The service manager tells a reload's answers apart by this clock (sd_notify(3)).
std::string monotonicNow()
{
    timespec now {};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const auto time = std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
    return std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(time).count());
}

std::string countdown(std::chrono::milliseconds time)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(time).count();
    const std::string tail = std::to_string(seconds % 60) + 's';
    return seconds < 60 ? tail : std::to_string(seconds / 60) + 'm' + tail;
}

std::string people(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " client" : " clients");
}

} // namespace

bool ServiceNotifier::isHeard()
{
    return isBuiltIn && isAddressed();
}

ServiceNotifier::ServiceNotifier(Facts facts, const Clock& clock, QObject* parent)
    : QObject(parent), m_facts(std::move(facts)), m_clock(clock)
{
    if (!isHeard()) {
        if (isAddressed())
            eventlog::write(LogLevel::Debug, "server", "service_manager_ignored",
                            "NOTIFY_SOCKET is set, but this build does without libsystemd: the "
                            "service manager is told nothing.");
        return;
    }
    m_watchdogInterval = watchdogTime() / 2;
    auto beat = std::chrono::duration_cast<std::chrono::milliseconds>(statusInterval) / 2;
    if (m_watchdogInterval > 0us)
        beat = std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(m_watchdogInterval)
                              / 4,
                          1ms, beat);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(beat);
    connect(&m_timer, &QTimer::timeout, this, &ServiceNotifier::tick);
}

void ServiceNotifier::ready()
{
    begin("READY=1");
}

// In one datagram: the manager must not take the readiness for the other process's.
void ServiceNotifier::readyInPlaceOf()
{
    begin("MAINPID=" + std::to_string(::getpid()) + "\nREADY=1");
}

void ServiceNotifier::retire()
{
    m_isRetired = true;
    m_timer.stop();
}

void ServiceNotifier::begin(const std::string& message)
{
    if (!isHeard() || m_isStopping || m_isRetired)
        return;
    tell(message);
    if (std::exchange(m_isReady, true))
        return;
    m_timer.start();
    tick();
}

void ServiceNotifier::reloading()
{
    if (isHeard() && !m_isStopping && !m_isRetired)
        tell("RELOADING=1\nMONOTONIC_USEC=" + monotonicNow());
}

void ServiceNotifier::setDrain(const DrainStatus& drain)
{
    if (!m_isReady || m_isRetired)
        return;
    const bool wasDraining = isDraining();
    const bool waited = m_waiting.has_value();
    m_drain = drain;
    m_waiting.reset();
    const Instant now = m_clock.now();
    if (waited) // the last stretch may take its time, too
        askForTime(now);
    if (isDraining() && (!wasDraining || now >= m_nextExtension))
        askForTime(now);
    // It cannot be undone: not before the drain cannot be cancelled any more.
    if (drain.state >= drain::State::Closing && !std::exchange(m_isStopping, true))
        tell("STOPPING=1");
    tellStatus(now);
}

void ServiceNotifier::setWaiting(const PredecessorFigures& figures)
{
    if (!m_isReady || m_isRetired)
        return;
    m_waiting = figures;
    const Instant now = m_clock.now();
    if (now >= m_nextExtension)
        askForTime(now);
    tellStatus(now);
}

void ServiceNotifier::askForTime(Instant now)
{
    tell(extension);
    m_nextExtension = now + extensionInterval;
}

void ServiceNotifier::tick()
{
    if (!m_isReady || m_isRetired)
        return;
    const Instant now = m_clock.now();
    if (isDraining() || m_waiting)
        Q_EMIT drainAsked();
    else
        tellStatus(now);
    // What is due stays due until every loop turns again.
    if (m_watchdogInterval > 0us && now >= m_nextWatchdog && m_facts.loopsTurn()) {
        tell("WATCHDOG=1");
        m_nextWatchdog = now + m_watchdogInterval;
    }
}

void ServiceNotifier::tellStatus(Instant now)
{
    const std::string line = statusLine();
    if (now < m_nextStatus || line == m_told)
        return;
    tell("STATUS=" + line);
    m_told = line;
    m_nextStatus = now + statusInterval;
}

std::string ServiceNotifier::statusLine() const
{
    if (m_waiting)
        return "Waiting for the predecessor"
            + (m_waiting->clients ? ": " + people(*m_waiting->clients) + " left" : std::string())
            + ", " + countdown(m_waiting->longest);
    if (m_drain.state == drain::State::Serving)
        return "Serving " + people(m_facts.clients());
    const DrainFigures& figures = m_drain.figures;
    const std::string left
        = std::to_string(figures.remaining) + " of " + std::to_string(figures.initial) + " left";
    return m_isStopping ? "Closing: " + left
                        : "Draining: " + left + ", " + countdown(m_drain.remaining);
}

bool ServiceNotifier::isDraining() const
{
    return m_drain.state != drain::State::Serving && m_drain.state != drain::State::Finished;
}

void ServiceNotifier::tell(const std::string& message)
{
    const int result = notify(message);
    if (result < 0 && !std::exchange(m_isDeaf, true))
        eventlog::write(LogLevel::Warning, "server", "service_manager_deaf",
                        std::string("The service manager cannot be told how we are: ")
                            + std::strerror(-result) + '.');
}

} // namespace sluice
