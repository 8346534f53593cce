#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sluice {

// Cuts a stream into lines of bounded length. Pure value.
class LineBuffer {
public:
    explicit LineBuffer(std::size_t longest) : m_longest(longest) { }
    void setLongest(std::size_t octets) { m_longest = octets; }

    void push(std::string_view octets)
    {
        m_octets.erase(0, m_begin); // what next() has given away
        m_searched -= m_begin;
        m_begin = 0;
        m_octets += octets;
    }
    // Whether there is another whole line; it stands in line() until the next call or push().
    bool next()
    {
        const std::size_t end = m_octets.find('\n', m_searched);
        if (end == std::string::npos) {
            m_searched = m_octets.size();
            m_line = {};
            return false;
        }
        m_line = std::string_view(m_octets).substr(m_begin, end - m_begin);
        m_begin = m_searched = end + 1;
        return true;
    }
    std::string_view line() const { return m_line; }
    // The line that next() found, or, where it found none, the one that has begun. What has not
    // been looked through yet may be many short ones.
    bool isTooLong() const
    {
        const bool searched = m_searched == m_octets.size();
        return m_line.size() > m_longest || (searched && m_octets.size() - m_begin > m_longest);
    }

private:
    std::size_t m_longest;
    std::string m_octets;
    std::size_t m_begin = 0;
    std::size_t m_searched = 0;
    std::string_view m_line;
};

} // namespace sluice
