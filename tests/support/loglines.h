#pragma once

#include "core/observe/eventlog.h"
#include <array>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace sluice::support {

// Takes what the log says, by a pipe, until it is destroyed. At most what a pipe holds.
class LogLines {
public:
    explicit LogLines(LogFormat format = LogFormat::Text)
    {
        std::array<int, 2> ends {};
        m_good = ::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) == 0;
        m_read = ends[0];
        m_write = ends[1];
        eventlog::configure({ LogLevel::Info, format, m_write });
    }
    ~LogLines()
    {
        eventlog::configure({});
        ::close(m_read);
        ::close(m_write);
    }
    LogLines(const LogLines&) = delete;
    LogLines& operator=(const LogLines&) = delete;

    bool isGood() const { return m_good; }
    std::vector<std::string> take()
    {
        std::array<char, 4096> buffer {};
        for (ssize_t got = 0; (got = ::read(m_read, buffer.data(), buffer.size())) > 0;)
            m_text.append(buffer.data(), static_cast<std::size_t>(got));
        std::vector<std::string> lines;
        for (std::size_t end = 0; (end = m_text.find('\n')) != std::string::npos;) {
            lines.push_back(m_text.substr(0, end));
            m_text.erase(0, end + 1);
        }
        return lines;
    }

private:
    bool m_good = false;
    int m_read = -1;
    int m_write = -1;
    std::string m_text;
};

} // namespace sluice::support
