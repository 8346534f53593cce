#pragma once

#include <cstddef>
#include <string>
#include <unordered_set>

namespace sluice {

// Who came and went since the last presence message. A client that came and went in between, or
// went and came back, is nobody's news. Pure value.
class PresenceBatch {
public:
    void join(const std::string& id)
    {
        if (m_left.erase(id) == 0)
            m_joined.insert(id);
    }
    void leave(const std::string& id)
    {
        if (m_joined.erase(id) == 0)
            m_left.insert(id);
    }
    bool isEmpty() const { return m_joined.empty() && m_left.empty(); }
    void clear()
    {
        m_joined.clear();
        m_left.clear();
    }
    const std::unordered_set<std::string>& joined() const { return m_joined; }
    const std::unordered_set<std::string>& left() const { return m_left; }

private:
    std::unordered_set<std::string> m_joined;
    std::unordered_set<std::string> m_left;
};

} // namespace sluice
