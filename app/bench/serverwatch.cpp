#include "app/bench/serverwatch.h"
#include <algorithm>
#include <array>
#include <charconv>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace sluice::bench {

using namespace std::chrono_literals;

namespace {

constexpr auto window = 1000ms; // of a server's lag report
constexpr auto interval = window;
constexpr std::size_t largestAnswer = std::size_t { 4 } * 1024 * 1024;

std::string exchange(int fd, const sockaddr_in& address, const std::string& request)
{
    const timeval patience { 2, 0 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    std::string answer;
    if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0
        || send(fd, request.data(), request.size(), MSG_NOSIGNAL)
            != static_cast<ssize_t>(request.size()))
        return answer;
    std::array<char, 16384> buffer {};
    for (ssize_t size = 1; size > 0 && answer.size() < largestAnswer;) {
        size = recv(fd, buffer.data(), buffer.size(), 0);
        answer.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    }
    return answer;
}

} // namespace

std::optional<std::string> fetch(const Target& target, const std::string& path,
                                 const std::string& token)
{
    const auto address = resolve(target);
    const int fd = address ? socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
    if (fd < 0)
        return std::nullopt;
    std::string request
        = "GET " + path + " HTTP/1.1\r\nHost: " + authority(target) + "\r\nConnection: close\r\n";
    if (!token.empty())
        request += "Authorization: Bearer " + token + "\r\n";
    const std::string answer = exchange(fd, *address, request + "\r\n");
    ::close(fd);
    const auto end = answer.find("\r\n\r\n");
    if (answer.rfind("HTTP/1.1 200", 0) != 0 || end == std::string::npos)
        return std::nullopt;
    return answer.substr(end + 4);
}

std::optional<Samples> samplesOf(std::string_view metrics, std::string_view name)
{
    std::optional<Samples> found;
    while (!metrics.empty()) {
        const auto length = std::min(metrics.find('\n'), metrics.size());
        const auto line = metrics.substr(0, length);
        metrics.remove_prefix(std::min(length + 1, metrics.size()));
        const auto space = line.rfind(' ');
        if (line.rfind(name, 0) != 0 || space == std::string_view::npos
            || (line[name.size()] != '{' && line[name.size()] != ' '))
            continue;
        double value = 0;
        const auto digits = line.substr(space + 1);
        if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc())
            continue;
        found = found ? Samples { std::max(found->largest, value), found->sum + value }
                      : Samples { value, value };
    }
    return found;
}

ServerWatch::ServerWatch(std::vector<Target> targets, std::string token,
                         std::chrono::steady_clock::time_point from)
    : m_targets(std::move(targets)), m_token(std::move(token)), m_from(from)
{
    m_thread = std::thread(&ServerWatch::run, this);
}

ServerWatch::~ServerWatch()
{
    finish();
}

void ServerWatch::run()
{
    std::unique_lock lock(m_mutex);
    for (bool isFirst = true; !m_stopping && (isFirst || m_served); isFirst = false) {
        lock.unlock();
        sample();
        lock.lock();
        m_wake.wait_for(lock, interval, [this] { return m_stopping; });
    }
}

void ServerWatch::sample()
{
    const bool counts = std::chrono::steady_clock::now() - m_from >= window;
    std::optional<double> slow;
    for (const Target& target : m_targets) {
        const auto metrics = fetch(target, "/metrics", m_token);
        if (!metrics)
            continue;
        m_served = true;
        if (const auto lag = samplesOf(*metrics, "sluice_loop_lag_seconds"); lag && counts)
            m_found.loopLag = std::max(m_found.loopLag.value_or(0), lag->largest);
        if (const auto queues = samplesOf(*metrics, "sluice_slow_consumers_total"))
            slow = slow.value_or(0) + queues->sum;
    }
    if (!m_slowBefore)
        m_slowBefore = slow;
    if (slow && m_slowBefore)
        m_found.slowConsumers = *slow - *m_slowBefore;
}

ServerWatch::Findings ServerWatch::finish()
{
    if (!m_thread.joinable())
        return m_found;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
    if (m_served)
        sample();
    return m_found;
}

} // namespace sluice::bench
