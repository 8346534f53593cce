#include "app/client/instancequery.h"

#include "core/cluster/controlsocket.h"
#include "core/text/linebuffer.h"
#include <array>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sluice {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// The first line that comes before `until`; empty: none did.
std::string lineFrom(int fd, steady_clock::time_point until)
{
    LineBuffer lines(takeover::longestGreeting);
    for (;;) {
        const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
        pollfd waiting { fd, POLLIN, 0 };
        if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0)
            return {};
        std::array<char, 4096> octets;
        const ssize_t count = ::recv(fd, octets.data(), octets.size(), 0);
        if (count <= 0)
            return {};
        lines.push({ octets.data(), static_cast<std::size_t>(count) });
        const bool whole = lines.next();
        if (lines.isTooLong())
            return {};
        if (whole)
            return std::string(lines.line());
    }
}

} // namespace

InstanceQuery::InstanceQuery(const std::string& path, milliseconds patience)
{
    const control::Connection made = control::connectTo(path);
    if (made.fd < 0) {
        why = made.why;
        return;
    }
    const std::string question = takeover::encode(takeover::Who {});
    ::send(made.fd, question.data(), question.size(), MSG_NOSIGNAL);
    const auto decoded = takeover::decode(lineFrom(made.fd, steady_clock::now() + patience));
    ::close(made.fd);
    if (const auto* line = std::get_if<takeover::Line>(&decoded))
        if (const auto* answer = std::get_if<takeover::Instance>(line))
            instance = *answer;
    if (instance)
        instance->pid = made.pid; // as the kernel knows it
    else
        why = "The instance at " + path + " does not answer.";
}

} // namespace sluice
