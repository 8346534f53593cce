#include "core/observe/logtap.h"

#include <algorithm>
#include <utility>

namespace sluice {

void LogTap::close()
{
    const std::lock_guard lock(m_mutex);
    m_open = false;
    m_lines.clear();
    m_lost = 0;
}

void LogTap::put(LogLine line)
{
    const std::lock_guard lock(m_mutex);
    if (!m_open)
        return;
    if (m_lines.size() == capacity) {
        m_lines.pop_front();
        ++m_lost;
    }
    m_lines.push_back(std::move(line));
}

LogTap::Batch LogTap::take(std::size_t most)
{
    const std::lock_guard lock(m_mutex);
    Batch batch;
    batch.lost = std::exchange(m_lost, 0);
    const auto end = m_lines.begin() + static_cast<std::ptrdiff_t>(std::min(most, m_lines.size()));
    batch.lines.assign(std::make_move_iterator(m_lines.begin()), std::make_move_iterator(end));
    m_lines.erase(m_lines.begin(), end);
    return batch;
}

} // namespace sluice
