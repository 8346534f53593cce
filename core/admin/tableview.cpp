#include "core/admin/tableview.h"

#include "core/admin/adminwire.h"
#include <algorithm>
#include <utility>

namespace sluice {

using adminwire::rowsPerMessage;

namespace {

constexpr std::size_t mostGone = 20000; // remembered for a reader that is stuck

std::string rowsOf(const std::string* first, const std::string* last,
                   const TableView::AppendRow& appendRow)
{
    std::string rows;
    for (; first != last; ++first) {
        const std::size_t before = rows.size();
        if (before > 0)
            rows += ',';
        if (!appendRow(rows, *first))
            rows.resize(before);
    }
    return rows;
}

} // namespace

void TableView::restart()
{
    stop();
    m_phase = Phase::Asked;
}

void TableView::begin(std::vector<std::string> ids)
{
    m_ids = std::move(ids);
    m_part = 0;
    m_phase = Phase::Parts;
}

void TableView::stop()
{
    m_phase = Phase::Stopped;
    m_ids = {};
    m_dirty.clear();
    m_batchLeft = 0;
    m_due = {};
}

void TableView::up(const std::string& id)
{
    if (m_phase >= Phase::Parts)
        m_dirty.up(id);
}

bool TableView::gone(const GoneClient& client)
{
    if (m_phase >= Phase::Parts)
        m_dirty.gone(client);
    return m_dirty.goneCount() <= mostGone;
}

std::optional<std::string> TableView::next(Time now, bool room, const AppendRow& appendRow)
{
    switch (m_phase) {
    case Phase::Stopped:
    case Phase::Asked:
        break;
    case Phase::Parts:
        if (!room)
            break;
        if (m_part == 0 || m_part * rowsPerMessage < m_ids.size())
            return part(appendRow);
        m_phase = Phase::Live;
        m_ids = {};
        return adminwire::synced(m_seq);
    case Phase::Live:
        return delta(now, room, appendRow);
    }
    return std::nullopt;
}

std::string TableView::part(const AppendRow& appendRow)
{
    const std::size_t parts
        = std::max<std::size_t>(1, (m_ids.size() + rowsPerMessage - 1) / rowsPerMessage);
    const std::size_t from = m_part * rowsPerMessage;
    const std::size_t to = std::min(from + rowsPerMessage, m_ids.size());
    ++m_part;
    return adminwire::snapshot({ m_part, parts, m_seq },
                               rowsOf(m_ids.data() + from, m_ids.data() + to, appendRow));
}

// What has changed by the time that an interval is over is one batch. It may take several messages,
// and those behind the first are in no hurry.
std::optional<std::string> TableView::delta(Time now, bool room, const AppendRow& appendRow)
{
    if (m_batchLeft == 0) {
        if (m_dirty.isEmpty() || now < m_due)
            return std::nullopt;
        m_batchLeft = m_dirty.size();
        m_due = now + m_interval;
    } else if (!room && now < m_due) {
        return std::nullopt;
    } else if (now >= m_due) {
        m_due = now + m_interval;
    }
    const std::size_t count = std::min(m_batchLeft, rowsPerMessage);
    m_batchLeft -= count;
    const DirtySet::Batch batch = m_dirty.take(count);
    return adminwire::delta(
        ++m_seq, rowsOf(batch.up.data(), batch.up.data() + batch.up.size(), appendRow), batch.gone);
}

} // namespace sluice
