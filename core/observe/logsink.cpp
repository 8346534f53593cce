#include "core/observe/logsink.h"

#include "core/runtime/mutedthread.h"
#include <algorithm>
#include <cerrno>
#include <pthread.h>
#include <string>
#include <system_error>

namespace sluice {

using namespace std::chrono_literals;

namespace {

std::uint64_t linesIn(std::string_view text)
{
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

LogSink::~LogSink()
{
    finish();
}

void LogSink::open(int descriptor, std::chrono::milliseconds farewell)
{
    finish();
    m_descriptor.open(descriptor);
    m_torn = false;
    m_lost = 0;
    const std::lock_guard lock(m_mutex);
    m_farewell = farewell;
    m_midLine = false;
    m_giveUpAt.reset();
}

void LogSink::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_giveUpAt = std::chrono::steady_clock::now() + m_farewell;
    }
    m_changed.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

bool LogSink::write(std::string_view line)
{
    if (m_descriptor.isFile())
        return passToFile(line);
    // A longer one may be taken in parts, and only the thread waits for the others.
    if (line.size() > LogBacklog::pieceSize)
        return keep(line);
    const bool whole = m_descriptor.isAtomicFor(line.size()) && !m_torn;
    const auto company = whole ? WriterGate::Company::Shared : WriterGate::Company::Alone;
    if (!m_gate.enter(company))
        return keep(line);
    const bool taken = passDirectly(line);
    m_gate.leave(company);
    return taken;
}

bool LogSink::passDirectly(std::string_view line)
{
    const bool torn = m_torn;
    const std::string afresh = torn ? '\n' + std::string(line) : std::string();
    const std::string_view text = torn ? afresh : line;
    const long taken = m_descriptor.attempt(text);
    if (taken <= 0)
        return taken < 0 && errno == EAGAIN && keep(line);
    if (torn)
        m_torn = false;
    const auto octets = static_cast<std::size_t>(taken);
    return octets == text.size() || keepRest(text.substr(octets));
}

bool LogSink::passToFile(std::string_view line)
{
    const bool torn = m_torn.load() && m_torn.exchange(false);
    const std::string afresh = torn ? '\n' + std::string(line) : std::string();
    const std::string_view text = torn ? afresh : line;
    std::size_t sent = 0;
    while (sent < text.size()) {
        const long taken = m_descriptor.attempt(text.substr(sent));
        if (taken <= 0)
            break;
        sent += static_cast<std::size_t>(taken);
    }
    if (sent < text.size() && (torn || sent > 0))
        m_torn = true;
    return sent == text.size();
}

bool LogSink::keep(std::string_view line)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!hasThread() || !m_backlog.put(line))
            return false;
        m_gate.shut();
    }
    m_changed.notify_one();
    return true;
}

// The writer is alone in the gate: others may have queued lines meanwhile, but none went out.
bool LogSink::keepRest(std::string_view rest)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!hasThread()) {
            m_torn = true;
            return false;
        }
        m_backlog.putFirst(rest);
        m_midLine = true;
        m_gate.shut();
    }
    m_changed.notify_one();
    return true;
}

bool LogSink::hasThread()
{
    if (m_giveUpAt)
        return false;
    if (m_thread.joinable())
        return true;
    try {
        m_thread = startMuted([this] { run(); });
    } catch (const std::system_error&) { // too many threads: the line is lost, the next one tries
        m_thread = {};
    }
    return m_thread.joinable();
}

void LogSink::run()
{
    pthread_setname_np(pthread_self(), "sluice-log");
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return !m_backlog.isEmpty() || m_giveUpAt; });
        if (m_backlog.isEmpty())
            return;
        emptyBacklog(lock);
    }
}

void LogSink::emptyBacklog(std::unique_lock<std::mutex>& lock)
{
    lock.unlock();
    m_gate.awaitEmpty();
    lock.lock();
    bool givenUp = false;
    while (!m_backlog.isEmpty()) {
        const std::string_view piece = m_backlog.first();
        lock.unlock();
        const std::size_t sent = givenUp ? 0 : sendPiece(piece);
        lock.lock();
        if (sent > 0)
            m_midLine = piece[sent - 1] != '\n';
        if (sent < piece.size()) {
            lose(linesIn(piece.substr(sent)));
            m_torn = m_torn || m_midLine;
            m_midLine = false;
            givenUp = m_giveUpAt.has_value(); // at the end there is no second try
        }
        m_backlog.dropFirst();
    }
    m_gate.open();
}

std::size_t LogSink::sendPiece(std::string_view piece)
{
    if (m_torn) {
        if (send("\n") == 0)
            return 0;
        m_torn = false;
    }
    return send(piece);
}

std::size_t LogSink::send(std::string_view bytes)
{
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const long taken = m_descriptor.attempt(bytes.substr(sent));
        if (taken > 0)
            sent += static_cast<std::size_t>(taken);
        else if (taken == 0 || errno != EAGAIN || !waitForReader())
            break;
    }
    return sent;
}

bool LogSink::waitForReader()
{
    for (;;) {
        const auto time = patience();
        if (m_descriptor.waitForRoom(time))
            return true;
        if (time == 0ms)
            return false;
    }
}

// While a reader stalls, the end of the sink is looked for now and then: shorter than a farewell,
// and without a descriptor to be woken by, of which there may be none left.
std::chrono::milliseconds LogSink::patience()
{
    constexpr auto usual = 100ms;
    const std::lock_guard lock(m_mutex);
    if (!m_giveUpAt)
        return usual;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        *m_giveUpAt - std::chrono::steady_clock::now());
    return std::clamp(left, 0ms, std::chrono::milliseconds(usual));
}

std::uint64_t LogSink::takeLost()
{
    if (m_lost.load(std::memory_order_relaxed) == 0)
        return 0;
    return m_lost.exchange(0);
}

} // namespace sluice
