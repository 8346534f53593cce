#pragma once

#include "gui/model/connectionrow.h"
#include <QDateTime>
#include <deque>

namespace sluice {

// A client that has gone.
struct Leaver {
    QDateTime when;
    ConnectionRow last; // how it last looked
    int code = 0; // of the Close frame
    QString reason;
    bool byServer = false;
};

// The last clients that went, newest first; as many as the server itself remembers. A value.
class LeaverLog {
public:
    static constexpr std::size_t most = 1000;

    void add(Leaver leaver)
    {
        m_leavers.push_front(std::move(leaver));
        if (m_leavers.size() > most)
            m_leavers.pop_back();
    }
    const std::deque<Leaver>& newestFirst() const { return m_leavers; }

private:
    std::deque<Leaver> m_leavers;
};

} // namespace sluice
